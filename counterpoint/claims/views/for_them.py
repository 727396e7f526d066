"""For somebody who has neither mail nor telephone: what waits for them, and writing down what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import Rule
from counterpoint.claims import actions
from counterpoint.claims.forms.answer import ForThemForm
from counterpoint.claims.queries.answer_page import buttons_of
from counterpoint.claims.queries.for_them import for_them_page, write_page
from counterpoint.partnership.middleware import me, now
from counterpoint.partnership.policies import why_not_write_for
from counterpoint.partnership.queries import member_numbered
from counterpoint.web.http import for_members, page

if TYPE_CHECKING:
    from counterpoint.partnership.models import Member


def _them(request: HttpRequest, number: int) -> Member:
    """Whoever may not write for them learns nothing here, not even that somebody has no telephone."""
    them = member_numbered(me(request).place, number)
    if them is None or why_not_write_for(me(request), them):
        raise Http404
    return them


@for_members
def asks(request: HttpRequest, slug: str, person: int) -> HttpResponse:
    shown = for_them_page(_them(request, person), me(request), now(request))
    return page(request, "claims/for_them.jinja", shown)


@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, slug: str, person: int, number: int) -> HttpResponse:
    them, by, at = _them(request, person), me(request), now(request)
    found = write_page(them, by, number, at)
    if found is None:
        raise Http404
    shown, claim = found
    form = ForThemForm(
        request.POST if request.method == "POST" else None,
        steps=claim.of.rule == Rule.STEPS,
        answers=[(one.value, one.words) for one in buttons_of(claim)],
    )
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        with form.shows_refusals():
            actions.answer(
                claim=claim, verdict=form.verdict, step=form.step, words=given["words"], by=them, typed_by=by,
                how_agreed=given["how"], said_on=given["said_on"] or day_in(at, claim.place.zone), at=at,
            )  # fmt: skip
            return redirect("claims:for_them", slug=slug, person=person)
    return page(request, "claims/write_for.jinja", shown, form=form)
