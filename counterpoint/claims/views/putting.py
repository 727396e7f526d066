"""Putting a claim of any kind that needs no room of its own."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from counterpoint.web.http import for_members


@for_members
def kinds(request: HttpRequest, slug: str) -> HttpResponse:
    raise Http404


@for_members
def put(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    raise Http404
