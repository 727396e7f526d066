"""Yours: what waits for your word, answered in place; and, for a convenor, whom to ring."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from counterpoint.claims import actions
from counterpoint.claims.actions.answering import SAME_AGAIN
from counterpoint.claims.forms.answer import AnswerForm
from counterpoint.claims.queries.addresses import answer_token
from counterpoint.claims.queries.answer_page import answer_page
from counterpoint.claims.queries.answered_page import answered_page
from counterpoint.claims.queries.asks import claim_numbered
from counterpoint.claims.queries.not_spoken import not_spoken_page
from counterpoint.claims.queries.opening import Opened, open_link
from counterpoint.claims.queries.ringing import ring_key, ring_page
from counterpoint.claims.queries.yours import yours_key, yours_page
from counterpoint.partnership.middleware import me, now
from counterpoint.web.http import Refused, for_members, page, unchanged


@for_members
def yours(request: HttpRequest, slug: str) -> HttpResponse:
    thanks = "thanks" in request.GET
    same = unchanged(request, f"{yours_key(me(request), now(request))}|{thanks}")
    return same or page(request, "claims/yours.jinja", yours_page(me(request), now(request), thanks=thanks))


@for_members
def ring(request: HttpRequest, slug: str) -> HttpResponse:
    """The five people to ring: a page of its own, which Yours draws in where there is script."""
    if not me(request).convenor:
        raise Http404
    same = unchanged(request, ring_key(me(request), now(request)))
    if same:
        return same
    template = "claims/ring_list.jinja" if request.headers.get("HX-Request") else "claims/ring.jinja"
    return page(request, template, ring_page(me(request), now(request)))


@for_members
def not_spoken(request: HttpRequest, slug: str) -> HttpResponse:
    """Whom they have not met on the record for sixty days: for themselves alone."""
    return page(request, "claims/not_spoken.jinja", not_spoken_page(me(request), now(request)))


@require_POST
@for_members
def answer_here(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Answer from Yours. With script the card becomes the thank-you; without, Yours comes back."""
    by, at = me(request), now(request)
    claim = claim_numbered(by, number, at)
    opened = open_link(answer_token(by.place, by, claim), by.account_id, at) if claim else None
    if claim is None or opened is None:
        raise Http404
    if not isinstance(opened, Opened):
        raise Refused(opened.sentence)
    form = AnswerForm(request.POST, steps=False)
    before = opened.claim.standing
    if form.is_valid():
        try:
            actions.answer(claim=claim, verdict=form.verdict, words=form.cleaned_data["words"], by=by, at=at)
        except Refused as refused:
            if refused.sentence != SAME_AGAIN:  # a second press is not a mistake
                form.refuse(refused)
    scripted = bool(request.headers.get("HX-Request"))
    if form.errors:
        template = "claims/ask_again.jinja" if scripted else "claims/answer.jinja"
        return page(request, template, answer_page(opened, at), form=form)
    if scripted:
        return page(request, "claims/answered_here.jinja", answered_page(opened, at, before))
    return redirect(f"/{slug}/yours/?thanks")
