"""Who is here: everyone, one person, and what they and the stewards may put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from counterpoint.partnership import actions, policies, queries
from counterpoint.partnership.forms.people import AddMemberForm, AppointForm, EditMemberForm
from counterpoint.partnership.forms.succession import LeaveForm
from counterpoint.partnership.middleware import me, now
from counterpoint.partnership.queries import people as pages
from counterpoint.partnership.queries.succession import who_could_follow
from counterpoint.web.fields import FormPage
from counterpoint.web.http import Refused, for_members, for_stewards, page, unchanged

if TYPE_CHECKING:
    from counterpoint.partnership.models import Member

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@for_members
def people(request: HttpRequest, slug: str) -> HttpResponse:
    same = unchanged(request, pages.people_key(me(request), now(request)))
    return same or page(request, "partnership/people.jinja", pages.people_page(me(request), now(request)))


@for_members
def person(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    theirs = _person(request, number)
    shown = pages.person_page(theirs, me(request))
    if shown is None:
        raise Http404
    form = AppointForm(initial=pages.roles_of(theirs)) if shown.may_appoint else None
    return page(request, "partnership/person.jinja", shown, form=form)


def _person(request: HttpRequest, number: int) -> Member:
    found = queries.member_numbered(me(request).place, number)
    if found is None:
        raise Http404
    return found


@for_members
@read_or_send
def add(request: HttpRequest, slug: str) -> HttpResponse:
    member = me(request)
    form = AddMemberForm(
        pages.organisation_choices(member.place),
        request.POST if request.method == "POST" else None,
        initial={"organisation": request.GET.get("organisation", "")},
    )
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        wanted = actions.Person(
            name=given["name"], post=given["post"], email=given["email"], phone=given["phone"],
            organisation=pages.chosen_organisation(member.place, given["organisation"]),
            works=given["works"] != "belongs", perspectives=given["perspectives"],
        )  # fmt: skip
        with form.shows_refusals():
            new = actions.add_member(place=member.place, person=wanted, by=member, at=now(request))
            return redirect("partnership:person", slug=slug, number=new.number)
    return page(request, "partnership/add_member.jinja", _add_page(slug), form=form)


def _add_page(slug: str) -> FormPage:
    return FormPage(
        title="Add a person",
        button="Add this person",
        back_url=reverse("partnership:people", kwargs={"slug": slug}),
        lead="They need no account, and get no mail until somebody asks them something.",
    )


@for_members
@read_or_send
def edit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    member, theirs = me(request), _person(request, number)
    shown = pages.person_page(theirs, member)
    if shown is None or not shown.may_edit:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = EditMemberForm(sent, initial=pages.details_of(theirs), mine=shown.mine)
    if form.is_bound and form.is_valid():
        given = {**form.cleaned_data, "signs": form.cleaned_data["signs"] == "named"}
        with form.shows_refusals():
            actions.correct(member=theirs, by=member, at=now(request), **given)
            return redirect("partnership:person", slug=slug, number=number)
    back = reverse("partnership:person", kwargs={"slug": slug, "number": number})
    title = (
        "Put right how you are named and reached"
        if shown.mine
        else f"Put right how {shown.name} is named and reached"
    )
    return page(
        request, "web/form.jinja", FormPage(title=title, button="Keep this", back_url=back), form=form
    )


@for_stewards
@require_POST
def appoint(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Several stewards, from several organisations, so that no place hangs on one person."""
    theirs, form = _person(request, number), AppointForm(request.POST)
    if form.is_valid():
        try:
            actions.appoint(member=theirs, by=me(request), at=now(request), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
            shown = pages.person_page(theirs, me(request))
            return page(request, "partnership/person.jinja", shown, form=form)
    return redirect("partnership:person", slug=slug, number=number)


@for_members
@read_or_send
def leave(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Asked once more, since it ends what they are asked; undone by a steward."""
    member, theirs = me(request), _person(request, number)
    shown = pages.person_page(theirs, member)
    if shown is None or not (shown.mine or member.steward):
        raise Http404
    form = LeaveForm(_heirs(theirs, member), request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if shown.may_bring_back:
            actions.come_back(member=theirs, by=member, at=now(request))
            return redirect("partnership:person", slug=slug, number=number)
        if not form.is_valid():
            return page(request, "partnership/leave.jinja", shown, form=form)
        chosen = form.cleaned_data.get("heir")
        heir = _person(request, int(chosen)) if chosen else None
        try:
            actions.leave_to(member=theirs, heir=heir, by=member, at=now(request))
        except Refused as refused:
            form.refuse(refused)
            return page(request, "partnership/leave.jinja", shown, form=form)
        return redirect("partnership:front") if shown.mine else redirect("partnership:people", slug=slug)
    return page(request, "partnership/leave.jinja", shown, form=form)


def _heirs(theirs: Member, reader: Member) -> list[tuple[str, str]]:
    """Nobody, where it is said already, or where they speak for themselves."""
    if policies.why_not_name_successor(reader, theirs):
        return []
    return who_could_follow(theirs, reader)
