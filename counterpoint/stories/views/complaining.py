"""Complaints over HTTP: anybody may make one; moderators see to it; whoever told the story answers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from counterpoint.claims.policies.limits import too_often
from counterpoint.partnership.middleware import me, now
from counterpoint.partnership.queries.membership import member_of
from counterpoint.stories import actions
from counterpoint.stories.forms.complaining import AnswerComplaintForm, ComplainForm, DecideForm
from counterpoint.stories.policies.complaining import MOST_AN_HOUR
from counterpoint.stories.queries import complaints as queries
from counterpoint.stories.queries.addresses import public_path, story_path, teller_path
from counterpoint.stories.queries.telling import place_called
from counterpoint.stories.views.moderating import for_moderators
from counterpoint.stories.views.quietly import nothing_here, quietly
from counterpoint.stories.views.ticket import opened
from counterpoint.web.http import Refused, page

if TYPE_CHECKING:
    from counterpoint.partnership.models import Member, Place
    from counterpoint.stories.models import Complaint, Story

TOO_MANY = "Many people have written here in the last hour. Please come back in an hour."


@quietly
def about_story(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A story that anybody may read, or that this member may."""
    place = _place(slug)
    reader = _reader(request, slug)
    story = queries.story_to_complain_of(place, number, reader, now(request))
    if story is None:
        raise Http404
    return _complain(
        request, place, story, back=story_path(place, number) if reader else public_path(place, number)
    )


@quietly
def about_data(request: HttpRequest, slug: str) -> HttpResponse:
    return _complain(request, _place(slug), None, back="")


def _complain(request: HttpRequest, place: Place, story: Story | None, *, back: str) -> HttpResponse:
    form = ComplainForm(request.POST or None)
    sent = False
    if request.method == "POST" and form.is_valid():
        with form.shows_refusals():
            if too_often(f"complaints {place.pk}", most=MOST_AN_HOUR, within=timedelta(hours=1)):
                raise Refused(TOO_MANY)
            actions.complain(place=place, story=story, at=now(request), **form.cleaned_data)
            sent = True
    shown = queries.complain_page(place, story, back, sent=sent)
    return page(request, "stories/complain.jinja", shown, form=form)


def _place(slug: str) -> Place:
    found = place_called(slug)
    if found is None:
        raise Http404
    return found


def _reader(request: HttpRequest, slug: str) -> Member | None:
    """Whoever is signed in, only to know what they may read: of who complains nothing is kept."""
    return member_of(request.user.pk, slug) if request.user.is_authenticated and request.user.pk else None


@for_moderators
def complaint(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = _complaint(request, number)
    shown = queries.complaint_page(found, me(request), now(request))
    form = DecideForm(request.POST or None, about_content=shown.about_content)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with form.shows_refusals():
            actions.close_complaint(
                complaint=found,
                words=said["words"],
                remove=said.get("remove") == "remove",
                by=me(request),
                at=now(request),
            )
            return redirect("stories:queue", slug=slug)
    return page(request, "stories/complaint.jinja", shown, form=form)


@for_moderators
@require_POST
def send_on(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    actions.send_on(complaint=_complaint(request, number), by=me(request), at=now(request))
    return redirect("stories:complaint", slug=slug, number=number)


@for_moderators
@require_POST
def acknowledge(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    actions.acknowledge(complaint=_complaint(request, number), by=me(request), at=now(request))
    return redirect("stories:complaint", slug=slug, number=number)


def _complaint(request: HttpRequest, number: int) -> Complaint:
    found = queries.complaint_numbered(me(request).place, number)
    if found is None:
        raise Http404
    return found


@quietly
def answer(request: HttpRequest, secret: str, number: int) -> HttpResponse:
    """Whoever told the story says what they say to it, with their ticket or from a letter."""
    story = opened(secret)
    asked = queries.complaint_about(story, number) if story else None
    if story is None or asked is None:
        return nothing_here(request)
    form = AnswerComplaintForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.shows_refusals():
            actions.answer_complaint(complaint=asked, words=form.cleaned_data["words"], at=now(request))
            return redirect(f"{teller_path(secret)}?done=answered")
    return page(request, "stories/asked.jinja", queries.asked_page(asked, teller_path(secret)), form=form)
