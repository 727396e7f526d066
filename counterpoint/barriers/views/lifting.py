"""Barriers by name: what may be done about one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from counterpoint.barriers import actions, queries
from counterpoint.barriers.forms import HandOnForm, TakeForm, WordsForm
from counterpoint.claims.forms.across import EscalateForm
from counterpoint.claims.queries.across import across_key, escalate_page
from counterpoint.claims.queries.choosing import directory, partners_of
from counterpoint.claims.queries.claim_loading import claim_key
from counterpoint.partnership.middleware import me, now
from counterpoint.partnership.queries.programmes import programme_called
from counterpoint.web.fields import FormPage
from counterpoint.web.http import day_asked, for_members, page, unchanged

if TYPE_CHECKING:
    from counterpoint.barriers.models import Barrier


@for_members
def show(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    at, as_at, put = now(request), day_asked(request), "put" in request.GET
    key = f"{claim_key(me(request), number, at, as_at)}|{across_key(me(request), number)}|barrier|{put}"
    same = unchanged(request, key)
    if same:
        return same
    shown = queries.barrier_page(me(request), number, at, as_at, just_put=put)
    if shown is None:
        raise Http404
    return page(request, "barriers/show.jinja", shown)


@for_members
def take(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    barrier = barrier_here(request, number)
    organisations = queries.organisations_to_take_for(me(request), barrier)
    if not organisations:
        return redirect("barriers:show", slug=slug, number=number)
    form = TakeForm(
        request.POST or None, organisations=organisations, initial={"organisation": organisations[0][0]}
    )
    if request.method == "POST" and form.is_valid():
        organisation = directory(me(request).place).organisations[form.cleaned_data["organisation"]]
        with form.shows_refusals():
            actions.take(barrier=barrier, organisation=organisation, by=me(request), at=now(request))
            return redirect("barriers:show", slug=slug, number=number)
    return _ask(
        request,
        barrier,
        form,
        title="Take this barrier on",
        button="Take it on",
        lead="From now on it has an owner with a name: yours. When it is gone, say so here. "
        "Whoever raised it then says whether it is.",
    )


@for_members
def refuse(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    barrier = barrier_here(request, number)
    form = WordsForm(
        request.POST or None,
        label="Why does it stay?",
        hint="Everyone here reads this, and so does whoever raised it.",
    )
    if request.method == "POST" and form.is_valid():
        with form.shows_refusals():
            actions.refuse(barrier=barrier, words=form.cleaned_data["words"], by=me(request), at=now(request))
            return redirect("barriers:show", slug=slug, number=number)
    return _ask(
        request,
        barrier,
        form,
        title="Say that it stays, and why",
        button="Refuse, with this reason",
        lead="A refusal with a reason is an answer. Silence is not.",
    )


@for_members
def say_gone(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    barrier = barrier_here(request, number)
    form = WordsForm(request.POST or None, label="What is different now?", required=False)
    if request.method == "POST" and form.is_valid():
        with form.shows_refusals():
            actions.say_gone(
                barrier=barrier, words=form.cleaned_data["words"], by=me(request), at=now(request)
            )
            return redirect("barriers:show", slug=slug, number=number)
    return _ask(
        request,
        barrier,
        form,
        title="Say that it is gone",
        button="Say that it is gone",
        lead="Whoever raised it, and everyone it stops too, are asked whether it is. "
        "They are asked again after eight weeks.",
    )


@for_members
def escalate(request: HttpRequest, slug: str, number: int, programme: str) -> HttpResponse:
    barrier = barrier_here(request, number)
    joined = programme_called(me(request).place, programme)
    if joined is None or not queries.may_escalate(me(request), barrier, joined):
        raise Http404
    form = EscalateForm(request.POST or None, initial={"sentence": str(barrier.claim.sentence)})
    back = f"/{slug}/barriers/{number}/"
    if request.method == "POST" and form.is_valid():
        with form.shows_refusals():
            actions.escalate(
                barrier=barrier,
                programme=joined.programme,
                sentence=form.cleaned_data["sentence"],
                by=me(request),
                at=now(request),
            )
            return redirect(back)
    return page(request, "web/form.jinja", escalate_page(barrier.claim, joined.programme, back), form=form)


@for_members
def hand_on(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    barrier = barrier_here(request, number)
    form = HandOnForm(request.POST or None, partners=partners_of(me(request).place))
    if request.method == "POST" and form.is_valid():
        to = directory(me(request).place).organisations[form.cleaned_data["to"]]
        with form.shows_refusals():
            actions.hand_on(
                barrier=barrier, to=to, words=form.cleaned_data["words"], by=me(request), at=now(request)
            )
            return redirect("barriers:show", slug=slug, number=number)
    return _ask(
        request,
        barrier,
        form,
        title="Hand it on",
        button="Hand it on",
        lead="To an organisation that can do more about it than yours. They are written to. Who had it, and since "
        "when it stops people, stays on the record.",
    )


@require_POST
@for_members
def stops_me_too(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    actions.stops_me_too(barrier=barrier_here(request, number), by=me(request), at=now(request))
    return redirect("barriers:show", slug=slug, number=number)


@require_POST
@for_members
def merge(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """ "It is the same as that": only one of those that are like it, by somebody whom it stops."""
    barrier = barrier_here(request, number)
    into = queries.offered_to_member(me(request), barrier, request.POST.get("into", ""), now(request))
    actions.merge(barrier=barrier, into=into, by=me(request), at=now(request))
    return redirect("barriers:show", slug=slug, number=into.claim.number)


def barrier_here(request: HttpRequest, number: int) -> Barrier:
    barrier = queries.barrier_numbered(me(request), number, now(request))
    if barrier is None:
        raise Http404
    return barrier


def _ask(
    request: HttpRequest,
    barrier: Barrier,
    form: WordsForm | TakeForm | HandOnForm,
    *,
    title: str,
    button: str,
    lead: str,
) -> HttpResponse:
    claim = barrier.claim
    shown = FormPage(
        title=title,
        button=button,
        lead=lead,
        caption=f"Barrier {claim.number}: {claim.sentence}",
        back_url=f"/{me(request).place.slug}/barriers/{claim.number}/",
    )
    return page(request, "web/form.jinja", shown, form=form)
