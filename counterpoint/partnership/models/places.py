"""A place, and what it lets a programme see."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q

from counterpoint.partnership.choices import Nation, Shows


class Place(models.Model):
    """One partnership."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    ons_code = models.CharField(max_length=9, blank=True)
    issue = models.CharField(
        max_length=200,
        blank=True,
        help_text="What this partnership is about, as someone who lives it would say it.",
    )
    zone = models.CharField(max_length=40, default="Europe/London")
    nation = models.CharField(max_length=20, choices=Nation, default=Nation.ENGLAND)
    founded_at = models.DateTimeField()
    quiet_until = models.DateTimeField(null=True)
    demonstration = models.BooleanField(default=False)
    # A programme is a place whose partners are places: its own chain, its own Mirror, its own promises first.
    programme = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(slug="") & ~Q(name=""), name="partnership_place_has_a_name")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        return f"place:{self.uuid}"


class Sharing(models.Model):
    """What a place lets a programme see. It can change its mind; until it has chosen, nothing is shared."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="sharings")
    programme = models.UUIDField()  # that place's uuid: it may lie in another installation
    shows = models.CharField(max_length=8, choices=Shows, default=Shows.NOTHING)
    since = models.DateTimeField()
    by = models.ForeignKey("partnership.Member", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "programme"], name="partnership_sharing_once"),
        ]


def is_quiet(place: Place, at: datetime) -> bool:
    """A new place has a quiet fortnight: everything is visible to its parties only."""
    return place.quiet_until is not None and at < place.quiet_until
