"""Addresses of stories: telling one, its ticket, the page of one, and the moderators' queue."""

from __future__ import annotations

from django.urls import URLPattern, path

from counterpoint.stories.views import quietly, telling, ticket

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
]
