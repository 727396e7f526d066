"""Reading stories over HTTP: for members, and those for anyone at all."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from counterpoint.analysis.numbers import whole
from counterpoint.partnership.middleware import me, now
from counterpoint.stories import actions
from counterpoint.stories.choices import CopyKind
from counterpoint.stories.forms.reading import CopyForm
from counterpoint.stories.queries import reading, telling
from counterpoint.web.http import for_anyone, for_members, page, unchanged


@for_members
def listed(request: HttpRequest, slug: str) -> HttpResponse:
    number = _asked(request)
    same = unchanged(request, reading.stories_key(me(request), now(request), f"page {number}"))
    return same or page(
        request, "stories/list.jinja", reading.stories_page(me(request), now(request), number)
    )


@for_members
def show(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    same = unchanged(request, reading.stories_key(me(request), now(request), f"story {number}"))
    if same:
        return same
    shown = reading.story_page(me(request), number, now(request))
    if shown is None:
        raise Http404
    return page(request, "stories/show.jinja", shown)


@for_members
def copy(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Somebody takes a copy, and is told that it is noted. The page to print is the answer."""
    story = reading.story_seen(me(request), number, now(request))
    if story is None:
        raise Http404
    form = CopyForm(request.POST if request.method == "POST" else None, initial={"count": 1})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with form.shows_refusals():
            actions.take_copy(
                story=story, kind=CopyKind(said["kind"]), count=said["count"], by=me(request), at=now(request)
            )
    shown = reading.story_page(me(request), number, now(request))
    if shown is None:
        raise Http404
    ready = request.method == "POST" and not form.errors
    return page(
        request,
        "stories/to_print.jinja" if ready else "stories/copy.jinja",
        shown,
        form=None if ready else form,
    )


@for_anyone
def public(request: HttpRequest, slug: str) -> HttpResponse:
    """Those that anyone may read. Never kept on the way: one that is taken back is gone from the next page asked for."""
    place = telling.place_called(slug)
    shown = reading.public_page(place, now(request), _asked(request)) if place else None
    if shown is None:
        raise Http404
    response = page(request, "stories/public.jinja", shown)
    response["Cache-Control"] = "no-store"
    return response


def _asked(request: HttpRequest) -> int:
    return whole(request.GET.get("page", ""), longest=5) or 1
