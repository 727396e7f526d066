"""An experiment: something small that is tried, with what is expected written down before."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from counterpoint.claims.choices import Horizon
from counterpoint.claims.models import Claim
from counterpoint.experiments.choices import Decision, ExperimentState
from counterpoint.goals.models import Goal
from counterpoint.ledger.models import Text
from counterpoint.partnership.models import Member, Organisation, Place


class Experiment(models.Model):
    """One cycle. What was learned from it is a claim, put when it ends; the next cycle follows it."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="experiments")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=ExperimentState, default=ExperimentState.PLANNED)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    put_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    put_at = models.DateTimeField()
    horizon = models.CharField(max_length=8, choices=Horizon, default=Horizon.NEXT)
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="followed_by")
    # Plan
    aim = models.ForeignKey(Text, models.PROTECT, null=True, related_name="+")
    idea = models.ForeignKey(Text, models.PROTECT, related_name="+")
    scale = models.ForeignKey(Text, models.PROTECT, null=True, related_name="+")
    plan = models.ForeignKey(Text, models.PROTECT, null=True, related_name="+")
    # The prediction: no word or figure of it changes once it is being tried.
    prediction = models.ForeignKey(Text, models.PROTECT, related_name="+")
    expected = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    expected_on = models.DateField(null=True)
    likely = models.DecimalField(max_digits=4, decimal_places=3, null=True)  # how sure they are, 0 to 1
    # Do
    begun_at = models.DateTimeField(null=True)
    happened = models.ForeignKey(Text, models.PROTECT, null=True, related_name="+")
    # Study
    result = models.ForeignKey(Text, models.PROTECT, null=True, related_name="+")
    measured = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    came = models.CharField(max_length=10, blank=True)  # yes, no, cant_tell: did what was predicted come?
    studied_at = models.DateTimeField(null=True)
    # Act
    decision = models.CharField(max_length=8, choices=Decision, blank=True)
    learned = models.ForeignKey(Text, models.PROTECT, null=True, related_name="+")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="experiment")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="experiments_experiment_number_once"),
            models.CheckConstraint(
                condition=Q(likely__isnull=True) | Q(likely__gte=0, likely__lte=1),
                name="experiments_likely_is_a_probability",
            ),
            models.CheckConstraint(
                condition=~Q(state=ExperimentState.ENDED) | ~Q(decision=""),
                name="experiments_ended_is_decided",
            ),
        ]

    @property
    def ref(self) -> str:
        return f"experiment:{self.number}"


class LedTo(models.Model):
    """That an experiment led to a record: a barrier it ran into, a promise that came of it."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    experiment = models.ForeignKey(Experiment, models.PROTECT, related_name="led_to")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="tried_before")
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["place_id", "experiment", "at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["place", "experiment", "claim"], name="experiments_led_to_once"),
        ]


class TriedFor(models.Model):
    """That an experiment serves a goal. It stands on the page of both, and on the time axis of the goal's charts."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    experiment = models.ForeignKey(Experiment, models.PROTECT, related_name="tried_for")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="tries")
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["place_id", "experiment", "at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "experiment", "goal"], name="experiments_tried_for_once"
            ),
        ]
