"""A measure and its readings, which are never changed: a correction is a new reading, and the old one stays."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from counterpoint.claims.models import Claim
from counterpoint.goals.choices import Better, Every, RuleSet, Sort
from counterpoint.goals.models.goals import Goal
from counterpoint.ledger.models import AppendOnly, Text
from counterpoint.partnership.models import Member, Organisation, Place


class FigureField(models.DecimalField):  # type: ignore[type-arg]  # Django's own takes none when it runs
    """A figure as it was given, to six places: no binary fraction stands in the record."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"max_digits": 20, "decimal_places": 6, **more})


class Measure(models.Model):
    """One value a period. `holder`: who holds the counts behind it, and alone sees small ones as they are."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="measures")
    number = models.PositiveIntegerField()
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, related_name="measures")
    sort = models.CharField(max_length=10, choices=Sort, default=Sort.POPULATION)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+"
    )  # whose own it is
    name = models.ForeignKey(Text, models.PROTECT, related_name="+")
    source = models.ForeignKey(Text, models.PROTECT, null=True, related_name="+")
    unit = models.CharField(max_length=20, blank=True)
    better = models.CharField(max_length=4, choices=Better, default=Better.NONE)
    every = models.CharField(max_length=8, choices=Every, default=Every.MONTH)
    rules = models.CharField(max_length=4, choices=RuleSet, default=RuleSet.MDC)
    screens = models.BooleanField(null=True)  # None: as the rules do
    baseline = models.PositiveSmallIntegerField(null=True)  # limits from so many readings of each phase
    baseline_locked_on = models.DateField(null=True)
    small_counts = models.BooleanField(default=False)  # counts of people served: shown by the disclosure rule
    holder = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    metric = models.CharField(
        max_length=60, blank=True
    )  # its key in a metric set, such as one of the Better Care Fund
    put_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    put_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="goals_measure_number_once"),
            models.CheckConstraint(
                condition=~Q(sort=Sort.OWN) | Q(organisation__isnull=False),
                name="goals_own_measure_is_somebodys",
            ),
        ]

    @property
    def ref(self) -> str:
        return f"measure:{self.number}"


class Reading(AppendOnly):
    """What was measured for a period. Of several for one period the newest holds."""

    place = models.ForeignKey(Place, models.PROTECT)
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="readings")
    on = models.DateField()
    version = models.PositiveSmallIntegerField()
    value = FigureField(null=True)
    numerator = FigureField(null=True)
    denominator = FigureField(null=True)
    suppressed = models.BooleanField(default=False)  # there is a figure, and it may not be shown
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["measure_id", "on", "version"]
        constraints = [
            models.UniqueConstraint(fields=["place", "measure", "on", "version"], name="goals_reading_once"),
            models.CheckConstraint(
                condition=Q(suppressed=False) | Q(value__isnull=True), name="goals_suppressed_has_no_value"
            ),
        ]


class Target(models.Model):
    """A target from a day on; before it, the one before."""

    place = models.ForeignKey(Place, models.PROTECT)
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="targets")
    value = FigureField()
    from_on = models.DateField()
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["measure_id", "from_on"]
        constraints = [
            models.UniqueConstraint(fields=["place", "measure", "from_on"], name="goals_target_once")
        ]


class Rebase(models.Model):
    """A new phase from a day on, asked for with a reason: a claim, and a phase only while it stands confirmed."""

    place = models.ForeignKey(Place, models.PROTECT)
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="rebases")
    claim = models.OneToOneField(Claim, models.PROTECT, primary_key=True, related_name="rebases")
    on = models.DateField()


class Forecast(models.Model):
    """What the partners expect if nothing changes, drawn before they act: locked with its day, and never changed."""

    place = models.ForeignKey(Place, models.PROTECT)
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="forecasts")
    points = models.JSONField()  # [["2026-10-01", "4.5"], …]
    words = models.ForeignKey(Text, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    locked_at = models.DateTimeField()
