"""One line per room."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

# BUILDING SITE: a room that has no urls yet is left out. Becomes plain includes when all have landed.
_rooms = ("web", "partnership", "claims", "mirror", "promises", "barriers", "demo")

handler400 = "counterpoint.web.refusals.bad_request"
handler403 = "counterpoint.web.refusals.forbidden"
handler404 = "counterpoint.web.refusals.not_found"
handler500 = "counterpoint.web.refusals.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"counterpoint.{room}.urls"))
    for room in _rooms
    if find_spec(f"counterpoint.{room}") and find_spec(f"counterpoint.{room}.urls")
]
