"""Addresses of threads: a record's room and number say whose."""

from django.urls import path

from counterpoint.threads import views

app_name = "threads"

urlpatterns = [
    path("<slug:slug>/threads/<slug:room>/<int:number>/", views.show, name="show"),
]
