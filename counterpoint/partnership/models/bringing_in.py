"""A spreadsheet on its way in."""

from __future__ import annotations

from django.db import models

from counterpoint.partnership.models.people import Member
from counterpoint.partnership.models.places import Place


class BringIn(models.Model):
    """A spreadsheet on its way in: read, and waiting for a person to say that it was read rightly.

    Goes as soon as everything in it has been brought in, or after a week.
    """

    place = models.ForeignKey(Place, models.PROTECT)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    file_name = models.CharField(max_length=200)
    sheets = models.JSONField(default=list)  # [{"name", "rows": [[cell, …], …]}, …]
    reading = models.JSONField(
        default=dict
    )  # which column of which sheet says what, and which doubles are one
    # What was in the action list, for the promises room to take: see queries.brought_in_actions.
    actions = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "by"], name="partnership_bring_in_one_at_a_time"),
        ]
