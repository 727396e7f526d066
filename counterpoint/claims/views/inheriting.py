"""What an heir inherits, refuses or lets die: one page, a press each."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from counterpoint.claims import actions
from counterpoint.claims.choices import TurnVerb
from counterpoint.claims.forms.inheriting import DecideForm
from counterpoint.claims.policies.inheriting import Heir
from counterpoint.claims.queries.asks import claim_numbered
from counterpoint.claims.queries.inheriting import InheritPage, inherit_page
from counterpoint.partnership.middleware import me, now
from counterpoint.partnership.queries import member_numbered, organisation_numbered
from counterpoint.web.http import Refused, for_members, page

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@for_members
@read_or_send
def of_person(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return _page(request, member_numbered(me(request).place, number))


@for_members
@read_or_send
def of_house(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return _page(request, organisation_numbered(me(request).place, number))


def _page(request: HttpRequest, heir: Heir | None) -> HttpResponse:
    shown = inherit_page(me(request), heir, now(request)) if heir is not None else None
    if heir is None or shown is None:
        raise Http404
    if request.method != "POST":
        return page(request, "claims/inherit.jinja", shown)
    form = DecideForm(request.POST)
    if not form.is_valid() or form.cleaned_data["claim"] not in _numbers(shown):
        raise Http404
    given = form.cleaned_data
    claim = claim_numbered(me(request), given["claim"], now(request))
    if claim is None:
        raise Http404
    try:
        actions.decide_inheritance(
            claim=claim, heir=heir, decision=TurnVerb(given["decision"]), words=given["words"],
            by=me(request), at=now(request),
        )  # fmt: skip
    except Refused as refused:
        again = inherit_page(
            me(request),
            heir,
            now(request),
            wrong=claim.number,
            error=refused.sentence,
            typed=given["words"],
        )
        return page(request, "claims/inherit.jinja", again, status=422)
    return redirect(request.path)


def _numbers(shown: InheritPage) -> set[int]:
    return {one.number for one in (*shown.waiting, *shown.decided)}
