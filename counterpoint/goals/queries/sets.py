"""The metric sets that there are, which of them the place picked, and which measure answers each metric."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.metric_sets import Metric, MetricSet
from counterpoint.goals.choices import Better
from counterpoint.goals.models import Measure, Picked
from counterpoint.goals.policies import sets as policies
from counterpoint.goals.queries.finding import measures_seen
from counterpoint.partnership.models import Member
from counterpoint.web import dates

NOBODY = "Nobody measures this here."


@dataclass(frozen=True, slots=True)
class SetLine:
    """One set in the list."""

    name: str
    url: str
    valid: str  # "Valid until 31 March 2026."
    picked: bool


@dataclass(frozen=True, slots=True)
class SetsPage:
    """Everything goals/sets.jinja may say."""

    picked: tuple[SetLine, ...]
    others: tuple[SetLine, ...]
    valid_today: bool  # is there one?


@dataclass(frozen=True, slots=True)
class MetricLine:
    """One metric, and the measure of the place that answers it."""

    words: str
    definition: str
    how: str  # "days, a number for every month, lower is better"
    part_of: str
    measure: str
    measure_url: str
    tie_url: str


@dataclass(frozen=True, slots=True)
class TiePage:
    """Everything goals/set_tie.jinja may say."""

    metric: str
    definition: str
    how: str
    back_url: str
    begin_url: str  # a measure, with what the metric says of it filled in; "" where one answers it already


@dataclass(frozen=True, slots=True)
class SetPage:
    """Everything goals/set.jinja may say."""

    name: str
    valid: str
    unverified: str
    source: str
    address: str
    asked: tuple[MetricLine, ...]
    optional: tuple[MetricLine, ...]
    conditions: tuple[str, ...]
    picked: bool
    why_not: str  # why this reader may not pick it, or let it be
    quarters: tuple[tuple[str, str], ...]  # (words, address) of those that have begun, the latest first
    pick_url: str
    back_url: str


@dataclass(frozen=True, slots=True)
class Meant:
    """The metric for which somebody begins a measure."""

    metrics: MetricSet
    metric: Metric

    @property
    def query(self) -> str:
        return urlencode({"set": self.metrics.key, "metric": self.metric.key})

    @property
    def words(self) -> str:
        return f"“{self.metric.words}” of {self.metrics.name}"


def sets_page(member: Member, at: datetime) -> SetsPage:
    today = day_in(at, member.place.zone)
    picked = set(Picked.objects.filter(place=member.place).values_list("key", flat=True))
    lines = [
        SetLine(one.name, url_of("set", member, one), valid_words(one, today), one.key in picked)
        for one in policies.known_sets().values()
    ]
    return SetsPage(
        picked=tuple(one for one in lines if one.picked),
        others=tuple(one for one in lines if not one.picked),
        valid_today=any(one.valid_on(today) for one in policies.known_sets().values()),
    )


def set_page(member: Member, metrics: MetricSet, at: datetime) -> SetPage:
    today = day_in(at, member.place.zone)
    picked = Picked.objects.filter(place=member.place, key=metrics.key).exists()
    tied = measures_of(member, metrics, at)
    lines = [_line(member, metrics, one, tied.get(one.key)) for one in metrics.metrics]
    may = policies.why_not_unpick if picked else policies.why_not_pick
    begun = [one for one in metrics.quarters if one.first <= today]
    return SetPage(
        name=metrics.name,
        valid=valid_words(metrics, today),
        unverified=metrics.unverified,
        source=metrics.source,
        address=metrics.address,
        asked=tuple(line for one, line in zip(metrics.metrics, lines, strict=True) if not one.optional),
        optional=tuple(line for one, line in zip(metrics.metrics, lines, strict=True) if one.optional),
        conditions=tuple(words for _, words in metrics.conditions),
        picked=picked,
        why_not=may(member, picked=picked) or "",
        quarters=tuple(
            (one.words, url_of("quarter", member, metrics, quarter=one.key)) for one in reversed(begun)
        )
        if picked
        else (),
        pick_url=url_of("unpick" if picked else "pick", member, metrics),
        back_url=reverse("goals:sets", kwargs={"slug": member.place.slug}),
    )


def measures_of(member: Member, metrics: MetricSet, at: datetime) -> dict[str, Measure]:
    """Which measure answers each metric, by the metric's key."""
    keys = {metrics.tie(one): one.key for one in metrics.metrics}
    rows = measures_seen(member, at).filter(metric__in=keys)
    found = rows.select_related("name", "source", "organisation", "holder", "goal__words")
    tied = {keys[one.metric]: one for one in found.order_by("number")}
    for one in tied.values():
        one.place = member.place
    return tied


