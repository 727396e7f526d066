"""A copy of the whole place: asked for by one steward, agreed to by another, taken once."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from counterpoint.partnership.models import Member, Place


class PlaceExport(models.Model):
    """Who asked for a copy of the whole place, who agreed, who took it. The copy itself is kept nowhere."""

    place = models.ForeignKey(Place, models.PROTECT)
    number = models.PositiveIntegerField()
    asked_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    # The figures about people that it held, so that no later copy gives away a few by subtraction.
    released = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="claims_export_number_once"),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True, agreed_at__isnull=True)
                | Q(agreed_by__isnull=False, agreed_at__isnull=False) & ~Q(agreed_by=F("asked_by")),
                name="claims_export_agreed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(taken_by__isnull=True, taken_at__isnull=True)
                | Q(taken_by__isnull=False, taken_at__isnull=False, agreed_by__isnull=False)
                & (Q(taken_by=F("asked_by")) | Q(taken_by=F("agreed_by"))),
                name="claims_export_taken_by_one_of_two",
            ),
        ]

    def __str__(self) -> str:
        return f"export {self.number}"
