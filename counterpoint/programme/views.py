"""A programme over HTTP: its own first page, and the page of a place that is in one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from counterpoint.analysis.calendar import day_in
from counterpoint.partnership import actions as partnership
from counterpoint.partnership.middleware import me, now
from counterpoint.partnership.queries import member_numbered
from counterpoint.partnership.queries.programmes import Joined, programme_called
from counterpoint.programme import queries
from counterpoint.programme.forms import JoinForm, NameForm, SharingForm
from counterpoint.web.fields import FormPage
from counterpoint.web.http import for_anyone, for_members, for_stewards, page, unchanged

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@for_members
def show(request: HttpRequest, slug: str) -> HttpResponse:
    member, at = me(request), now(request)
    if not member.place.programme:
        return page(request, "programme/joined.jinja", queries.joined_page(member, at))
    held = queries.held_now(member, at)
    same = unchanged(request, held.key)
    return same or page(request, "programme/show.jinja", queries.programme_page(member, held, at))


@for_stewards
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    member = me(request)
    if not member.place.programme:
        raise Http404
    today = day_in(now(request), member.place.zone)
    return page(request, "programme/invite.jinja", queries.invite_page(member, today))


@for_stewards
@read_or_send
def share(request: HttpRequest, slug: str, programme: str) -> HttpResponse:
    joined = _joined(request, programme)
    form = SharingForm(
        request.POST if request.method == "POST" else None, initial={"shows": joined.sharing.shows}
    )
    if form.is_bound and form.is_valid():
        with form.shows_refusals():
            partnership.share(
                sharing=joined.sharing, shows=form.cleaned_data["shows"], by=me(request), at=now(request)
            )
            return redirect("programme:show", slug=slug)
    shown = FormPage(
        title=f"What {joined.programme.name} sees of us",
        button="Keep this",
        lead="You can change this at any time. It holds from the next page that anybody opens there.",
        back_url=f"/{slug}/programme/",
    )
    return page(request, "web/form.jinja", shown, form=form)


@for_stewards
@read_or_send
def name_who_answers(request: HttpRequest, slug: str, programme: str) -> HttpResponse:
    joined = _joined(request, programme)
    people = queries.people_to_name(me(request), joined)
    form = NameForm(request.POST if request.method == "POST" else None, people=people)
    if form.is_bound and form.is_valid():
        person = member_numbered(me(request).place, int(form.cleaned_data["person"]))
        if person is None:
            raise Http404
        with form.shows_refusals():
            partnership.name_who_answers(
                programme=joined.programme, person=person, by=me(request), at=now(request)
            )
            return redirect("programme:show", slug=slug)
    shown = FormPage(
        title=f"Who answers for us in {joined.programme.name}",
        button="Name them",
        lead="They are asked whether it kept what it promised to us, and read its record. "
        "People of other places read what they say there, with their name.",
        back_url=f"/{slug}/programme/",
    )
    return page(request, "web/form.jinja", shown, form=form)


@for_anyone
@read_or_send
def join(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """The programme's link, opened by somebody of a place. Only the button joins."""
    today = now(request).date()
    joining = queries.join_page(
        slug, token, request.user.pk if request.user.is_authenticated else None, today
    )
    if joining.programme is None:
        return page(request, "programme/join.jinja", joining.page, status=410)
    places = joining.page.places
    form = JoinForm(
        request.POST if request.method == "POST" and places else None,
        places=places,
        initial={"place": places[0][0] if places else "", "shows": "nothing"},
    )
    if form.is_bound and form.is_valid():
        steward = joining.stewards[form.cleaned_data["place"]]
        with form.shows_refusals():
            partnership.join_programme(
                place=steward.place,
                programme=joining.programme,
                shows=form.cleaned_data["shows"],
                by=steward,
                at=now(request),
            )
            return redirect("programme:show", slug=steward.place.slug)
    return page(request, "programme/join.jinja", joining.page, form=form)


def _joined(request: HttpRequest, slug: str) -> Joined:
    found = programme_called(me(request).place, slug)
    if found is None:
        raise Http404
    return found
