"""Addresses of barriers, and of tickets of both sorts."""

from __future__ import annotations

from django.urls import path

from counterpoint.barriers import views

app_name = "barriers"

urlpatterns = [
    path("t/<str:secret>/", views.ticket, name="ticket"),
    path("t/<str:secret>/<slug:choice>/", views.ticket, name="ticket_as"),
    path("<slug:slug>/barriers/", views.list_, name="list"),
    path("<slug:slug>/barriers/poster/", views.poster, name="poster"),
    path("<slug:slug>/barriers/elsewhere/", views.signposts, name="signposts"),
    path("<slug:slug>/barriers/raise/", views.raise_, name="raise"),
    path("<slug:slug>/barriers/raise/to-stewards/", views.tell_stewards, name="tell_stewards"),
    path("<slug:slug>/barriers/raise/quietly/", views.raise_quietly, name="raise_quietly"),
    path("<slug:slug>/barriers/<int:number>/", views.show, name="show"),
    path("<slug:slug>/barriers/<int:number>/mine/", views.mine, name="mine"),
    path("<slug:slug>/barriers/<int:number>/slip/", views.slip, name="slip"),
    path("<slug:slug>/barriers/<int:number>/too/<str:token>/", views.me_too_quietly, name="me_too_quietly"),
    path("<slug:slug>/barriers/<int:number>/hand-on/", views.hand_on, name="hand_on"),
    path("<slug:slug>/barriers/<int:number>/same/", views.merge, name="merge"),
    path("<slug:slug>/barriers/<int:number>/take/", views.take, name="take"),
    path("<slug:slug>/barriers/<int:number>/refuse/", views.refuse, name="refuse"),
    path("<slug:slug>/barriers/<int:number>/gone/", views.say_gone, name="say_gone"),
    path("<slug:slug>/barriers/<int:number>/to/<slug:programme>/", views.escalate, name="escalate"),
    path("<slug:slug>/barriers/<int:number>/me-too/", views.stops_me_too, name="stops_me_too"),
]
