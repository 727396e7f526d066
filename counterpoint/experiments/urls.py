"""Addresses of experiments."""

from __future__ import annotations

from django.urls import path

from counterpoint.experiments import views

app_name = "experiments"

urlpatterns = [
    path("<slug:slug>/experiments/", views.list_, name="list"),
    path("<slug:slug>/experiments/try/", views.put, name="put"),
    path("<slug:slug>/experiments/stopped/", views.stopped, name="stopped"),
    path("<slug:slug>/experiments/foresight/", views.foresight, name="foresight"),
    path("<slug:slug>/experiments/<int:number>/", views.show, name="show"),
    path("<slug:slug>/experiments/<int:number>/change/", views.change, name="change"),
    path("<slug:slug>/experiments/<int:number>/begin/", views.begin, name="begin"),
    path("<slug:slug>/experiments/<int:number>/happened/", views.happened, name="happened"),
    path("<slug:slug>/experiments/<int:number>/came/", views.study, name="study"),
    path("<slug:slug>/experiments/<int:number>/led-to/", views.led_to, name="led_to"),
    path("<slug:slug>/experiments/<int:number>/goal/", views.serve, name="serve"),
    path("<slug:slug>/experiments/<int:number>/<slug:decision>/", views.decide, name="decide"),
]
