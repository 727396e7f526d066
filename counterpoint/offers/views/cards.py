"""The cards of one event, for members: giving them out, writing one down, closing them, and what they said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.actions import make_code
from counterpoint.offers import actions, policies
from counterpoint.offers.actions import Filled
from counterpoint.offers.forms import MoreForm, OpenForm, SlipsForm, WriteForm
from counterpoint.offers.queries import card_page
from counterpoint.offers.queries import cards as pages
from counterpoint.partnership.middleware import me, now
from counterpoint.web.http import for_members, for_stewards, page

if TYPE_CHECKING:
    from counterpoint.claims.models import Claim
    from counterpoint.offers.models import Cards


@for_members
def cards(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    claim = _claim(request, number)
    out = pages.cards_of(claim)
    room = f"{settings.ADDRESS}{_card_url(card_page.room_token(out))}" if out else ""
    return page(request, "offers/cards.jinja", pages.cards_page(me(request), claim, room, now(request)))


@for_members
def open_(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    claim = _claim(request, number)
    if policies.why_not_open_cards(me(request), claim, now(request)):
        return redirect("offers:cards", slug=slug, number=number)
    out = day_in(now(request), claim.place.zone) + pages.OUT_FOR
    form = OpenForm(request.POST or None, initial={"until": out, "perspective": "lived_experience"})
    if request.method == "POST" and form.is_valid():
        with form.shows_refusals():
            actions.open_cards(claim=claim, by=me(request), at=now(request), **form.cleaned_data)
            return redirect("offers:cards", slug=slug, number=number)
    return page(request, "web/form.jinja", pages.open_form_page(claim), form=form)


@for_members
def more(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    claim, out = _run(request, number)
    form = MoreForm(request.POST or None, initial={"took_part": out.took_part})
    if request.method == "POST" and form.is_valid():
        with form.shows_refusals():
            actions.say_more_came(cards=out, by=me(request), at=now(request), **form.cleaned_data)
            return redirect("offers:cards", slug=slug, number=number)
    return page(request, "web/form.jinja", pages.more_form_page(claim), form=form)


@for_members
def slips(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Printed cards. Their links are shown once: on this page."""
    claim, out = _run(request, number)
    form = SlipsForm(request.POST or None, initial={"how_many": out.took_part - out.handed})
    if request.method == "POST" and form.is_valid():
        with form.shows_refusals():
            made = actions.print_slips(cards=out, by=me(request), at=now(request), **form.cleaned_data)
            today = day_in(now(request), claim.place.zone)
            links = [_card_url(one) for one in made]
            codes = [make_code(place=claim.place, address=one, today=today) for one in links]
            whole = [(f"{settings.ADDRESS}{link}", code) for link, code in zip(links, codes, strict=True)]
            code_address = f"{settings.ADDRESS}{reverse('claims:code')}"
            return page(request, "offers/slips.jinja", pages.slips_page(claim, out, whole, code_address))
    return page(request, "web/form.jinja", pages.slips_form_page(claim), form=form)


@for_members
def paper(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The card on paper, to be filled in with a pen and typed by somebody."""
    _, out = _out(request, number)
    return page(request, "offers/paper.jinja", card_page.card_page(out, now(request)))


@for_members
def write(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A card that a member types for somebody."""
    claim, out = _out(request, number)
    if policies.why_not_write_card(me(request), out, now(request)):
        raise Http404
    form = WriteForm(request.POST or None, until=out.until)
    if request.method == "POST" and form.is_valid():
        said = Filled(form.says(), form.words())
        with form.shows_refusals():
            actions.write_card(
                cards=out, said=said, how_agreed=form.cleaned_data["how"], by=me(request), at=now(request)
            )
            return redirect("offers:cards", slug=slug, number=number)
    return page(request, "web/form.jinja", pages.write_form_page(claim), form=form)


@for_members
@require_POST
def close(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    _, out = _run(request, number)
    actions.close_cards(cards=out, by=me(request), at=now(request))
    return redirect("offers:cards", slug=slug, number=number)


@for_stewards
@require_POST
def erase(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Somebody may be named in the words of a card, or known by them."""
    _, out = _out(request, number)
    text = pages.words_of(out, request.POST.get("words", ""))
    if text is None:
        raise Http404
    actions.erase_card_words(cards=out, text=text, by=me(request), at=now(request))
    return redirect("offers:cards", slug=slug, number=number)


def _claim(request: HttpRequest, number: int) -> Claim:
    claim = pages.claim_for_cards(me(request), number, now(request))
    if claim is None:
        raise Http404
    return claim


def _out(request: HttpRequest, number: int) -> tuple[Claim, Cards]:
    claim = _claim(request, number)
    out = pages.cards_of(claim)
    if out is None:
        raise Http404
    return claim, out


def _run(request: HttpRequest, number: int) -> tuple[Claim, Cards]:
    claim, out = _out(request, number)
    if policies.why_not_run_cards(me(request), out):
        raise Http404
    return claim, out


def _card_url(secret: str) -> str:
    return reverse("offers:card", kwargs={"secret": secret})
