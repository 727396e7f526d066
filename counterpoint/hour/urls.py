"""Addresses of the hour together."""

from django.urls import path

from counterpoint.hour import views

app_name = "hour"

urlpatterns = [
    path("<slug:slug>/hour/", views.show, name="show"),
    path("<slug:slug>/hour/promise/", views.write, name="write"),
    path("<slug:slug>/goals/<int:number>/needs/<int:line>/promise-it/", views.promise_it, name="promise_it"),
    path("<slug:slug>/hour/begin/", views.begin, name="begin"),
    path("<slug:slug>/hour/end/", views.end, name="end"),
]
