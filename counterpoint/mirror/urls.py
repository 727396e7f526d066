"""Addresses of the Mirror."""

from django.urls import path

from counterpoint.mirror import views

app_name = "mirror"

urlpatterns = [
    path("<slug:slug>/mirror/", views.mirror, name="mirror"),
    path("<slug:slug>/mirror/table/", views.table, name="table"),
    path("<slug:slug>/mirror/<int:number>/", views.message, name="message"),
]
