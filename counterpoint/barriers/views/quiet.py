"""Barriers without a name, and their tickets. No account, no cookie, nothing kept of who asks.

There is no cookie, so there is nothing that another site could use: these pages need no token against forged forms.
"""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt

from counterpoint.analysis.standing import Verdict
from counterpoint.barriers import actions, queries
from counterpoint.barriers.choices import HowOften
from counterpoint.barriers.forms import SLIP, IsItGoneForm, QuietForm
from counterpoint.claims.actions import hash_of, new_secret
from counterpoint.claims.queries.addresses import ticket_url
from counterpoint.claims.queries.choosing import directory, partners_of
from counterpoint.claims.views import answering
from counterpoint.partnership.middleware import now
from counterpoint.web.http import Refused, for_anyone, page


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
        try:
            secret = actions.raise_quietly(
                place=place,
                sentence=said["sentence"],
                could_remove=directory(place).organisation(said["could_remove"]),
                how_often=said["how_often"],
                secret=said["slip"],
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect(ticket_url(secret))
    slip = request.POST.get("slip") or SLIP.sign(new_secret())
    shown = queries.quiet_page(place, partners, tuple(HowOften.choices), slip, now(request))
    return page(request, "barriers/quietly.jinja", shown, form=form)


@csrf_exempt
@for_anyone
def ticket(request: HttpRequest, secret: str, choice: str = "") -> HttpResponse:
    """Both sorts: a ticket that somebody was handed answers as a mail does; one without a name is ours."""
    told = hash_of(secret)
    sealed = queries.ticket_of(told)
    waits_in = None if sealed else queries.ticket_waiting(told)
    if sealed is None and waits_in is None:
        return answering.ticket(request, secret, choice)
    form = IsItGoneForm(request.POST or None) if sealed else None
    if request.method == "POST" and waits_in and "take_back" in request.POST:
        actions.take_back(place=waits_in, secret=secret)
        return redirect("barriers:raise_quietly", slug=waits_in.slug)
    if request.method == "POST" and sealed and form and form.is_valid():
        try:
            actions.answer_quietly(
                ticket=sealed, verdict=Verdict(form.cleaned_data["answer"]), words=form.cleaned_data["words"]
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect(f"{ticket_url(secret)}?said")
    shown = queries.ticket_page(told, f"{settings.ADDRESS}{ticket_url(secret)}", done="said" in request.GET)
    return page(request, "barriers/ticket.jinja", shown, form=form)
