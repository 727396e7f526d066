"""Offers over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.actions import Named
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.choosing import directory, worked_for
from counterpoint.claims.queries.claim_loading import claim_key
from counterpoint.offers import actions, queries
from counterpoint.offers.actions import Terms
from counterpoint.offers.forms import OfferForm, OweForm, SlipForm, StepForm
from counterpoint.partnership.middleware import me, now
from counterpoint.web.fields import Form, FormPage
from counterpoint.web.http import Refused, day_asked, for_members, page, unchanged

if TYPE_CHECKING:
    from counterpoint.offers.models import Offer

SAID = ("fixed", "decides", "budget", "pay", "access", "hear_on", "owed", "owed_on")


@for_members
def put(request: HttpRequest, slug: str) -> HttpResponse:
    member, names = me(request), worked_for(me(request))
    form = OfferForm(
        request.POST or None,
        worked_for=names,
        people=queries.invited_people(member),
        initial={"organisation": names[0][0] if names else ""},
    )
    if request.method == "POST" and form.is_valid():
        sentence = form.cleaned_data["sentence"]  # a refusal takes it away
        with form.shows_refusals():
            _put(request, form)
        claim = queries.offer_put(member, sentence, now(request))
        if claim:
            return redirect(f"{record_url(slug, claim.kind, claim.number)}?put")
    return page(request, "offers/put.jinja", queries.offer_form_page(member, now(request)), form=form)


def _put(request: HttpRequest, form: OfferForm) -> None:
    said, known = form.cleaned_data, directory(me(request).place)
    organisation = known.organisation(said["organisation"])
    if organisation is None:
        raise Http404
    offer = actions.put(
        place=me(request).place,
        decision=said["sentence"],
        organisation=organisation,
        named=[Named(one) for one in known.all_of(form.named())],
        terms=Terms(**{name: said[name] for name in SAID}),
        by=me(request),
        at=now(request),
    )
    actions.owe_all(offer=offer, at=now(request))


@for_members
def show(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    as_at = day_asked(request)
    held = "If-None-Match" in request.headers and unchanged(
        request, f"offer {claim_key(me(request), number, now(request), as_at)}"
    )
    if held:
        return held
    shown = queries.offer_page(me(request), number, now(request), as_at, just_put="put" in request.GET)
    if shown is None:
        raise Http404
    unchanged(request, f"offer {shown.claim.key}")
    return page(request, "offers/show.jinja", shown)


@for_members
@require_POST
def join(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One press: from now on asked by name, and owed what was offered."""
    offer = _offer(request, number)
    actions.join(offer=offer, by=me(request), at=now(request))
    actions.owe_all(offer=offer, at=now(request))
    return redirect(record_url(slug, offer.claim.kind, number))


@for_members
def claim(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    offer = _offer(request, number)
    form = StepForm(request.POST or None)

    def do() -> None:
        step = int(form.cleaned_data["step"])
        actions.claim_step(offer=offer, step=step, by=me(request), at=now(request))

    return _asked(request, offer, form, do, queries.step_page(offer))


@for_members
def owe(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    offer = _offer(request, number)
    form = OweForm(request.POST or None, people=queries.taking_part(offer))

    def do() -> None:
        said = form.cleaned_data
        who = directory(me(request).place).person(said["who"])
        if who is None:
            raise Refused("They have left, so nothing new can be owed to them here.", field="who")
        actions.owe_more(
            offer=offer, who=who, what=said["what"], amount=said["amount"], on=said["on"], by=me(request), at=now(request)
        )  # fmt: skip

    return _asked(request, offer, form, do, queries.owe_page(offer))


@for_members
def hand_out(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A slip for somebody without an account. Its links are shown once: on this page, to be printed or copied."""
    offer = _offer(request, number)
    form = SlipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.shows_refusals():
            secrets = actions.hand_out(offer=offer, by=me(request), at=now(request), **form.cleaned_data)
            today = day_in(now(request), me(request).place.zone)
            slip = queries.slip_page(offer, secrets, settings.ADDRESS, today)
            return page(request, "offers/slip.jinja", slip)
    return page(request, "web/form.jinja", queries.slip_form_page(offer), form=form)


def _asked(
    request: HttpRequest, offer: Offer, form: Form, do: Callable[[], None], shown: FormPage
) -> HttpResponse:
    """One form about one offer: done and back to it, or shown again with the sentence that refused it."""
    if request.method == "POST" and form.is_valid():
        with form.shows_refusals():
            do()
            return redirect(shown.back_url)
    return page(request, "web/form.jinja", shown, form=form)


def _offer(request: HttpRequest, number: int) -> Offer:
    offer = queries.offer_numbered(me(request), number, now(request))
    if offer is None:
        raise Http404
    return offer
