"""Addresses of goals."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "goals"

urlpatterns: list[URLPattern] = []
