"""A promise: what somebody said they would do, by when, and for whom."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from counterpoint.claims.models import Claim
from counterpoint.ledger.models import Text
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.promises.choices import HowSure, PromiseState


class Promise(models.Model):
    """It has the claim that it was kept, which is put with it and answered from its date on.

    A *heard* promise was written down by whoever heard it, and waits for its promiser to own it.
    """

    place = models.ForeignKey(Place, models.PROTECT)
    claim = models.OneToOneField(Claim, models.PROTECT, primary_key=True, related_name="promise")
    state = models.CharField(max_length=10, choices=PromiseState, default=PromiseState.MADE)
    promiser = models.ForeignKey(Member, models.PROTECT, null=True, related_name="promises")
    promiser_organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    heard_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    heard_on = models.DateField(null=True)
    where = models.ForeignKey(Text, models.PROTECT, null=True, related_name="+")
    how_sure = models.CharField(max_length=8, choices=HowSure, blank=True)
    what_it_takes = models.ForeignKey(Text, models.PROTECT, null=True, related_name="+")
    who_pays = models.ForeignKey(Text, models.PROTECT, null=True, related_name="+")
    ask_owner_at = models.DateTimeField(null=True)  # heard: since when its promiser is to be asked about it
    owned_at = models.DateTimeField(null=True)
    said_kept_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(promiser__isnull=False) | Q(promiser_organisation__isnull=False),
                name="promises_promise_is_someones",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[PromiseState.HEARD, PromiseState.DISOWNED])
                | Q(heard_by__isnull=False),
                name="promises_heard_by_someone",
            ),
        ]
        indexes = [models.Index(fields=["place", "promiser"], name="promises_of_promiser")]
