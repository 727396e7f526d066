"""A barrier: something that stops people working together, whoever raised it, and whoever could remove it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from counterpoint.barriers.choices import Another, BarrierState, BarrierType, HowOften
from counterpoint.claims.models import Claim
from counterpoint.ledger.models import RandomKeyField, Text, random_key
from counterpoint.partnership.models import Member, Organisation, Place


class Barrier(models.Model):
    """It has the claim that it is gone, which nobody puts until an owner does."""

    place = models.ForeignKey(Place, models.PROTECT)
    claim = models.OneToOneField(Claim, models.PROTECT, primary_key=True, related_name="barrier")
    state = models.CharField(max_length=8, choices=BarrierState, default=BarrierState.RAISED)
    how_often = models.CharField(max_length=8, choices=HowOften, blank=True)
    type = models.CharField(max_length=20, choices=BarrierType, blank=True)
    went_and_asked = models.BooleanField(default=False)  # found by a leader who went and asked
    could_remove = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="barriers")
    owner_member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    refusal = models.ForeignKey(Text, models.PROTECT, null=True, related_name="+")
    # Those it stops said that it is the same as another: from then on only that one is lifted, and counted.
    same_as = models.ForeignKey("self", models.PROTECT, null=True, related_name="same")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=BarrierState.TAKEN) | Q(owner__isnull=False),
                name="barriers_taken_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(state=BarrierState.REFUSED) | Q(refusal__isnull=False),
                name="barriers_refused_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(same_as__isnull=True) | ~Q(same_as=models.F("claim")),
                name="barriers_not_the_same_as_itself",
            ),
        ]


class RaisedBy(models.Model):
    """Who raised a barrier that only the stewards know the raiser of. By its ticket, with no time and a random key.

    Read by the stewards' line on that barrier and by the raiser's own pages, and by nothing else (docs/adr/0007).
    """

    id = RandomKeyField(primary_key=True, default=random_key, editable=False)
    place = models.ForeignKey(Place, models.PROTECT)
    ticket_hash = models.CharField(max_length=64)
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "ticket_hash"], name="barriers_raised_by_once")
        ]


class Signpost(models.Model):
    """Where a place says that something else than a barrier is said: its own line, instead of the general one."""

    place = models.ForeignKey(Place, models.PROTECT)
    what = models.CharField(max_length=12, choices=Another)
    words = models.ForeignKey(Text, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "what"], name="barriers_signpost_once")]