def valid_words(metrics: MetricSet, today: date) -> str:
    if metrics.valid_on(today):
        return f"Valid today, until {dates.day(metrics.valid_to)}."
    if today < metrics.valid_from:
        return f"Valid from {dates.day(metrics.valid_from)}."
    return f"It was valid until {dates.day(metrics.valid_to)}. Its quarters stay."


def how_read(metric: Metric) -> str:
    return f"a number for every {metric.every} ({metric.unit}), {Better(metric.better).label}"


def url_of(name: str, member: Member, metrics: MetricSet, **more: str) -> str:
    return reverse(f"goals:{name}", kwargs={"slug": member.place.slug, "key": metrics.key, **more})


def _line(member: Member, metrics: MetricSet, metric: Metric, measure: Measure | None) -> MetricLine:
    whole = metrics.metric(metric.part_of)
    return MetricLine(
        words=metric.words,
        definition=metric.definition,
        how=how_read(metric),
        part_of=whole.words if whole else "",
        measure=str(measure.name) if measure else "",
        measure_url=f"/{member.place.slug}/measures/{measure.number}/" if measure else "",
        tie_url=url_of("tie", member, metrics, metric=metric.key),
    )


def tie_page(member: Member, metrics: MetricSet, metric: Metric) -> TiePage:
    said = {"name": metric.words, "unit": metric.unit, "better": metric.better, "every": metric.every}
    begin = reverse("goals:begin_measure", kwargs={"slug": member.place.slug})
    meant = Meant(metrics, metric)
    return TiePage(
        metric=metric.words,
        definition=metric.definition,
        how=how_read(metric),
        back_url=url_of("set", member, metrics),
        begin_url="" if answered_by(member, meant) else f"{begin}?{urlencode(said)}&{meant.query}",
    )


def metric_meant(member: Member, asked: Mapping[str, str]) -> Meant | None:
    """As the address says it: of a set that the place picked, where this member may say what answers it."""
    metrics = policies.known_sets().get(asked.get("set", ""))
    metric = metrics.metric(asked.get("metric", "")) if metrics else None
    if metrics is None or metric is None:
        return None
    picked = Picked.objects.filter(place=member.place, key=metrics.key).exists()
    return None if policies.why_not_tie(member, metric, None, picked=picked) else Meant(metrics, metric)


def answered_by(member: Member, meant: Meant) -> Measure | None:
    rows = Measure.objects.filter(place=member.place, metric=meant.metrics.tie(meant.metric))
    return rows.select_related("name").first()


def answers_words(member: Member, meant: Meant | None, begun: Measure | None = None) -> str:
    """What a measure that is begun for a metric answers. `begun`: it is on the record by now."""
    if meant is None:
        return ""
    by = answered_by(member, meant)
    if by == begun:
        return f"It answers {meant.words}."
    return f"“{by.name}” answers {meant.words} already, so this one answers nothing." if by else ""


def measure_choices(member: Member, metric: Metric, at: datetime) -> list[tuple[str, str]]:
    """Measures with as many numbers a year: any other would have to be worked out anew."""
    rows = measures_seen(member, at).filter(every=metric.every, ended_at=None)
    return [(str(one.number), str(one.name)) for one in rows.select_related("name").order_by("number")]


def measure_chosen(member: Member, number: str, choices: Iterable[tuple[str, str]]) -> Measure | None:
    """None: nobody measures it here."""
    if number not in {key for key, _ in choices}:
        return None
    return Measure.objects.filter(place=member.place, number=int(number)).first()
