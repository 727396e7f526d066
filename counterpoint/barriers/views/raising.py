"""Raising a barrier by name, or with one's name for the stewards only; all barriers; posters, slips, signposts."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from counterpoint.barriers import actions, policies, queries
from counterpoint.barriers.forms import SLIP, ByNameForm, QuietForm, SignpostsForm
from counterpoint.barriers.views.lifting import barrier_here
from counterpoint.barriers.views.tickets import give_code
from counterpoint.claims.actions import new_secret
from counterpoint.claims.queries.addresses import ticket_url
from counterpoint.claims.queries.choosing import directory, partners_of
from counterpoint.partnership.middleware import me, now
from counterpoint.web.fields import FormPage
from counterpoint.web.http import for_members, for_stewards, page


@for_members
def list_(request: HttpRequest, slug: str) -> HttpResponse:
    return page(request, "barriers/list.jinja", queries.barriers_page(me(request), now(request)))


@for_members
def raise_(request: HttpRequest, slug: str) -> HttpResponse:
    place, at = me(request).place, now(request)
    leads = policies.why_not_went_and_asked(me(request)) is None
    form = ByNameForm(request.POST or None, partners=partners_of(place), leads=leads)
    alike: tuple[queries.Alike, ...] = ()
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        raised = queries.barrier_put(me(request), said["sentence"], at)  # a second press leads to the first
        if raised is None and not said["another"]:
            alike = queries.alike_for_member(me(request), said["sentence"], at)
        if raised is None and not alike:
            with form.shows_refusals():
                raised = actions.raise_(
                    place=place,
                    sentence=said["sentence"],
                    how_often=said["how_often"],
                    type=said["type"],
                    what_it_stops=said["what_it_stops"],
                    went_and_asked=bool(said.get("went_and_asked")),
                    could_remove=directory(place).organisation(said["could_remove"]),
                    by=me(request),
                    at=at,
                )
        if raised:
            return redirect(f"/{slug}/barriers/{raised.claim.number}/?put")
    return page(request, "barriers/raise.jinja", queries.raise_page(me(request), at, alike), form=form)


@for_members
def tell_stewards(request: HttpRequest, slug: str) -> HttpResponse:
    """With one's name for the stewards only: an act without a name, and beside it who it was."""
    place = me(request).place
    slip = request.POST.get("slip") or SLIP.sign(new_secret())
    shown = queries.tell_page(me(request), slip)
    if shown is None:
        raise Http404
    form = QuietForm(request.POST or None, partners=partners_of(place))
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
                told=me(request),
            )
            give_code(request, place, secret)
            return redirect(ticket_url(secret))
    return page(request, "barriers/raise.jinja", shown, form=form)


@for_members
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    return page(request, "barriers/poster.jinja", queries.poster_page(me(request).place, settings.ADDRESS))


@for_members
def slip(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    barrier = barrier_here(request, number)
    if policies.why_over(barrier):
        raise Http404
    return page(request, "barriers/poster.jinja", queries.slip_page(barrier, settings.ADDRESS))


@for_stewards
def signposts(request: HttpRequest, slug: str) -> HttpResponse:
    place = me(request).place
    form = SignpostsForm(request.POST or None, initial=queries.lines_of(place))
    if request.method == "POST" and form.is_valid():
        actions.put_signposts(place=place, lines=form.cleaned_data, by=me(request), at=now(request))
        return redirect("barriers:list", slug=slug)
    shown = FormPage(
        title="Where else things are said here",
        button="Keep these lines",
        lead="They stand on every page on which a barrier is raised. Give a telephone number, and say when somebody is "
        "there. What you leave empty says the general thing.",
        caption=place.name,
        back_url=f"/{slug}/barriers/",
    )
    return page(request, "web/form.jinja", shown, form=form)
