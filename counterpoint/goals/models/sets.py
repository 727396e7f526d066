"""Metric sets that a place picked, such as one of the Better Care Fund. The sets themselves are data files."""

from __future__ import annotations

from django.db import models

from counterpoint.partnership.models import Member, Place


class Picked(models.Model):
    place = models.ForeignKey(Place, models.PROTECT)
    key = models.CharField(max_length=40)  # "bcf-2025-26"
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "key"], name="goals_set_picked_once")]
