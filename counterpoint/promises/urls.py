"""Addresses of promises, and of the link that a promiser is sent."""

from __future__ import annotations

from django.urls import path

from counterpoint.promises import views

app_name = "promises"

urlpatterns = [
    path("p/<str:token>/", views.own_by_link, name="own_by_link"),
    path("<slug:slug>/promises/put/", views.put, name="put"),
    path("<slug:slug>/promises/hear/", views.hear, name="hear"),
    path("<slug:slug>/promises/bring-in/", views.bring_in, name="bring_in"),
    path("<slug:slug>/promises/ask-about/", views.ask_about, name="ask_about"),
    path("<slug:slug>/promises/<int:number>/", views.show, name="show"),
    path("<slug:slug>/promises/<int:number>/own/", views.own, name="own"),
    path("<slug:slug>/promises/<int:number>/accept/", views.accept, name="accept"),
    path("<slug:slug>/promises/<int:number>/respond/", views.respond, name="respond"),
    path("<slug:slug>/promises/<int:number>/move/", views.move, name="move"),
    path("<slug:slug>/promises/<int:number>/kept/", views.kept, name="kept"),
    path("<slug:slug>/promises/<int:number>/ask/", views.ask, name="ask"),
]
