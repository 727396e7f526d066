"""Offers of help on any record, and records that stand for one in another place."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from counterpoint.claims.choices import Across, Brings, HelpKind
from counterpoint.claims.models.claims import Claim
from counterpoint.ledger.models import Text
from counterpoint.partnership.models import Member, Organisation, Place


class Help(models.Model):
    """Somebody is in, with hours, a room, money, a door opened; or says "you two should talk". Asked later: did it come?"""

    place = models.ForeignKey(Place, models.PROTECT)
    number = models.PositiveIntegerField()
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="help")
    kind = models.CharField(max_length=8, choices=HelpKind)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")  # acted for
    brings = models.CharField(max_length=8, choices=Brings, blank=True)  # of "I'm in"
    one = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")  # of "you two should talk"
    other = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    words = models.ForeignKey(Text, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    ask_from = models.DateField()
    came = models.CharField(max_length=8, blank=True)  # yes, partly, no: said by those it was offered to
    came_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    came_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["claim_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="claims_help_number_once"),
            models.CheckConstraint(
                condition=Q(kind=HelpKind.IN, one__isnull=True, other__isnull=True)
                | Q(kind=HelpKind.TALK, one__isnull=False, other__isnull=False),
                name="claims_help_names_two_who_should_talk",
            ),
        ]

    @property
    def ref(self) -> str:
        return f"help:{self.number}"


class Elsewhere(models.Model):
    """A record of another place that this claim stands for, or that stands for this claim: a reference and a head."""

    place = models.ForeignKey(Place, models.PROTECT)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="elsewhere")
    way = models.CharField(max_length=8, choices=Across)
    other = models.UUIDField()  # the other place
    number = models.PositiveIntegerField()  # the claim's number there
    head = models.CharField(max_length=64)  # that place's head when the two were joined
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "claim", "way", "other", "number"], name="claims_elsewhere_once"
            ),
        ]
