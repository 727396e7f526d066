"""The Mirror, for members. An unchanged page costs one query."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse

from counterpoint.claims.choices import MESSAGES
from counterpoint.mirror import queries
from counterpoint.mirror.queries import Asking
from counterpoint.web.http import day_asked, day_of, for_members, page, unchanged


@for_members
def mirror(request: HttpRequest, slug: str) -> HttpResponse:
    return _mirror(request, "mirror/mirror.jinja")


@for_members
def table(request: HttpRequest, slug: str) -> HttpResponse:
    return _mirror(request, "mirror/table.jinja")


@for_members
def message(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    if number not in MESSAGES:
        raise Http404
    seen, asking = cast(Any, request), asked_of(request)
    held = unchanged(request, queries.page_key(f"mirror {number}", seen.member, asking, seen.now))
    if held:
        return held
    shown = queries.message_page(seen.member, number, seen.now, asking.as_at, asking.month)
    return page(request, "mirror/message.jinja", shown)


def _mirror(request: HttpRequest, template: str) -> HttpResponse:
    seen, asking = cast(Any, request), asked_of(request)
    key = queries.page_key("mirror", seen.member, asking, seen.now)
    held = unchanged(request, f"{template}|{key}")
    return held or page(request, template, queries.mirror_page(seen.member, asking, seen.now, key))


def asked_of(request: HttpRequest) -> Asking:
    """What makes no sense in an address is left out, never an error: it may be an old link."""
    month = day_of(f"{request.GET.get('month', '')}-01")
    return Asking(day_asked(request), day_asked(request, "compare"), month)
