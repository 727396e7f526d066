"""Addresses of stories: telling one, its ticket, the page of one, and the moderators' queue."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "stories"

urlpatterns: list[URLPattern] = []
