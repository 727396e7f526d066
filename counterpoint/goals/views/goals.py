"""Goals over HTTP: choosing them, saying what they take, framing them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from counterpoint.claims.queries.choosing import directory, who_can_be_named, worked_for
from counterpoint.goals import actions
from counterpoint.goals.forms.goals import ChooseForm, EndForm, FrameForm, NeedForm, TieForm
from counterpoint.goals.queries import tying
from counterpoint.goals.queries.finding import goal_numbered, need_numbered
from counterpoint.goals.queries.framings import framings_page
from counterpoint.goals.queries.goal_list import goals_key, goals_page
from counterpoint.goals.queries.goal_page import goal_key, goal_page
from counterpoint.goals.queries.horizons import horizons_key, horizons_page
from counterpoint.partnership.middleware import me, now
from counterpoint.web.http import day_asked, for_members, page, require, unchanged

if TYPE_CHECKING:
    from counterpoint.goals.models import Goal, Need

NO_PROMISE = "There is no promise on the record yet that could be tied to this. Promise it first."
NOTHING = "There is nothing on the record yet that could serve it."
NO_MATTER = "Nobody has written yet what matters to them. It is written on the page “What matters to us”."


@for_members
def goals(request: HttpRequest, slug: str) -> HttpResponse:
    asked = (me(request), now(request), day_asked(request))
    same = unchanged(request, goals_key(*asked))
    return same or page(request, "goals/list.jinja", goals_page(*asked))


@for_members
def horizons(request: HttpRequest, slug: str) -> HttpResponse:
    same = unchanged(request, horizons_key(me(request), now(request)))
    return same or page(request, "goals/horizons.jinja", horizons_page(me(request), now(request)))


@for_members
def show(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    asked = (me(request), number, now(request), day_asked(request))
    same = unchanged(request, goal_key(*asked))
    if same is not None:
        return same
    found = goal_page(*asked)
    if found is None:
        raise Http404
    return page(request, "goals/show.jinja", found)


@for_members
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    form = ChooseForm(request.POST or None, named=who_can_be_named(me(request).place))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with form.shows_refusals():
            goal = actions.choose(
                place=me(request).place,
                words=said["words"],
                for_whom=said["for_whom"],
                choosers=directory(me(request).place).all_of(form.chosen_by()),
                horizon=said["horizon"],
                by=me(request),
                at=now(request),
            )
            return redirect("goals:show", slug=slug, number=goal.number)
    return page(request, "web/form.jinja", tying.choose_page(me(request)), form=form)


@for_members
def end(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    goal = _goal(request, number)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.shows_refusals():
            actions.end_goal(goal=goal, why=form.cleaned_data["words"], by=me(request), at=now(request))
            return redirect("goals:show", slug=slug, number=number)
    return page(request, "web/form.jinja", tying.end_page(goal), form=form)


@for_members
def framings(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    shown = framings_page(me(request), _goal(request, number), now(request))
    return page(request, "goals/framings.jinja", shown)


@for_members
def frame(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    goal = _goal(request, number)
    form = FrameForm(request.POST or None, organisations=worked_for(me(request)))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with form.shows_refusals():
            actions.frame(
                goal=goal,
                words=said["words"],
                organisation=directory(goal.place).organisation(said["organisation"]),
                by=me(request),
                at=now(request),
            )
            return redirect("goals:framings", slug=slug, number=number)
    return page(request, "web/form.jinja", tying.frame_page(goal), form=form)


@for_members
def need(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    goal = _goal(request, number)
    form = NeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.shows_refusals():
            actions.need(goal=goal, words=form.cleaned_data["words"], by=me(request), at=now(request))
            return redirect("goals:show", slug=slug, number=number)
    return page(request, "web/form.jinja", tying.need_page(goal), form=form)


@for_members
def promise(request: HttpRequest, slug: str, number: int, line: int) -> HttpResponse:
    """Tie a promise that is on the record to one line of what it takes."""
    goal, found = _line(request, number, line)
    choices = tying.promises_to_tie(me(request), found, now(request))
    require(None if choices else NO_PROMISE)
    form = TieForm(request.POST or None, label="Which promise?", choices=choices)
    if request.method == "POST" and form.is_valid():
        claim = tying.claim_to_tie(me(request), form.cleaned_data["chosen"], now(request))
        if claim is None:
            raise Http404
        with form.shows_refusals("chosen"):
            actions.promise_need(need=found, promise=claim, by=me(request), at=now(request))
            return redirect("goals:show", slug=slug, number=number)
    return page(request, "web/form.jinja", tying.promise_page(goal, found), form=form)


@require_POST
@for_members
def end_need(request: HttpRequest, slug: str, number: int, line: int) -> HttpResponse:
    _, found = _line(request, number, line)
    actions.end_need(need=found, by=me(request), at=now(request))
    return redirect("goals:show", slug=slug, number=number)


@for_members
def serve(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    goal = _goal(request, number)
    choices = tying.claims_to_tie(me(request), goal, now(request))
    require(None if choices else NOTHING)
    form = TieForm(request.POST or None, label="Which record?", choices=choices)
    if request.method == "POST" and form.is_valid():
        claim = tying.claim_to_tie(me(request), form.cleaned_data["chosen"], now(request))
        if claim is None:
            raise Http404
        with form.shows_refusals("chosen"):
            actions.serve(goal=goal, claim=claim, by=me(request), at=now(request))
            return redirect("goals:show", slug=slug, number=number)
    return page(request, "web/form.jinja", tying.serve_page(goal), form=form)


@for_members
def matter(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    goal = _goal(request, number)
    choices = tying.matters_to_tie(goal)
    require(None if choices else NO_MATTER)
    form = TieForm(request.POST or None, label="Which statement?", choices=choices)
    if request.method == "POST" and form.is_valid():
        found = tying.matter_to_tie(goal, form.cleaned_data["chosen"])
        if found is None:
            raise Http404
        with form.shows_refusals("chosen"):
            actions.tie_matter(goal=goal, matter=found, by=me(request), at=now(request))
            return redirect("goals:show", slug=slug, number=number)
    return page(request, "web/form.jinja", tying.matter_page(goal), form=form)


def _goal(request: HttpRequest, number: int) -> Goal:
    found = goal_numbered(me(request), number, now(request))
    if found is None:
        raise Http404
    return found


def _line(request: HttpRequest, number: int, line: int) -> tuple[Goal, Need]:
    goal = _goal(request, number)
    found = need_numbered(goal, line)
    if found is None:
        raise Http404
    return goal, found
