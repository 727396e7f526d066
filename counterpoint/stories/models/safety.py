"""What keeps tellers and others safe: concerns, complaints, and copies that are called back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from counterpoint.ledger.models import Text
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.stories.choices import ComplaintKind, CopyKind
from counterpoint.stories.models.stories import Story


class Concern(models.Model):
    """Somebody may be at risk: flagged by a moderator, handed on within one working day. What was said stays out of it."""

    place = models.ForeignKey(Place, models.PROTECT)
    number = models.PositiveIntegerField()
    story = models.ForeignKey(Story, models.PROTECT, related_name="concerns")
    flagged_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")  # None: by its words
    flagged_at = models.DateTimeField()
    handed_to = models.CharField(max_length=120, blank=True)
    handed_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    handed_at = models.DateTimeField(null=True)
    outcome = models.ForeignKey(Text, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="stories_concern_number_once")
        ]

    @property
    def ref(self) -> str:
        return f"concern:{self.number}"


class Complaint(models.Model):
    """About what a story says (48 hours, then 5 days for the teller), or about data (30 days to acknowledge)."""

    place = models.ForeignKey(Place, models.PROTECT)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=ComplaintKind)
    story = models.ForeignKey(Story, models.PROTECT, null=True, related_name="complaints")
    words = models.ForeignKey(Text, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    reach = models.CharField(max_length=254, blank=True)  # an address or a number, as they gave it
    received_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    sent_to_teller_at = models.DateTimeField(null=True)
    teller_said = models.ForeignKey(Text, models.PROTECT, null=True, related_name="+")
    teller_said_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    outcome = models.ForeignKey(Text, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="stories_complaint_number_once"),
            models.CheckConstraint(
                condition=~Q(kind=ComplaintKind.CONTENT) | Q(story__isnull=False),
                name="stories_complaint_about_content_names_it",
            ),
        ]

    @property
    def ref(self) -> str:
        return f"complaint:{self.number}"


class Copy(models.Model):
    """That somebody printed a story or saved it: if it is withdrawn, they are asked to destroy what they hold."""

    place = models.ForeignKey(Place, models.PROTECT)
    number = models.PositiveIntegerField()
    story = models.ForeignKey(Story, models.PROTECT, related_name="copies")
    kind = models.CharField(max_length=8, choices=CopyKind)
    count = models.PositiveIntegerField(default=1)
    holder = models.ForeignKey(Member, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    recalled_at = models.DateTimeField(null=True)
    destroyed = models.PositiveIntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="stories_copy_number_once"),
            models.CheckConstraint(
                condition=Q(destroyed__isnull=True) | Q(destroyed__lte=models.F("count")),
                name="stories_copy_no_more_destroyed_than_made",
            ),
        ]

    @property
    def ref(self) -> str:
        return f"copy:{self.number}"
