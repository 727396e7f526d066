"""Addresses of the kernel's own pages. What lies in a place begins with the place's short name.

A ticket's address, /t/<secret>/, is the barriers room's, which knows both sorts of ticket.
"""

from __future__ import annotations

from django.urls import include, path

from counterpoint.claims.views import (
    answering,
    claim,
    codes,
    for_them,
    handover,
    help,
    inheriting,
    line,
    lists,
    putting,
    record,
    requests,
    yours,
)

claims = [
    path("code/", codes.code, name="code"),
    path("a/<str:token>/", answering.answer, name="answer"),
    path("a/<str:token>/not-you/", answering.not_you, name="not_you"),
    path("a/<str:token>/<slug:choice>/", answering.answer, name="answer_as"),
    path("<slug:slug>/claims/put/", putting.kinds, name="put"),
    path("<slug:slug>/claims/put/<slug:kind>/", putting.put, name="put_kind"),
    path("<slug:slug>/claims/just-do-it/", lists.licences, name="licences"),
    path("<slug:slug>/claims/skills/", lists.skills, name="skills"),
    # One claim. What may be done to a claim of any kind is done here; each kind is shown in its own room.
    path("<slug:slug>/claims/<int:number>/", claim.show, name="show"),
    path("<slug:slug>/claims/<int:number>/know-too/", claim.know_too, name="know_too"),
    path("<slug:slug>/claims/<int:number>/add/", claim.add, name="add"),
    path("<slug:slug>/claims/<int:number>/adopt/", claim.adopt, name="adopt"),
    path("<slug:slug>/claims/<int:number>/reply/", claim.reply, name="reply"),
    path("<slug:slug>/claims/<int:number>/withdraw/", claim.withdraw, name="withdraw"),
    path("<slug:slug>/claims/<int:number>/message/", claim.message, name="message"),
    path("<slug:slug>/claims/<int:number>/amount/", claim.amount, name="amount"),
    path("<slug:slug>/claims/<int:number>/erase/", claim.erase, name="erase"),
    path("<slug:slug>/claims/<int:number>/ticket/", claim.hand_out, name="hand_out"),
    path("<slug:slug>/claims/<int:number>/in/", help.be_in, name="help_in"),
    path("<slug:slug>/claims/<int:number>/talk/", help.introduce, name="introduce"),
    path("<slug:slug>/claims/<int:number>/help/<int:help>/came/", help.came, name="help_came"),
    path("<slug:slug>/claims/<int:number>/help/<int:help>/take-back/", help.take_back, name="help_back"),
    path("<slug:slug>/claims/<int:number>/again/", claim.put_again, name="put_again"),
    path("<slug:slug>/mirror/line/", line.line, name="line"),
    path("<slug:slug>/people/<int:person>/asks/", for_them.asks, name="for_them"),
    path("<slug:slug>/people/<int:person>/asks/<int:number>/", for_them.write, name="write_for"),
    # Who follows whom is the partnership's; what passes on with that is here.
    path("<slug:slug>/people/<int:number>/handover/", handover.of_person, name="handover"),
    path("<slug:slug>/people/<int:number>/inherit/", inheriting.of_person, name="inherit"),
    path("<slug:slug>/organisations/<int:number>/handover/", handover.of_house, name="handover_of_house"),
    path("<slug:slug>/organisations/<int:number>/inherit/", inheriting.of_house, name="inherit_for_house"),
    path("<slug:slug>/record/", record.record, name="record"),
    path("<slug:slug>/yours/", yours.yours, name="yours"),
    path("<slug:slug>/yours/not-spoken/", yours.not_spoken, name="not_spoken"),
    path("<slug:slug>/yours/ring/", yours.ring, name="ring"),
    path("<slug:slug>/yours/<int:number>/", yours.answer_here, name="answer_here"),
]

requests_ = [
    path("<slug:slug>/requests/put/", requests.put, name="put"),
    path("<slug:slug>/requests/<int:number>/", requests.show, name="show"),
    path("<slug:slug>/requests/<int:number>/refuse/", requests.refuse, name="refuse"),
    path("<slug:slug>/requests/<int:number>/to/<slug:programme>/", requests.escalate, name="escalate"),
]

urlpatterns = [path("", include((claims, "claims"))), path("", include((requests_, "requests")))]
