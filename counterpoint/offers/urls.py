"""Addresses of offers, and of what came of them."""

from __future__ import annotations

from django.urls import path

from counterpoint.offers import views

app_name = "offers"

urlpatterns = [
    path("<slug:slug>/offers/put/", views.put, name="put"),
    path("<slug:slug>/offers/<int:number>/", views.show, name="show"),
    path("<slug:slug>/offers/<int:number>/join/", views.join, name="join"),
    path("<slug:slug>/offers/<int:number>/step/", views.claim, name="claim"),
    path("<slug:slug>/offers/<int:number>/owe/", views.owe, name="owe"),
    path("<slug:slug>/offers/<int:number>/ticket/", views.hand_out, name="hand_out"),
]
