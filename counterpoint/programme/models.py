"""In which company places are counted: fixed groups, so that no two pictures differ by a single place."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from counterpoint.partnership.models import Place


class Group(models.Model):
    """Five places or more that are drawn together or not at all. Once one of them stops sharing, closed for good."""

    place = models.ForeignKey(Place, models.PROTECT)  # the programme
    number = models.PositiveIntegerField()
    formed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="programme_group_number_once"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=models.F("formed_at")),
                name="programme_group_closes_after_it_forms",
            ),
        ]


class Seat(models.Model):
    """A place in a group, by its uuid: no foreign key leaves the programme."""

    place = models.ForeignKey(Place, models.PROTECT)  # the programme
    group = models.ForeignKey(Group, models.PROTECT, related_name="seats")
    who = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "group", "who"], name="programme_seat_once"),
        ]
