"""What bears on a place, or on one of its partners."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from counterpoint.ledger.models import Text
from counterpoint.partnership.models.people import Member, Organisation
from counterpoint.partnership.models.places import Place


class Note(models.Model):
    """What bears on an organisation this quarter (a pressure note), or on the whole place (a context note)."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="notes")
    number = models.PositiveIntegerField()
    # None: a context note, about the place as a whole.
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="notes")
    words = models.ForeignKey(Text, models.PROTECT, related_name="+")
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place_id", "begins_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="partnership_note_number_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("begins_on")),
                name="partnership_note_ends_after_it_begins",
            ),
        ]

    @property
    def ref(self) -> str:
        return f"note:{self.number}"
