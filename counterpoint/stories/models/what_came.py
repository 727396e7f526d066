"""What came of a story: what partners replied, what they say they changed, and what it led to."""

from __future__ import annotations

from django.db import models

from counterpoint.claims.models import Claim, Ticket
from counterpoint.ledger.models import Text
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.stories.models.stories import Story


class Reply(models.Model):
    """What an organisation says to whoever told it."""

    place = models.ForeignKey(Place, models.PROTECT)
    story = models.ForeignKey(Story, models.PROTECT, related_name="replies")
    position = models.PositiveIntegerField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    words = models.ForeignKey(Text, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["story_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["place", "story", "position"], name="stories_reply_once"),
        ]


class Outcome(models.Model):
    """ "We changed this because of it": the claim, and the voice with which the teller answers it by their ticket.

    That voice has a hash of which nobody holds the secret: it is reached only by the story's own ticket.
    """

    place = models.ForeignKey(Place, models.PROTECT)
    story = models.ForeignKey(Story, models.PROTECT, related_name="outcomes")
    claim = models.OneToOneField(Claim, models.PROTECT, primary_key=True, related_name="outcome_of")
    voice = models.ForeignKey(Ticket, models.PROTECT, null=True, related_name="+")


class Behind(models.Model):
    """A story is behind a claim: somebody says that it led to it."""

    place = models.ForeignKey(Place, models.PROTECT)
    story = models.ForeignKey(Story, models.PROTECT, related_name="behind")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="stories_behind")
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "story", "claim"], name="stories_behind_once")
        ]
