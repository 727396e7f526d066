"""Experiments over HTTP: planned, begun, tried, studied, decided."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from counterpoint.analysis.numbers import whole
from counterpoint.claims.actions import Named
from counterpoint.claims.policies import once
from counterpoint.claims.queries.choosing import directory, who_can_be_named, worked_for
from counterpoint.experiments import actions, policies, queries
from counterpoint.experiments.actions import Plan
from counterpoint.experiments.choices import LIKELY, Decision
from counterpoint.experiments.forms import (
    DecideForm,
    HappenedForm,
    LedToForm,
    PlanForm,
    ServeForm,
    StudyForm,
    plan_of,
)
from counterpoint.partnership.middleware import me, now
from counterpoint.web.fields import Form, FormPage
from counterpoint.web.http import Refused, day_asked, for_members, page, require, unchanged

if TYPE_CHECKING:
    from counterpoint.experiments.models import Experiment

NO_GOAL = "There is no goal here that it could serve and does not serve already."
NOTHING_SINCE = "Nothing has been put on the record since it began."
KEPT_ALREADY = "This is being kept already. Look for it in the list before you send it again."


@for_members
def list_(request: HttpRequest, slug: str) -> HttpResponse:
    same = _same(request, "list")
    return same or page(
        request, "experiments/list.jinja", queries.experiments_page(me(request), now(request))
    )


@for_members
def stopped(request: HttpRequest, slug: str) -> HttpResponse:
    same = _same(request, "stopped")
    return same or page(request, "experiments/stopped.jinja", queries.stopped_page(me(request), now(request)))


@for_members
def foresight(request: HttpRequest, slug: str) -> HttpResponse:
    same = _same(request, "foresight")
    return same or page(
        request, "experiments/foresight.jinja", queries.foresight_page(me(request), now(request))
    )


@for_members
def show(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    as_at, just_put = day_asked(request), "put" in request.GET
    key = queries.experiment_key(me(request), number, now(request), as_at)
    same = unchanged(request, f"{key}|{just_put}")
    if same is not None:
        return same
    shown = queries.experiment_page(me(request), number, now(request), as_at, just_put=just_put)
    if shown is None:
        raise Http404
    return page(request, "experiments/show.jinja", shown)


@for_members
def put(request: HttpRequest, slug: str) -> HttpResponse:
    follows = _followed(request)
    first: dict[str, Any] = {"once": secrets.token_urlsafe(12), "goal": request.GET.get("goal", "")}
    if follows:
        first |= queries.first_said(follows, me(request), next_try=True)
    form = PlanForm(
        request.POST or None,
        worked_for=worked_for(me(request)),
        goals=queries.goals_to_serve(me(request), now(request)),
        initial=first,
    )
    if request.method == "POST" and form.is_valid():
        number = _put_once(request, form, follows)
        if number:
            return _shown(slug, number)
    shown = queries.plan_page(me(request), now(request), follows=follows, of=None)
    return page(request, "experiments/plan.jinja", shown, form=form)


def _followed(request: HttpRequest) -> Experiment | None:
    number = whole(request.GET.get("follows", ""))
    return _here(request, number) if number else None


def _put_once(request: HttpRequest, form: PlanForm, follows: Experiment | None) -> int:
    """The number that it was given, also when the same form comes a second time; 0 if it was refused."""
    said = form.cleaned_data
    word = f"experiment:{me(request).pk}:{said['once'] or secrets.token_urlsafe(12)}"
    if not once.first_time(word):
        number = once.what_came_of(word)
        if not number:
            form.refuse(Refused(KEPT_ALREADY))
        return number
    try:
        made = actions.put(
            place=me(request).place,
            plan=Plan(**plan_of(said, LIKELY)),
            organisation=directory(me(request).place).organisation(said.get("organisation") or ""),
            follows=follows,
            goal=queries.goal_of_number(me(request), said.get("goal") or "", now(request)),
            by=me(request),
            at=now(request),
        )
    except Refused as refused:
        once.forget(word)
        form.refuse(refused)
        return 0
    once.remember(word, made.number)
    return made.number


@for_members
def change(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    experiment = _here(request, number)
    require(policies.why_not_change(me(request), experiment))
    form = PlanForm(request.POST or None, initial=queries.first_said(experiment, me(request)))
    if request.method == "POST" and form.is_valid():
        plan = Plan(**plan_of(form.cleaned_data, LIKELY))
        with form.shows_refusals():
            actions.change(experiment=experiment, plan=plan, by=me(request), at=now(request))
            return _shown(slug, number)
    shown = queries.plan_page(me(request), now(request), follows=None, of=experiment)
    return page(request, "experiments/plan.jinja", shown, form=form)


@for_members
@require_POST
def begin(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    actions.begin(experiment=_here(request, number), by=me(request), at=now(request))
    return _shown(slug, number)


@for_members
def happened(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    experiment = _here(request, number)
    require(policies.why_not_say_happened(me(request), experiment))
    form = HappenedForm(request.POST or None, initial={"words": str(experiment.happened or "")})
    if request.method == "POST" and form.is_valid():
        with form.shows_refusals():
            actions.say_happened(experiment=experiment, by=me(request), at=now(request), **form.cleaned_data)
            return _shown(slug, number)
    return _ask(request, experiment, form, title="What happened while you tried it", button="Keep it")


@for_members
def study(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    experiment = _here(request, number)
    require(policies.why_not_study(me(request), experiment))
    form = StudyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.shows_refusals():
            actions.study(experiment=experiment, by=me(request), at=now(request), **form.cleaned_data)
            return _shown(slug, number)
    lead = f"You expected: {experiment.prediction}"
    return _ask(request, experiment, form, title="What came of it", button="Keep it", lead=lead)


@for_members
def decide(request: HttpRequest, slug: str, number: int, decision: str) -> HttpResponse:
    if decision not in Decision:
        raise Http404
    experiment, nameable = _here(request, number), who_can_be_named(me(request).place, but=me(request))
    require(policies.why_not_decide(me(request), experiment))
    form = DecideForm(
        request.POST or None,
        decision=Decision(decision),
        nameable={
            "organisations": nameable.organisations, "people": nameable.people, "standing": nameable.perspectives
        },
        initial={"who_standing": ["perspective:lived_experience"]},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.decide(
                experiment=experiment,
                decision=decision,
                learned=said["sentence"],
                named=[Named(one) for one in directory(me(request).place).all_of(form.named)],
                message=int(said["message"]) if said["message"] else None,
                by=me(request),
                at=now(request),
            )
        except Refused as refused:
            form.refuse(Refused(refused.sentence, field=refused.field or "who_people"))
        else:
            return _shown(slug, number)
    shown = queries.decide_page(experiment, Decision(decision), nameable)
    return page(request, "experiments/decide.jinja", shown, form=form)


@for_members
def led_to(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    experiment = _here(request, number)
    require(policies.why_not_led_anywhere(experiment))
    choices = queries.could_be_led_to(me(request), experiment, now(request))
    require(None if choices else NOTHING_SINCE)
    form = LedToForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        claim = queries.claim_of_number(me(request), form.cleaned_data["chosen"], now(request))
        if claim is None:
            raise Http404
        with form.shows_refusals("chosen"):
            actions.tie(experiment=experiment, claim=claim, by=me(request), at=now(request))
            return redirect("experiments:show", slug=slug, number=number)
    lead = "A promise that was made after it, a barrier that it ran into or that is gone, something else that was learned."
    return _ask(
        request, experiment, form, title="What did this try lead to?", button="It led to this", lead=lead
    )


@for_members
def serve(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    experiment = _here(request, number)
    choices = queries.goals_to_serve(me(request), now(request), experiment)
    require(None if choices else NO_GOAL)
    form = ServeForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        goal = queries.goal_of_number(me(request), form.cleaned_data["goal"], now(request))
        if goal is None:
            raise Http404
        with form.shows_refusals():
            actions.serve(experiment=experiment, goal=goal, by=me(request), at=now(request))
            return redirect("experiments:show", slug=slug, number=number)
    lead = "It stands on the goal’s page then, and on its charts from the day on which it began."
    return _ask(
        request,
        experiment,
        form,
        title="Which goal does this try serve?",
        button="It serves this goal",
        lead=lead,
    )


def _same(request: HttpRequest, which: str) -> HttpResponse | None:
    return unchanged(request, f"{queries.experiments_key(me(request), now(request))}|{which}")


def _here(request: HttpRequest, number: int) -> Experiment:
    found = queries.experiment_numbered(me(request), number, now(request))
    if found is None:
        raise Http404
    return found


def _shown(slug: str, number: int) -> HttpResponse:
    return redirect(f"/{slug}/experiments/{number}/?put")


def _ask(
    request: HttpRequest, experiment: Experiment, form: Form, *, title: str, button: str, lead: str = ""
) -> HttpResponse:
    shown = FormPage(
        title=title,
        button=button,
        lead=lead,
        caption=str(experiment.idea),
        back_url=f"/{me(request).place.slug}/experiments/{experiment.number}/",
    )
    return page(request, "web/form.jinja", shown, form=form)
