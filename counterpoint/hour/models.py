"""An hour together: when it was begun and when people stood up. What was promised in it lies where promises lie."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from counterpoint.partnership.models import Member, Place


class Hour(models.Model):
    place = models.ForeignKey(Place, models.PROTECT, related_name="hours")
    number = models.PositiveIntegerField()
    begun_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="hour_number_once"),
            models.UniqueConstraint(
                fields=["place"], condition=Q(ended_at__isnull=True), name="hour_one_at_a_time"
            ),
        ]

    @property
    def ref(self) -> str:
        return f"hour:{self.number}"
