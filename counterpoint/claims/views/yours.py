"""Yours: what waits for your word, and what came of what you said."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from counterpoint.web.http import for_members


@for_members
def yours(request: HttpRequest, slug: str) -> HttpResponse:
    raise Http404
