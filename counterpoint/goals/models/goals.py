"""A goal: for whom, chosen by whom, carried by whom, and what it takes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from counterpoint.claims.choices import Horizon
from counterpoint.claims.models import Claim
from counterpoint.ledger.models import Text
from counterpoint.partnership.choices import Perspective
from counterpoint.partnership.models import Matter, Member, Organisation, Place


class Goal(models.Model):
    """What should be different for people, as they would say it. It gathers claims: that it is carried, shared, met."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="goals")
    number = models.PositiveIntegerField()
    words = models.ForeignKey(Text, models.PROTECT, related_name="+")
    for_whom = models.ForeignKey(Text, models.PROTECT, related_name="+")
    horizon = models.CharField(max_length=8, choices=Horizon, default=Horizon.NEXT)
    put_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    put_at = models.DateTimeField()
    # Each is a claim of its own kind, which those answer who would know; None until somebody puts it.
    carried = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="carries_goal")
    shared = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="shares_goal")
    met = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="meets_goal")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    ended_why = models.ForeignKey(Text, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["place_id", "number"]
        constraints = [models.UniqueConstraint(fields=["place", "number"], name="goals_goal_number_once")]

    @property
    def ref(self) -> str:
        return f"goal:{self.number}"


class Chooser(models.Model):
    """Somebody who chose the goal: everyone with a perspective, an organisation, or a person."""

    place = models.ForeignKey(Place, models.PROTECT)
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="choosers")
    perspective = models.CharField(max_length=20, choices=Perspective, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    ~Q(perspective="") & Q(organisation__isnull=True, member__isnull=True)
                    | Q(perspective="", organisation__isnull=False, member__isnull=True)
                    | Q(perspective="", organisation__isnull=True, member__isnull=False)
                ),
                name="goals_chooser_is_exactly_one",
            )
        ]


class Framing(models.Model):
    """One partner's version of the problem, beside the others' and never merged with them."""

    place = models.ForeignKey(Place, models.PROTECT)
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="framings")
    position = models.PositiveIntegerField()
    words = models.ForeignKey(Text, models.PROTECT, related_name="+")
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    perspective = models.CharField(max_length=20, choices=Perspective, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["goal_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["place", "goal", "position"], name="goals_framing_once")
        ]


class GoalMatter(models.Model):
    """A statement of what matters to the people concerned, which this goal is about."""

    place = models.ForeignKey(Place, models.PROTECT)
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="matters")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "goal", "matter"], name="goals_matter_once")]


class Need(models.Model):
    """One line of what it takes: it has a promise, or it is nobody's."""

    place = models.ForeignKey(Place, models.PROTECT)
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="needs")
    position = models.PositiveIntegerField()
    words = models.ForeignKey(Text, models.PROTECT, related_name="+")
    promise = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="needed_by")
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["goal_id", "position"]
        constraints = [models.UniqueConstraint(fields=["place", "goal", "position"], name="goals_need_once")]


class Serves(models.Model):
    """A claim that serves the goal: a promise, a barrier, what was learned from an experiment."""

    place = models.ForeignKey(Place, models.PROTECT)
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="served_by")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="serves_goals")
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "goal", "claim"], name="goals_serves_once")]
