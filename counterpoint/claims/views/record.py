"""The record, as a page and, for search as one types, as the part of it that changes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from counterpoint.claims.queries.record import record_key, record_page, wanted_from
from counterpoint.partnership.middleware import me, now
from counterpoint.web.http import day_asked, for_members, page, unchanged


@for_members
def record(request: HttpRequest, slug: str) -> HttpResponse:
    wanted = wanted_from(request.GET, day_asked(request))
    same = unchanged(request, record_key(me(request), wanted, now(request)))
    if same:
        return same
    template = "claims/record_found.jinja" if request.headers.get("HX-Request") else "claims/record.jinja"
    return page(request, template, record_page(me(request), wanted, now(request)))
