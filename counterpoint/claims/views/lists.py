"""Lists of one kind that people look at by themselves: what staff may just do, where working with others counted."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from counterpoint.claims.queries.licences import licences_page
from counterpoint.claims.queries.skills import skills_page
from counterpoint.partnership.middleware import me, now
from counterpoint.web.http import for_members, page


@for_members
def licences(request: HttpRequest, slug: str) -> HttpResponse:
    return page(request, "claims/licences.jinja", licences_page(me(request), now(request)))


@for_members
def skills(request: HttpRequest, slug: str) -> HttpResponse:
    return page(request, "claims/skills.jinja", skills_page(me(request), now(request)))
