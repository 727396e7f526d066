"""The ticket of somebody without a name: what became of it, is it gone, is it the same as another.

Opened with its secret, or by a member whose name only the stewards know, who then needs no secret.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import Verdict
from counterpoint.barriers import actions, queries
from counterpoint.barriers.forms import IsItGoneForm
from counterpoint.claims.actions import hash_of
from counterpoint.claims.queries.addresses import ticket_url
from counterpoint.claims.views import answering
from counterpoint.partnership.middleware import me, now
from counterpoint.web.http import for_anyone, for_members, page

if TYPE_CHECKING:
    from counterpoint.claims.models import Ticket
    from counterpoint.partnership.models import Place

ANSWERED, SAME = "said", "same"


def give_code(request: HttpRequest, place: Place, secret: str) -> None:
    """The number in hand: a short code for the ticket."""
    address, today = ticket_url(secret), day_in(now(request), place.zone)
    actions.give_code(place=place, secret=secret, address=address, today=today)


@csrf_exempt
@for_anyone
def ticket(request: HttpRequest, secret: str, choice: str = "") -> HttpResponse:
    """Both sorts: a ticket that somebody was handed answers as a mail does; one without a name is ours."""
    told = hash_of(secret)
    sealed = queries.ticket_of(told)
    place = sealed.place if sealed else queries.ticket_waiting(told)
    if place is None:
        return answering.ticket(request, secret, choice)
    if request.method == "POST" and "code" in request.POST:
        give_code(request, place, secret)
        return redirect(ticket_url(secret))
    if request.method == "POST" and sealed is None and "take_back" in request.POST:
        actions.take_back(place=place, secret=secret)
        return redirect("barriers:raise_quietly", slug=place.slug)
    form, did = _done(request, sealed)
    if did:
        return redirect(f"{ticket_url(secret)}?{did}")
    today = day_in(now(request), place.zone)
    slip = queries.slip_of(secret, settings.ADDRESS, f"{settings.ADDRESS}{ticket_url(secret)}", today)
    shown = queries.ticket_page(told, slip, now(request), done=_was_done(request))
    return page(request, "barriers/ticket.jinja", shown, form=form)


@for_members
def mine(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One that this member raised with their name for the stewards only."""
    sealed = queries.ticket_of_mine(me(request), number)
    if sealed is None:
        raise Http404
    form, did = _done(request, sealed)
    if did:
        return redirect(f"/{slug}/barriers/{number}/mine/?{did}")
    done = _was_done(request)
    shown = queries.ticket_page(sealed.hash, None, now(request), done=done, by_member=True)
    return page(request, "barriers/ticket.jinja", shown, form=form)


def _was_done(request: HttpRequest) -> str:
    return next((one for one in (ANSWERED, SAME) if one in request.GET), "")


def _done(request: HttpRequest, sealed: Ticket | None) -> tuple[IsItGoneForm | None, str]:
    """What was pressed on a ticket that is sealed: the form with its refusals, and what was done."""
    if sealed is None:
        return None, ""
    form = IsItGoneForm(request.POST or None)
    if request.method != "POST":
        return form, ""
    with form.shows_refusals():
        if "same" in request.POST:
            into = queries.offered_to_ticket(sealed, request.POST["same"])
            actions.merge_quietly(ticket=sealed, into=into)
            return form, SAME
        if form.is_valid():
            said = form.cleaned_data
            actions.answer_quietly(ticket=sealed, verdict=Verdict(said["answer"]), words=said["words"])
            return form, ANSWERED
    return form, ""
