"""Addresses of offers, and of what came of them."""

from __future__ import annotations

from django.urls import path

from counterpoint.offers import views

app_name = "offers"

urlpatterns = [
    path("c/<str:secret>/", views.card, name="card"),
    path("<slug:slug>/offers/put/", views.put, name="put"),
    path("<slug:slug>/offers/<int:number>/", views.show, name="show"),
    path("<slug:slug>/offers/<int:number>/join/", views.join, name="join"),
    path("<slug:slug>/offers/<int:number>/step/", views.claim, name="claim"),
    path("<slug:slug>/offers/<int:number>/owe/", views.owe, name="owe"),
    path("<slug:slug>/offers/<int:number>/ticket/", views.hand_out, name="hand_out"),
    path("<slug:slug>/offers/<int:number>/cards/", views.cards, name="cards"),
    path("<slug:slug>/offers/<int:number>/cards/open/", views.open_, name="open_cards"),
    path("<slug:slug>/offers/<int:number>/cards/more/", views.more, name="more_cards"),
    path("<slug:slug>/offers/<int:number>/cards/print/", views.slips, name="slips"),
    path("<slug:slug>/offers/<int:number>/cards/paper/", views.paper, name="paper"),
    path("<slug:slug>/offers/<int:number>/cards/write/", views.write, name="write_card"),
    path("<slug:slug>/offers/<int:number>/cards/close/", views.close, name="close_cards"),
    path("<slug:slug>/offers/<int:number>/cards/erase/", views.erase, name="erase_words"),
]
