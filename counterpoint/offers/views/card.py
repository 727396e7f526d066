"""One card over HTTP: no account, no cookie, nothing kept of who asks. Opening the page takes and says nothing.

There is no cookie, so there is nothing that another site could use: these pages need no token against forged forms. A
cookie only takes away: whoever is signed in and was on the side of those who ran it is refused.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from counterpoint.claims.actions import hash_of
from counterpoint.claims.policies.limits import too_often
from counterpoint.claims.queries.opening import NO_SUCH_LINK, TOO_MANY, StoppedPage
from counterpoint.offers import actions, policies
from counterpoint.offers.actions import Filled
from counterpoint.offers.forms import CardForm
from counterpoint.offers.queries import card_page as pages
from counterpoint.partnership.forms.matters import said_of
from counterpoint.partnership.middleware import now
from counterpoint.web.http import Refused, for_anyone, page

if TYPE_CHECKING:
    from counterpoint.offers.models import Cards, CardTicket

MOST_WRONG, MOST_TAKEN = 60, 60  # in a minute, by everybody together


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@for_anyone
def card(request: HttpRequest, secret: str) -> HttpResponse:
    """A card of one's own, or the link that hands out the next one to somebody in the room."""
    ticket = pages.ticket_of(hash_of(secret))
    cards = ticket.cards if ticket else pages.room_of(secret)
    if cards is None:
        many = too_often("wrong tickets", most=MOST_WRONG, within=timedelta(minutes=1))
        return _stopped(request, TOO_MANY if many else NO_SUCH_LINK)
    account = request.user.pk if request.user.is_authenticated else None
    why_not = pages.why_not_as(account, cards, now(request))
    if why_not:
        return _stopped(
            request, StoppedPage(403, "This card is not for you", why_not, str(cards.claim.place))
        )
    return _fill(request, ticket) if ticket else _room(request, cards)


def _room(request: HttpRequest, cards: Cards) -> HttpResponse:
    if request.method == "POST":
        if too_often(f"cards of {cards.pk}", most=MOST_TAKEN, within=timedelta(minutes=1)):
            return _stopped(request, TOO_MANY)
        try:
            secret = actions.take_card(cards=cards, at=now(request))
        except Refused:
            cards.refresh_from_db()
        else:
            return redirect(reverse("offers:card", kwargs={"secret": secret}))
    return page(request, "offers/room.jinja", pages.room_page(cards, now(request)))


def _fill(request: HttpRequest, ticket: CardTicket) -> HttpResponse:
    cards, at = ticket.cards, now(request)
    if ticket.used:
        return page(
            request, "offers/card_done.jinja", pages.used_page(cards, just_now="thanks" in request.GET)
        )
    why_not = policies.why_not_fill(cards, at)
    if why_not:
        return _stopped(request, StoppedPage(410, "This card has run out", why_not, str(cards.claim.place)))
    form = CardForm(request.POST if request.method == "POST" else None, until=cards.until)
    shown = pages.card_page(cards, at)
    if form.is_bound and form.is_valid():
        said = Filled(form.says(), form.words(), said_of(request.POST, shown.matters))
        with form.shows_refusals():
            actions.fill_card(ticket=ticket, said=said, at=at)
            return redirect(f"{request.path}?thanks")
    return page(request, "offers/card.jinja", shown, form=form)


def _stopped(request: HttpRequest, stopped: StoppedPage) -> HttpResponse:
    return page(request, "claims/stopped.jinja", stopped, status=stopped.status)
