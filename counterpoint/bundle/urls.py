"""Copies to take away. They lie in a place, so their addresses begin with its short name."""

from __future__ import annotations

from django.urls import include, path

from counterpoint.bundle import views

exports = [
    path("<slug:slug>/exports/", views.show, name="exports"),
    path("<slug:slug>/exports/mine/", views.mine, name="export_mine"),
    path("<slug:slug>/exports/organisation/<int:number>/", views.organisation, name="export_organisation"),
    path("<slug:slug>/exports/place/ask/", views.ask, name="export_ask"),
    path("<slug:slug>/exports/place/<int:number>/agree/", views.agree, name="export_agree"),
    path("<slug:slug>/exports/place/<int:number>/take/", views.take, name="export_take"),
]

urlpatterns = [path("", include((exports, "bundle")))]
