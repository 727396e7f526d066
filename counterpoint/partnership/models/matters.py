"""What matters to us: the few statements of the people concerned, and whether each is true for them now."""

from __future__ import annotations

from django.db import models

from counterpoint.ledger.models import RandomKeyField, Text, random_key
from counterpoint.partnership.choices import TrueForMe
from counterpoint.partnership.models.people import Member
from counterpoint.partnership.models.places import Place


class Matter(models.Model):
    """One statement, as somebody concerned would say it: "I know what happens next, and who to ring"."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="matters")
    number = models.PositiveIntegerField()
    words = models.ForeignKey(Text, models.PROTECT, related_name="+")
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="partnership_matter_number_once"),
        ]

    @property
    def ref(self) -> str:
        return f"matter:{self.number}"


class TrueNow(models.Model):
    """That it was true for somebody in a quarter: no key, time or order that leads to who said so. Let go once counted."""

    id = RandomKeyField(primary_key=True, default=random_key, editable=False)
    place = models.ForeignKey(Place, models.PROTECT)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    quarter = models.PositiveIntegerField()  # since the year nought: 4 times the year, and 0 to 3
    says = models.CharField(max_length=12, choices=TrueForMe)


class MatterCount(models.Model):
    """What was said of a statement in some whole quarters: as released, once, and no answer in two of them."""

    place = models.ForeignKey(Place, models.PROTECT)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="counts")
    first = models.PositiveIntegerField()  # quarter
    last = models.PositiveIntegerField()
    yes = models.PositiveIntegerField()
    partly = models.PositiveIntegerField()
    no = models.PositiveIntegerField()
    cant_say = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "matter", "last"], name="partnership_matter_counted_once"
            ),
        ]
