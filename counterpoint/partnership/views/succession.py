"""A became B on a date; who hosts a group; who does somebody's work now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from counterpoint.partnership import actions, policies, queries
from counterpoint.partnership.forms.succession import NEW, BecameForm, FollowForm, HostForm
from counterpoint.partnership.middleware import me, now
from counterpoint.partnership.queries import people as pages
from counterpoint.partnership.queries import succession
from counterpoint.web.fields import FormPage
from counterpoint.web.http import for_members, for_stewards, page

if TYPE_CHECKING:
    from counterpoint.partnership.models import Member, Organisation

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@for_stewards
@read_or_send
def became(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    old = _organisation(request, number)
    sent = request.POST if request.method == "POST" else None
    form = BecameForm(succession.partners_but(old), succession.its_people(old), sent)
    if form.is_bound and form.is_valid():
        with form.shows_refusals():
            _become(request, old, form)
            return redirect("partnership:organisation", slug=slug, number=number)
    shown = FormPage(
        title=f"{old.name} became another",
        button="Say so",
        back_url=_page(slug, old),
        lead="From now on whoever follows may answer where it was asked, and may not where it claims. "
        "Of each open promise they say whether they inherit it, refuse it or let it die. "
        "It stays on the record as it was, and can’t be undone.",
    )
    return page(request, "web/form.jinja", shown, form=form)


def _become(request: HttpRequest, old: Organisation, form: BecameForm) -> None:
    given = form.cleaned_data
    goes = {int(one) for one in given.get("goes", ())}
    by, at, on = me(request), now(request), given["on"]
    if given["heir"] == NEW:
        name, kind = given["name"], given["kind"] or "other"
        actions.succeed_by_new(old=old, name=name, kind=kind, on=on, goes=goes, by=by, at=at)
        return
    heir = _organisation(request, int(given["heir"]))
    actions.succeed(old=old, heir=heir, on=on, goes=goes, by=by, at=at)


@for_stewards
@read_or_send
def host(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    theirs = _organisation(request, number)
    held = {"host": str(theirs.host.number) if theirs.host else ""}
    sent = request.POST if request.method == "POST" else None
    form = HostForm(succession.partners_but(theirs), sent, initial=held)
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data["host"]
        keeper = _organisation(request, int(chosen)) if chosen else None
        with form.shows_refusals():
            actions.name_host(organisation=theirs, host=keeper, by=me(request), at=now(request))
            return redirect("partnership:organisation", slug=slug, number=number)
    shown = FormPage(
        title=f"Who hosts {theirs.name}?",
        button="Keep this",
        back_url=_page(slug, theirs),
        lead="A host pays or keeps a group. So its people can’t say whether what the group claims is so.",
    )
    return page(request, "web/form.jinja", shown, form=form)


@for_members
@read_or_send
def follow(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """By themselves, or by a steward: before they leave, when they change post, or long after."""
    reader, person = me(request), _person(request, number)
    if pages.person_page(person, reader) is None or not (reader.steward or reader.pk == person.pk):
        raise Http404
    why_not = policies.why_not_name_successor(reader, person)
    sent = request.POST if request.method == "POST" else None
    form = FollowForm(succession.who_could_follow(person, reader), sent)
    if why_not and sent is None:
        raise Http404
    if form.is_bound and form.is_valid():
        heir = _person(request, int(form.cleaned_data["heir"]))
        with form.shows_refusals():
            actions.follow(member=person, heir=heir, on=form.cleaned_data["on"], by=reader, at=now(request))
            return redirect("partnership:person", slug=slug, number=number)
    mine = reader.pk == person.pk
    whose = "you" if mine else person.name
    shown = FormPage(
        title="Who does your work now?" if mine else f"Who does the work of {person.name} now?",
        button="Say so",
        back_url=reverse("partnership:person", kwargs={"slug": slug, "number": number}),
        lead=f"They are asked in your stead from now on. What {whose} put they can’t answer, and of each promise "
        "that was made in your own name they say whether they inherit it, refuse it or let it die."
        if mine
        else f"They are asked in the stead of {whose} from now on. What {whose} put they can’t answer, and of "
        "each promise made in that name they say whether they inherit it, refuse it or let it die.",
    )
    return page(request, "web/form.jinja", shown, form=form)


def _organisation(request: HttpRequest, number: int) -> Organisation:
    found = queries.organisation_numbered(me(request).place, number)
    if found is None:
        raise Http404
    return found


def _person(request: HttpRequest, number: int) -> Member:
    found = queries.member_numbered(me(request).place, number)
    if found is None:
        raise Http404
    return found


def _page(slug: str, one: Organisation) -> str:
    return reverse("partnership:organisation", kwargs={"slug": slug, "number": one.number})
