"""Addresses of stories: telling one, its ticket, the page of one, and the moderators' queue."""

from __future__ import annotations

from django.urls import URLPattern, path

from counterpoint.stories.views import complaining, moderating, quietly, reading, replying, telling, ticket

app_name = "stories"

urlpatterns: list[URLPattern] = [
    path("leave/", quietly.leave, name="leave"),
    # The ticket, and what is still being told
    path("s/<str:secret>/", ticket.show, name="ticket"),
    path("s/<str:secret>/add/", ticket.add, name="add"),
    path("s/<str:secret>/permission/", ticket.permission, name="permission"),
    path("s/<str:secret>/hear/", ticket.hear, name="hear"),
    path("s/<str:secret>/still/", ticket.still, name="still"),
    path("s/<str:secret>/outcomes/<int:number>/", ticket.outcome, name="outcome"),
    path("s/<str:secret>/withdraw/", ticket.withdraw, name="withdraw"),
    path("s/<str:secret>/tell/", telling.check, name="check"),
    path("s/<str:secret>/tell/forget/", telling.forget, name="forget"),
    path("s/<str:secret>/tell/<slug:step>/", telling.question, name="question"),
    # Telling one
    path("<slug:slug>/stories/tell/", telling.start, name="tell"),
    path("<slug:slug>/stories/tell/happened/", telling.first, name="first"),
    path("<slug:slug>/stories/write/", telling.write_down, name="write_down"),
    # Reading
    path("<slug:slug>/stories/", reading.listed, name="stories"),
    path("<slug:slug>/stories/public/", reading.public, name="public"),
    path("<slug:slug>/stories/<int:number>/", reading.show, name="show"),
    path("<slug:slug>/stories/<int:number>/copy/", reading.copy, name="copy"),
    # What came of it
    path("<slug:slug>/stories/<int:number>/reply/", replying.reply, name="reply"),
    path("<slug:slug>/stories/<int:number>/changed/", replying.changed, name="changed"),
    path("<slug:slug>/stories/<int:number>/led-to/", replying.led_to, name="led_to"),
    path("<slug:slug>/stories/copies/<int:number>/", replying.destroyed, name="destroyed"),
    # Moderators
    path("<slug:slug>/stories/moderate/", moderating.queue, name="queue"),
    path("<slug:slug>/stories/moderate/<int:number>/", moderating.moderate, name="moderate"),
    path("<slug:slug>/stories/moderate/<int:number>/flag/", moderating.flag, name="flag"),
    path("<slug:slug>/stories/moderate/concerns/<int:number>/", moderating.concern, name="concern"),
    path("<slug:slug>/stories/moderate/complaints/<int:number>/", complaining.complaint, name="complaint"),
    path("<slug:slug>/stories/moderate/complaints/<int:number>/on/", complaining.send_on, name="send_on"),
    path(
        "<slug:slug>/stories/moderate/complaints/<int:number>/came/",
        complaining.acknowledge,
        name="acknowledge",
    ),
    path("<slug:slug>/stories/policy/", moderating.policy, name="policy"),
    path("<slug:slug>/stories/log/", moderating.log, name="log"),
    # Complaints, by anybody; and what the teller says to one
    path("<slug:slug>/stories/<int:number>/complain/", complaining.about_story, name="complain"),
    path("<slug:slug>/complain/", complaining.about_data, name="complain_data"),
    path("s/<str:secret>/complaints/<int:number>/", complaining.answer, name="asked"),
]
