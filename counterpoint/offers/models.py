"""An offer: a decision that people are asked to make together, said before it is made."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from counterpoint.claims.models import Claim
from counterpoint.ledger.models import Text
from counterpoint.partnership.models import Organisation, Place


class Offer(models.Model):
    """It has the claim that it was co-produced at some step, which nobody puts until its organiser does.

    Which decision it is, is the claim's sentence; who is invited are the claim's counterparts. What somebody is owed
    for it becomes a claim of its own, one a person, which follows this one.
    """

    place = models.ForeignKey(Place, models.PROTECT)
    claim = models.OneToOneField(Claim, models.PROTECT, primary_key=True, related_name="offer")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    fixed = models.ForeignKey(Text, models.PROTECT, related_name="+")
    decides = models.ForeignKey(Text, models.PROTECT, related_name="+")
    budget = models.ForeignKey(Text, models.PROTECT, related_name="+")
    pay = models.ForeignKey(Text, models.PROTECT, related_name="+")
    access = models.ForeignKey(Text, models.PROTECT, related_name="+")
    hear_on = models.DateField()
    # What each person is owed, and by when: read by them and by whoever owes it, and by nobody else.
    owed = models.ForeignKey(Text, models.PROTECT, null=True, related_name="+")
    owed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(owed__isnull=True, owed_on__isnull=True)
                | Q(owed__isnull=False, owed_on__isnull=False),
                name="offers_offer_owes_by_a_day",
            )
        ]
