"""Barriers without a name, and their tickets. No account, no cookie, nothing kept of who asks.

There is no cookie, so there is nothing that another site could use: these pages need no token against forged forms.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt

from counterpoint.barriers import actions, queries
from counterpoint.barriers.choices import BarrierType, HowOften
from counterpoint.barriers.forms import SLIP, MeTooForm, QuietForm
from counterpoint.barriers.views.tickets import give_code
from counterpoint.claims.actions import new_secret
from counterpoint.claims.queries.addresses import ticket_url
from counterpoint.claims.queries.choosing import directory, partners_of
from counterpoint.partnership.middleware import now
from counterpoint.web.http import for_anyone, page

CHOICES = (tuple(HowOften.choices), tuple(BarrierType.choices))


@csrf_exempt
@for_anyone
def raise_quietly(request: HttpRequest, slug: str) -> HttpResponse:
    place = queries.place_called(slug)
    if place is None:
        raise Http404
    partners = partners_of(place)
    form = QuietForm(request.POST or None, partners=partners)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with form.shows_refusals():
            secret = actions.raise_quietly(
                place=place,
                sentence=said["sentence"],
                could_remove=directory(place).organisation(said["could_remove"]),
                how_often=said["how_often"],
                type=said["type"],
                what_it_stops=said["what_it_stops"],
                secret=said["slip"],
            )
            give_code(request, place, secret)
            return redirect(ticket_url(secret))
    slip = request.POST.get("slip") or SLIP.sign(new_secret())
    shown = queries.quiet_page(place, partners, CHOICES, slip, now(request))
    return page(request, "barriers/quietly.jinja", shown, form=form)


@csrf_exempt
@for_anyone
def me_too_quietly(request: HttpRequest, slug: str, number: int, token: str) -> HttpResponse:
    """ "This stops me too", from a slip about one barrier: whoever holds it may read that one sentence."""
    barrier = queries.barrier_on_slip(slug, number, token)
    if barrier is None:
        raise Http404
    form = MeTooForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with form.shows_refusals():
            secret = actions.stops_me_too_quietly(barrier=barrier, secret=form.cleaned_data["slip"])
            give_code(request, barrier.claim.place, secret)
            return redirect(ticket_url(secret))
    slip = request.POST.get("slip") or SLIP.sign(new_secret())
    return page(request, "barriers/me_too.jinja", queries.me_too_page(barrier, slip), form=form)
