"""A story in a person's own words, with the permission they gave, and the ticket that takes it back."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from counterpoint.analysis.calendar import day_in
from counterpoint.ledger.models import RandomKeyField, Text, random_key
from counterpoint.partnership.choices import Channel, Perspective
from counterpoint.partnership.models import Member, Organisation, Place, is_quiet
from counterpoint.stories.choices import Attribution, Audience, Part, StoryState, Way


class StoryQuerySet(models.QuerySet["Story"]):
    def shown(self, at: datetime, zone: str) -> Self:
        """What may be read by whoever it is for: cleared by a moderator, not taken back, its time not run out."""
        today = day_in(at, zone)
        return self.filter(state=StoryState.CLEARED).filter(
            Q(expires_on__isnull=True) | Q(expires_on__gt=today)
        )

    def seen_by(self, member: Member, at: datetime) -> Self:
        """What this member may know to exist. Their own, and what waits to be moderated, have pages of their own."""
        here = self.filter(place_id=member.place_id).shown(at, member.place.zone)
        if is_quiet(member.place, at):
            return here.filter(teller=member)
        theirs = member.memberships.filter(until__isnull=True).values("organisation")
        return here.filter(~Q(audience=Audience.GROUP) | Q(group__in=theirs) | Q(teller=member))


class Story(models.Model):
    """What happened to somebody. Whoever tells it owns it: who may read it, what for, under which name, until when."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="stories")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=StoryState, default=StoryState.WAITING)
    told_at = models.DateTimeField()
    teller = models.ForeignKey(
        Member, models.PROTECT, null=True, related_name="+"
    )  # signed in as they told it
    perspective = models.CharField(max_length=20, choices=Perspective, blank=True)
    way = models.CharField(max_length=8, choices=Way, default=Way.WROTE)
    typed_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    how_agreed = models.CharField(max_length=200, blank=True)

    # The permission
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.PLACE)
    group = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    purposes = models.JSONField(default=list)  # of `Purpose`
    attribution = models.CharField(max_length=8, choices=Attribution, default=Attribution.NONE)
    name = models.ForeignKey(
        Text, models.PROTECT, null=True, related_name="+"
    )  # the one they chose, or their own
    expires_on = models.DateField(null=True)
    permitted_at = models.DateTimeField()  # when the teller last said so; asked again after twelve months
    asked_again_at = models.DateTimeField(null=True)

    # How the teller hears what came of it: nobody but the sending of letters reads it. Gone when it is withdrawn.
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.NONE)
    address = models.CharField(max_length=254, blank=True)

    # Moderation
    moderated_at = models.DateTimeField(null=True)
    moderated_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    reasons = models.JSONField(default=list)  # of `Reason`: why it was changed, or is not shown
    note = models.ForeignKey(Text, models.PROTECT, null=True, related_name="+")  # to the teller
    sensitive = models.BooleanField(default=False)
    citable = models.BooleanField(default=True)  # may a claim rest on it?
    helpline = models.CharField(max_length=120, blank=True)
    paused_until = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = StoryQuerySet.as_manager()

    class Meta:
        ordering = ["place_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="stories_story_number_once"),
            models.CheckConstraint(
                condition=Q(audience=Audience.GROUP, group__isnull=False)
                | ~Q(audience=Audience.GROUP) & Q(group__isnull=True),
                name="stories_story_for_a_group_names_it",
            ),
            models.CheckConstraint(
                condition=Q(typed_by__isnull=True) | ~Q(how_agreed=""), name="stories_story_by_proxy_says_how"
            ),
            models.CheckConstraint(
                condition=Q(state=StoryState.WITHDRAWN, withdrawn_at__isnull=False, address="")
                | ~Q(state=StoryState.WITHDRAWN) & Q(withdrawn_at__isnull=True),
                name="stories_story_withdrawn_forgets_the_address",
            ),
        ]
        indexes = [models.Index(fields=["place", "state", "-told_at"], name="stories_newest_first")]

    @property
    def ref(self) -> str:
        return f"story:{self.number}"


class Passage(models.Model):
    """One part of a story. `words` are as they were told: for the teller and moderators. `shown` is what others read."""

    place = models.ForeignKey(Place, models.PROTECT)
    story = models.ForeignKey(Story, models.PROTECT, related_name="passages")
    position = models.PositiveIntegerField()
    part = models.CharField(max_length=8, choices=Part)
    words = models.ForeignKey(Text, models.PROTECT, related_name="+")
    # The same text where nothing was changed; nothing until a moderator has read it.
    shown = models.ForeignKey(Text, models.PROTECT, null=True, related_name="+")
    translation_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="translations")

    class Meta:
        ordering = ["story_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["place", "story", "position"], name="stories_passage_once"),
        ]


class StoryTicket(models.Model):
    """The secret link with which whoever told a story adds to it, answers, changes its permission or takes it back."""

    id = RandomKeyField(primary_key=True, default=random_key, editable=False)
    place = models.ForeignKey(Place, models.PROTECT)
    story = models.ForeignKey(Story, models.PROTECT, related_name="tickets")
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "hash"], name="stories_ticket_once")]
        indexes = [models.Index(fields=["hash"], name="stories_ticket_hash")]


class Telling(models.Model):
    """A story that is being told: what was answered so far, kept under its ticket. Deleted when told, or after a week."""

    id = RandomKeyField(primary_key=True, default=random_key, editable=False)
    place = models.ForeignKey(Place, models.PROTECT)
    hash = models.CharField(max_length=64)
    said = models.JSONField(default=dict)
    begun_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "hash"], name="stories_telling_once")]
        indexes = [models.Index(fields=["hash"], name="stories_telling_hash")]
