"""An offer: a decision that people are asked to make together, said before it is made; and the cards afterwards."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from counterpoint.claims.models import Claim
from counterpoint.ledger.models import RandomKeyField, Text, random_key
from counterpoint.partnership.choices import Perspective
from counterpoint.partnership.models import Member, Organisation, Place


class Offer(models.Model):
    """It has the claim that it was co-produced at some step, which nobody puts until its organiser does.

    Which decision it is, is the claim's sentence; who is invited are the claim's counterparts. What somebody is owed
    for it becomes a claim of its own, one a person, which follows this one.
    """

    place = models.ForeignKey(Place, models.PROTECT)
    claim = models.OneToOneField(Claim, models.PROTECT, primary_key=True, related_name="offer")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    fixed = models.ForeignKey(Text, models.PROTECT, related_name="+")
    decides = models.ForeignKey(Text, models.PROTECT, related_name="+")
    budget = models.ForeignKey(Text, models.PROTECT, related_name="+")
    pay = models.ForeignKey(Text, models.PROTECT, related_name="+")
    access = models.ForeignKey(Text, models.PROTECT, related_name="+")
    hear_on = models.DateField()
    # What each person is owed, and by when: read by them and by whoever owes it, and by nobody else.
    owed = models.ForeignKey(Text, models.PROTECT, null=True, related_name="+")
    owed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(owed__isnull=True, owed_on__isnull=True)
                | Q(owed__isnull=False, owed_on__isnull=False),
                name="offers_offer_owes_by_a_day",
            )
        ]


class Cards(models.Model):
    """The cards that go out after one event: how many took part, and until when they are out. Once a claim."""

    place = models.ForeignKey(Place, models.PROTECT)
    claim = models.OneToOneField(Claim, models.PROTECT, primary_key=True, related_name="cards")
    took_part = models.PositiveSmallIntegerField()
    handed = models.PositiveSmallIntegerField(
        default=0
    )  # printed, taken in the room, or written down for somebody
    until = models.DateField()
    perspective = models.CharField(max_length=20, choices=Perspective)
    opened_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    by_claimant = models.BooleanField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)


class CardTicket(models.Model):
    """A secret link to one card: its hash, and whether it was used. Not when, and not what was said with it."""

    id = RandomKeyField(primary_key=True, default=random_key, editable=False)
    place = models.ForeignKey(Place, models.PROTECT)
    cards = models.ForeignKey(Cards, models.PROTECT, related_name="tickets")
    hash = models.CharField(max_length=64)
    used = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "hash"], name="offers_card_ticket_once")]
        indexes = [models.Index(fields=["hash"], name="offers_card_ticket_hash")]


class Card(models.Model):
    """One answer on one card, waiting to be shown with four others: no ticket, time or order, and no sister rows.

    Not even what else the same person said can be read from it. Shown once, it is deleted: only counts stay.
    """

    id = RandomKeyField(primary_key=True, default=random_key, editable=False)
    place = models.ForeignKey(Place, models.PROTECT)
    cards = models.ForeignKey(Cards, models.PROTECT, related_name="+")
    question = models.CharField(max_length=16)
    says = models.CharField(max_length=12, blank=True)
    words = models.TextField(blank=True)


class CardRelease(models.Model):
    """What was shown, as it was shown: all that had come in by then, five cards or more beyond the one before."""

    place = models.ForeignKey(Place, models.PROTECT)
    cards = models.ForeignKey(Cards, models.PROTECT, related_name="releases")
    number = models.PositiveSmallIntegerField()
    cards_in = models.PositiveSmallIntegerField()
    counts = models.JSONField()  # question -> answer -> how many
    at = models.DateTimeField()

    class Meta:
        ordering = ["cards_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "cards", "number"], name="offers_card_release_once")
        ]


class CardWords(models.Model):
    """Words of a card, among others and in no order."""

    place = models.ForeignKey(Place, models.PROTECT)
    release = models.ForeignKey(CardRelease, models.PROTECT, related_name="words")
    question = models.CharField(max_length=16)
    words = models.ForeignKey(Text, models.PROTECT, related_name="+")
