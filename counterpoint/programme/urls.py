"""Addresses of programmes."""

from django.urls import path

from counterpoint.programme import views

app_name = "programme"

urlpatterns = [
    path("<slug:slug>/programme/", views.show, name="show"),
    path("<slug:slug>/programme/invite/", views.invite, name="invite"),
    path("<slug:slug>/programme/join/<str:token>/", views.join, name="join"),
    path("<slug:slug>/programme/<slug:programme>/sees/", views.share, name="share"),
    path("<slug:slug>/programme/<slug:programme>/people/", views.name_who_answers, name="name_who_answers"),
]
