"""What comes of a story, over HTTP: an answer, a change, what it led to; and copies that are called back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from counterpoint.claims.queries.choosing import directory, worked_for
from counterpoint.partnership.middleware import me, now
from counterpoint.stories import actions
from counterpoint.stories.forms.replying import ChangedForm, DestroyedForm, LedToForm, ReplyForm
from counterpoint.stories.policies.replying import why_nothing_rests_on
from counterpoint.stories.queries import replying as queries
from counterpoint.stories.queries.reading import story_seen
from counterpoint.web.http import for_members, page, require

if TYPE_CHECKING:
    from counterpoint.stories.models import Story


@for_members
def reply(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    story = _story(request, number)
    require(queries.why_nobody_to_speak_for(me(request)))
    form = ReplyForm(request.POST or None, organisations=worked_for(me(request)))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with form.shows_refusals():
            actions.reply(
                story=story,
                organisation=directory(story.place).organisations[said["organisation"]],
                words=said["words"],
                by=me(request),
                at=now(request),
            )
            return redirect("stories:show", slug=slug, number=number)
    return page(request, "web/form.jinja", queries.reply_page(story), form=form)


@for_members
def changed(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """ "We changed this because of it." """
    story = _story(request, number)
    require(why_nothing_rests_on(story) or queries.why_nobody_to_speak_for(me(request)))
    form = ChangedForm(request.POST or None, organisations=worked_for(me(request)))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with form.shows_refusals():
            claim = actions.say_changed(
                story=story,
                organisation=directory(story.place).organisations[said["organisation"]],
                sentence=said["sentence"],
                by=me(request),
                at=now(request),
            )
            return redirect("claims:show", slug=slug, number=claim.number)
    return page(request, "web/form.jinja", queries.changed_page(story), form=form)


@for_members
def led_to(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """ "This led to…": a record that is here already."""
    story = _story(request, number)
    require(why_nothing_rests_on(story))
    claims = queries.claims_to_tie(me(request), story, now(request))
    require(None if claims else "There is nothing on the record yet that it could have led to.")
    form = LedToForm(request.POST or None, claims=claims)
    if request.method == "POST" and form.is_valid():
        claim = queries.claim_to_tie(me(request), int(form.cleaned_data["claim"]), now(request))
        if claim is None:
            raise Http404
        with form.shows_refusals():
            actions.tie(story=story, claim=claim, by=me(request), at=now(request))
            return redirect("stories:show", slug=slug, number=number)
    return page(request, "web/form.jinja", queries.led_to_page(story), form=form)


@for_members
def destroyed(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Whoever holds copies of a story that was taken back says how many are gone."""
    copy = queries.copy_numbered(me(request), number)
    if copy is None:
        raise Http404
    form = DestroyedForm(request.POST or None, initial={"destroyed": copy.count})
    if request.method == "POST" and form.is_valid():
        with form.shows_refusals():
            actions.confirm_destroyed(
                copy=copy, destroyed=form.cleaned_data["destroyed"], by=me(request), at=now(request)
            )
            return redirect(request.path)
    return page(request, "stories/destroy.jinja", queries.copy_page(copy), form=form)


def _story(request: HttpRequest, number: int) -> Story:
    found = story_seen(me(request), number, now(request))
    if found is None:
        raise Http404
    return found
