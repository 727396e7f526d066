"""Requests: asked, answered with a promise or a reason, and whether that answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from counterpoint.claims import actions
from counterpoint.claims.forms.across import EscalateForm
from counterpoint.claims.forms.requests import AskForForm, RefuseRequestForm
from counterpoint.claims.queries.across import across_key, escalate_page
from counterpoint.claims.queries.choosing import directory, partners_of
from counterpoint.claims.queries.claim_loading import claim_key
from counterpoint.claims.queries.request_page import (
    ask_for_page,
    may_escalate,
    request_numbered,
    request_page,
    request_put,
)
from counterpoint.partnership.middleware import me, now
from counterpoint.partnership.queries.programmes import programme_called
from counterpoint.web.fields import FormPage
from counterpoint.web.http import day_asked, for_members, page, unchanged

if TYPE_CHECKING:
    from counterpoint.claims.models import Request


@for_members
def put(request: HttpRequest, slug: str) -> HttpResponse:
    form = AskForForm(request.POST or None, partners=partners_of(me(request).place))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with form.shows_refusals():
            actions.ask_for(
                asked=directory(me(request).place).organisations[said["asked"]],
                sentence=said["sentence"],
                by=me(request),
                at=now(request),
            )
        claim = request_put(me(request), said["sentence"], now(request))
        if claim:
            return redirect(f"/{slug}/requests/{claim.number}/?put")
    return page(request, "claims/ask_for.jinja", ask_for_page(me(request), now(request)), form=form)


@for_members
def show(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    at, as_at, put_now = now(request), day_asked(request), "put" in request.GET
    key = f"{claim_key(me(request), number, at, as_at)}|{across_key(me(request), number)}|request|{put_now}"
    same = unchanged(request, key)
    if same:
        return same
    shown = request_page(me(request), number, at, as_at, just_put=put_now)
    if shown is None:
        raise Http404
    return page(request, "claims/request.jinja", shown)


@for_members
def refuse(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = _request(request, number)
    form = RefuseRequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.shows_refusals():
            actions.refuse_request(
                claim=found.claim, words=form.cleaned_data["words"], by=me(request), at=now(request)
            )
            return redirect("requests:show", slug=slug, number=number)
    shown = FormPage(
        title="Refuse, with a reason",
        button="Refuse, with this reason",
        lead="A refusal with its reason is an answer. Silence is not.",
        caption=f"Request {number}: {found.claim.sentence}",
        back_url=f"/{slug}/requests/{number}/",
    )
    return page(request, "web/form.jinja", shown, form=form)


@for_members
def escalate(request: HttpRequest, slug: str, number: int, programme: str) -> HttpResponse:
    claim = _request(request, number).claim
    joined = programme_called(me(request).place, programme)
    if joined is None or not may_escalate(me(request), claim, joined):
        raise Http404
    form = EscalateForm(request.POST or None, initial={"sentence": str(claim.sentence)})
    back = f"/{slug}/requests/{number}/"
    if request.method == "POST" and form.is_valid():
        with form.shows_refusals():
            actions.escalate_request(
                claim=claim,
                programme=joined.programme,
                sentence=form.cleaned_data["sentence"],
                by=me(request),
                at=now(request),
            )
            return redirect(back)
    return page(request, "web/form.jinja", escalate_page(claim, joined.programme, back), form=form)


def _request(request: HttpRequest, number: int) -> Request:
    found = request_numbered(me(request), number, now(request))
    if found is None:
        raise Http404
    return found
