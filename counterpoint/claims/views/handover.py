"""What somebody, or an organisation, is in the middle of: for whoever does that work next."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from counterpoint.claims.policies.inheriting import Heir
from counterpoint.claims.queries.handover import handover_page
from counterpoint.partnership.middleware import me, now
from counterpoint.partnership.queries import member_numbered, organisation_numbered
from counterpoint.web.http import for_members, page


@for_members
def of_person(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return _page(request, member_numbered(me(request).place, number))


@for_members
def of_house(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return _page(request, organisation_numbered(me(request).place, number))


def _page(request: HttpRequest, whose: Heir | None) -> HttpResponse:
    shown = handover_page(me(request), whose, now(request)) if whose is not None else None
    if shown is None:
        raise Http404
    return page(request, "claims/handover.jinja", shown)
