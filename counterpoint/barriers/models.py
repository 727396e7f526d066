"""A barrier: something that stops people working together, whoever raised it, and whoever could remove it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from counterpoint.barriers.choices import BarrierState, HowOften
from counterpoint.claims.models import Claim
from counterpoint.ledger.models import Text
from counterpoint.partnership.models import Member, Organisation, Place


class Barrier(models.Model):
    """It has the claim that it is gone, which nobody puts until an owner does."""

    place = models.ForeignKey(Place, models.PROTECT)
    claim = models.OneToOneField(Claim, models.PROTECT, primary_key=True, related_name="barrier")
    state = models.CharField(max_length=8, choices=BarrierState, default=BarrierState.RAISED)
    how_often = models.CharField(max_length=8, choices=HowOften, blank=True)
    could_remove = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="barriers")
    owner_member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    refusal = models.ForeignKey(Text, models.PROTECT, null=True, related_name="+")

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
        ]
