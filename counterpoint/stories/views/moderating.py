"""Moderators over HTTP. To everybody else, also to a moderator of another place, these pages are not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from counterpoint.partnership.middleware import me, now
from counterpoint.partnership.queries.membership import organisation_numbered
from counterpoint.stories import actions
from counterpoint.stories.forms.moderating import HandOnForm, ModerateForm, WhatCameForm
from counterpoint.stories.policies.moderating import moderates, why_not_moderate
from counterpoint.stories.queries import moderating as queries
from counterpoint.stories.queries.policy import log_page, policy_page
from counterpoint.stories.queries.queue import queue_page
from counterpoint.stories.queries.telling import place_called
from counterpoint.web.http import for_anyone, for_members, page, require

if TYPE_CHECKING:
    from counterpoint.partnership.models import Member
    from counterpoint.stories.models import Concern, Story

type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]


def for_moderators[**P](view: View[P]) -> View[P]:
    """A member of the place who reads its stories before anyone else does. Kept nowhere on the way."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not moderates(me(request)):
            raise Http404
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response

    return for_members(guarded)


@for_moderators
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    return page(request, "stories/queue.jinja", queue_page(me(request), now(request)))


@for_moderators
def moderate(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    story = _story(request, number)
    require(why_not_moderate(me(request), story))
    shown = queries.moderate_page(story, now(request))
    form = ModerateForm(
        request.POST or None,
        initial=queries.begins_with(story),
        parts=[(one.field, one.heading) for one in shown.parts],
        groups=queries.groups_of(story.place),
        narrowed=shown.narrowed,
    )
    if request.method == "POST" and form.is_valid():
        with form.shows_refusals():
            _decide(request, story, form, me(request))
            return redirect("stories:queue", slug=slug)
    return page(request, "stories/moderate.jinja", shown, form=form)


def _decide(request: HttpRequest, story: Story, form: ModerateForm, by: Member) -> None:
    """Which of the three buttons was pressed."""
    said, at = form.cleaned_data, now(request)
    match request.POST.get("do"):
        case "decline":
            actions.decline(story=story, reasons=said["reasons"], note=said["note"], by=by, at=at)
        case "pause":
            actions.pause(story=story, until=said["until"], note=said["note"], by=by, at=at)
        case _:
            group = said.get("group")
            care = actions.Care(
                sensitive=said["sensitive"],
                citable=not said["not_citable"],
                helpline=said["helpline"],
                group=organisation_numbered(story.place, int(group)) if group else None,
            )
            actions.clear(
                story=story, by=by, at=at, shown=form.words, reasons=said["reasons"], note=said["note"], care=care
            )  # fmt: skip


@for_moderators
@require_POST
def flag(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    concern = actions.flag(story=_story(request, number), by=me(request), at=now(request))
    return redirect("stories:concern", slug=slug, number=concern.number)


@for_moderators
def concern(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Handing it on, and then what came of it: one form at a time, whichever is next; either may come first."""
    found = _concern(request, number)
    came = request.POST.get("do") == "came" or found.handed_at is not None
    sent = request.POST or None
    hand = HandOnForm(sent if not came else None)
    what = WhatCameForm(sent if came else None)
    form = what if came else hand
    if request.method == "POST" and form.is_valid():
        with form.shows_refusals():
            if came:
                actions.say_what_came(
                    concern=found, words=form.cleaned_data["words"], by=me(request), at=now(request)
                )
            else:
                actions.hand_on(concern=found, to=form.cleaned_data["to"], by=me(request), at=now(request))
            return redirect("stories:queue", slug=slug) if came else redirect(request.path)
    shown = queries.concern_page(found, now(request), hand=hand, came=what)
    return page(request, "stories/concern.jinja", shown, form=form)


@for_anyone
def policy(request: HttpRequest, slug: str) -> HttpResponse:
    """What is taken out and why, who reads, and by when. For whoever thinks of telling something."""
    place = place_called(slug)
    if place is None:
        raise Http404
    return page(request, "stories/policy.jinja", policy_page(place))


@for_members
def log(request: HttpRequest, slug: str) -> HttpResponse:
    return page(request, "stories/log.jinja", log_page(me(request)))


def _story(request: HttpRequest, number: int) -> Story:
    found = queries.story_numbered(me(request).place, number)
    if found is None:
        raise Http404
    return found


def _concern(request: HttpRequest, number: int) -> Concern:
    found = queries.concern_numbered(me(request).place, number)
    if found is None:
        raise Http404
    return found
