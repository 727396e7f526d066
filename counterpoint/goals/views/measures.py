"""Measures over HTTP: their charts, and what is set about them."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.numbers import whole
from counterpoint.analysis.readings import read_series
from counterpoint.claims.actions import Named
from counterpoint.claims.choices import kind_of
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.choosing import directory, partners_of, who_can_be_named, worked_for
from counterpoint.claims.queries.put_page import put_page
from counterpoint.goals import actions
from counterpoint.goals.actions import Plan, sets
from counterpoint.goals.forms.measures import ForecastForm, LockForm, MeasureForm, RebaseForm, TargetForm
from counterpoint.goals.queries import measure_page as pages
from counterpoint.goals.queries.sets import answers_words, metric_meant, url_of
from counterpoint.partnership.middleware import me, now
from counterpoint.web.fields import Form, FormPage
from counterpoint.web.http import Refused, day_asked, for_members, page, unchanged

if TYPE_CHECKING:
    from counterpoint.claims.models import Claim
    from counterpoint.goals.models import Measure
    from counterpoint.goals.queries.sets import Meant

REBASE = kind_of("rebase")
PLAIN = ("name", "unit", "better", "every", "sort", "source", "small_counts", "rules")
FAR_OFF = 10  # years to which a forecast may go


@for_members
def measures(request: HttpRequest, slug: str) -> HttpResponse:
    asked = (me(request), now(request), day_asked(request))
    same = unchanged(request, pages.measures_key(*asked))
    return same or page(request, "goals/measures.jinja", pages.measures_page(*asked))


@for_members
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    member = me(request)
    form = MeasureForm(
        request.POST or None,
        goals=pages.goal_choices(member, now(request)),
        organisations=partners_of(member.place),
        initial={name: request.GET[name] for name in (*PLAIN, "goal") if name in request.GET},
    )
    meant = metric_meant(member, request.GET)
    if request.method == "POST" and form.is_valid():
        with form.shows_refusals():
            measure = _begin(request, form, meant)
            return redirect(f"{_url(measure)}bring/{f'?{meant.query}' if meant else ''}")
    shown = FormPage(
        title="Begin a measure",
        button="Go on to its numbers",
        back_url=url_of("tie", member, meant.metrics, metric=meant.metric.key)
        if meant
        else f"/{slug}/measures/",
        lead=answers_words(member, meant)
        or "One number for every month, or every week. Nothing is drawn until you have looked at it.",
    )
    return page(request, "web/form.jinja", shown, form=form)


def _begin(request: HttpRequest, form: MeasureForm, meant: Meant | None) -> Measure:
    """`meant`: the metric that it is to answer."""
    said, known = form.cleaned_data, directory(me(request).place)
    given: dict[str, Any] = {
        "place": me(request).place,
        "plan": Plan(
            **{name: said[name] for name in PLAIN},
            organisation=known.organisation(said["organisation"]),
            holder=known.organisation(said["holder"]),
        ),
        "goal": pages.goal_numbered(me(request), said["goal"], now(request)),
        "by": me(request),
        "at": now(request),
    }
    if meant:
        return sets.begin_for(metrics=meant.metrics, metric=meant.metric, **given)
    return actions.begin_measure(**given)


@for_members
def show(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    without = whole(request.GET.get("before", ""))
    asked, as_at = (me(request), now(request)), day_asked(request)
    same = unchanged(request, pages.measure_key(asked[0], number, asked[1], as_at, without))
    if same is not None:
        return same
    shown = pages.measure_page(asked[0], measure_of(request, number), asked[1], as_at, without=without)
    if shown is None:
        raise Http404
    return page(request, "goals/measure.jinja", shown)


@for_members
def target(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    measure, form = measure_of(request, number), TargetForm(request.POST or None)

    def do() -> None:
        actions.set_target(measure=measure, by=me(request), at=now(request), **form.cleaned_data)

    shown = FormPage(
        title="Set a target",
        button="Set it",
        back_url=_url(measure),
        caption=str(measure.name),
        lead="What the target was before stays, and is shown.",
    )
    return _asked(request, form, do, shown)


@for_members
def lock(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    measure, form = measure_of(request, number), LockForm(request.POST or None, initial={"points": 12})

    def do() -> None:
        points = form.cleaned_data["points"]
        if points != int(points):
            raise Refused("Give a whole number.", field="points")
        actions.lock_baseline(measure=measure, points=int(points), by=me(request), at=now(request))

    shown = FormPage(
        title="Lock the baseline",
        button="Lock it",
        back_url=_url(measure),
        caption=str(measure.name),
        lead="Do it before you change anything. It can’t be unlocked, so nobody can choose it again to suit what came after.",
    )
    return _asked(request, form, do, shown)


@for_members
def forecast(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    measure, form = measure_of(request, number), ForecastForm(request.POST or None)

    def do() -> None:
        points = _points(form.cleaned_data["points"], day_in(now(request), measure.place.zone))
        words = form.cleaned_data["words"]
        actions.lock_forecast(measure=measure, points=points, words=words, by=me(request), at=now(request))

    shown = FormPage(
        title="What do you expect if nothing changes?",
        button="Draw it and lock it",
        back_url=_url(measure),
        caption=str(measure.name),
        lead="Draw it together, before you act. It keeps its day and is never changed. What comes is held against it.",
    )
    return _asked(request, form, do, shown)


def _points(typed: str, today: date) -> list[tuple[date, Decimal]]:
    """Read as readings are, and for days to come."""
    rows = [
        [part.strip() for part in (line.rpartition("\t") if "\t" in line else line.rpartition(","))[::2]]
        for line in typed.splitlines()
        if line.strip()
    ]
    read = read_series(rows, today=today.replace(year=today.year + FAR_OFF, day=1))
    if read.left:
        first = read.left[0]
        raise Refused(f"We could not read “{first.words}”. {first.why}", field="points")
    return [(one.on, Decimal(repr(one.value))) for one in read.readings if one.value is not None]


@for_members
def rebase(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A new beginning of the chart is a claim: those say so who would know."""
    measure, member = measure_of(request, number), me(request)
    nameable = who_can_be_named(member.place, but=member)
    form = RebaseForm(
        request.POST or None,
        kind=REBASE,
        nameable={
            "organisations": nameable.organisations, "people": nameable.people, "standing": nameable.perspectives
        },
        worked_for=worked_for(member),
        initial={"once": secrets.token_urlsafe(12)},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            claim = _rebase(request, measure, form)
        except Refused as refused:
            form.refuse(Refused(refused.sentence, field=refused.field or form.first_who))
        else:
            return redirect(f"{record_url(slug, claim.kind, claim.number)}?put")
    shown = put_page(REBASE, member, form.fields, nameable, now(request))
    shown = replace(
        shown,
        lead=f"“{measure.name}”. A chart begins anew only once it has changed for good, and those say so who would know. "
        "How it was before stays one press away.",
        asked_fields=("on",),
        back_url=_url(measure),
    )
    return page(request, "claims/put.jinja", shown, form=form)


def _rebase(request: HttpRequest, measure: Measure, form: RebaseForm) -> Claim:
    said, known = form.cleaned_data, directory(me(request).place)
    acting_for = known.organisation(said.get("acting_for") or "")
    also = [one for one in map(known.organisation, said.get("also", ())) if one and one != acting_for]
    return actions.ask_for_rebase(
        measure=measure,
        on=said["on"],
        reason=form.sentence,
        named=[Named(one) for one in known.all_of(form.named("who"))],
        by=me(request),
        at=now(request),
        acting_for=acting_for,
        also=also,
    )


def _asked(request: HttpRequest, form: Form, do: Callable[[], None], shown: FormPage) -> HttpResponse:
    """One form about one measure: done and back to it, or shown again with the sentence that refused it."""
    if request.method == "POST" and form.is_valid():
        with form.shows_refusals():
            do()
            return redirect(shown.back_url)
    return page(request, "web/form.jinja", shown, form=form)


def measure_of(request: HttpRequest, number: int) -> Measure:
    measure = pages.measure_numbered(me(request), number, now(request))
    if measure is None:
        raise Http404
    return measure


def _url(measure: Measure) -> str:
    return f"/{measure.place.slug}/measures/{measure.number}/"
