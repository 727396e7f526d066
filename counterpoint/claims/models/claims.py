"""A claim, who makes it, and what is said on its record besides the answers."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from counterpoint.analysis.standing import Standing
from counterpoint.claims.choices import KINDS, MESSAGES, Horizon, Kind, TurnVerb, kind_of
from counterpoint.claims.models.months import MonthOf
from counterpoint.ledger.models import Text
from counterpoint.partnership.choices import Perspective
from counterpoint.partnership.models import Member, Organisation, Place, is_quiet

STANDING_CHOICES = [(standing.value, standing.value) for standing in Standing]


def kind_choices() -> list[tuple[str, str]]:
    """Read when it is needed, so that a new kind changes no table."""
    return [(kind.key, kind.noun) for kind in KINDS.values()]


class ClaimQuerySet(models.QuerySet["Claim"]):
    def seen_by(self, member: Member, at: datetime) -> Self:
        """What this member may know to exist: the place's record, and in a quiet fortnight their own part of it."""
        here = self.filter(place_id=member.place_id)
        if not is_quiet(member.place, at):
            return here
        theirs = member.memberships.filter(until__isnull=True).values("organisation")
        return here.filter(
            Q(put_by=member)
            | Q(claimants__member=member)
            | Q(claimants__organisation__in=theirs)
            | Q(counterparts__member=member)
            | Q(claimants__organisation__successor__in=theirs)
            | Q(counterparts__organisation__in=theirs)
            | Q(counterparts__organisation__successor__in=theirs)
            | Q(counterparts__pool__seats__organisation__in=theirs)
            | Q(counterparts__pool__seats__member=member)
            | Q(counterparts__perspective__in=member.standpoints.values("perspective"))
            | Q(put_by__successor=member)
            | Q(claimants__member__successor=member)
            | Q(counterparts__member__successor=member)
        ).distinct()


class Claim(models.Model):
    """A sentence that somebody puts to those who would know.

    `put_at` is when it entered the record; `claimed_at` when somebody claims that it is so. Until then a heard
    promise, an open request or a raised barrier is named on the Mirror, and not counted.
    """

    place = models.ForeignKey(Place, models.PROTECT)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=kind_choices)
    message = models.PositiveSmallIntegerField(null=True)
    sentence = models.ForeignKey(Text, models.PROTECT, related_name="+")
    put_at = models.DateTimeField()
    put_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    put_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    put_as = models.CharField(max_length=20, choices=Perspective, blank=True)
    claimed_at = models.DateTimeField(null=True)
    before = models.CharField(max_length=10, blank=True)  # its state until somebody claims that it is so
    due_on = models.DateField(null=True)
    first_due_on = models.DateField(null=True)
    horizon = models.CharField(max_length=8, choices=Horizon, default=Horizon.NOW)
    lasts = models.BooleanField(default=False)
    step = models.PositiveSmallIntegerField(null=True)
    link = models.URLField(max_length=500, blank=True)
    details = models.JSONField(default=dict)
    amount = models.ForeignKey(Text, models.PROTECT, null=True, related_name="+")  # not for everyone to read
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="followed_by")
    # The one stored derived value: what the answers add up to, and since when. `counterpoint verify` recomputes it.
    standing = models.CharField(max_length=12, choices=STANDING_CHOICES, default=Standing.UNANSWERED)
    stood_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)  # the newest answer: how old the evidence is
    spoken = models.BooleanField(default=False)  # somebody has answered
    reply_until = models.DateField(null=True)  # a contest: the last day of its promised reply time
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    counted_at = models.DateTimeField(null=True)  # detached answers: when the box was opened
    # Kept by the database itself, so that the Mirror can count by it: the month, in UTC, in which it was claimed, or put.
    month = models.GeneratedField(
        expression=MonthOf("claimed_at", "put_at"), output_field=models.IntegerField(), db_persist=True
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="claims_claim_number_once"),
            models.CheckConstraint(
                condition=Q(message__isnull=True) | Q(message__gte=1, message__lte=len(MESSAGES)),
                name="claims_claim_speaks_to_one_of_ten",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="claims_claim_withdrawn_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(step__isnull=True) | Q(step__gte=1, step__lte=7),
                name="claims_claim_step_of_seven",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(first_due_on__isnull=False),
                name="claims_claim_first_date_is_kept",
            ),
        ]
        indexes = [
            models.Index(fields=["place", "-put_at"], name="claims_newest_first"),
            # All that the Mirror counts by: it reads this and not the table (docs/adr/0016-counts-from-an-index.md).
            models.Index(
                fields=[
                    "place",
                    "message",
                    "standing",
                    "before",
                    "month",
                    "spoken",
                    "claimed_at",
                    "due_on",
                    "withdrawn_at",
                    "reply_until",
                    "lasts",
                    "heard_at",
                    "kind",
                ],
                name="claims_by_message",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def ref(self) -> str:
        return f"claim:{self.number}"

    @property
    def of(self) -> Kind:
        """Its row in the table of kinds."""
        return kind_of(self.kind)


class Claimant(models.Model):
    """Who claims that it is so: an organisation, or a person for themselves."""

    place = models.ForeignKey(Place, models.PROTECT)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="claimants")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, member__isnull=True)
                | Q(organisation__isnull=True, member__isnull=False),
                name="claims_claimant_is_someone",
            ),
            models.UniqueConstraint(
                fields=["place", "claim", "organisation"],
                condition=Q(organisation__isnull=False),
                name="claims_claimant_organisation_once",
            ),
            models.UniqueConstraint(
                fields=["place", "claim", "member"],
                condition=Q(member__isnull=False),
                name="claims_claimant_member_once",
            ),
        ]
        indexes = [models.Index(fields=["place", "organisation"], name="claims_claimant_of")]


class Turn(models.Model):
    """What is said on a record besides its answers: accepted, moved, replied, taken on."""

    place = models.ForeignKey(Place, models.PROTECT)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="turns")
    position = models.PositiveIntegerField()
    verb = models.CharField(max_length=16, choices=TurnVerb)
    by = models.ForeignKey(
        Member, models.PROTECT, null=True, related_name="+"
    )  # None: a ticket, or the system
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    words = models.ForeignKey(Text, models.PROTECT, null=True, related_name="+")
    details = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        ordering = ["claim_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["place", "claim", "position"], name="claims_turn_once"),
        ]


class Request(models.Model):
    """Something asked of a named organisation, which answers with a promise, a refusal with its reason, or silence."""

    place = models.ForeignKey(Place, models.PROTECT)
    claim = models.OneToOneField(Claim, models.PROTECT, primary_key=True, related_name="request")
    asked = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    promise = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="answers_request")
    refusal = models.ForeignKey(Text, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, promise__isnull=True, refusal__isnull=True)
                | Q(answered_at__isnull=False, promise__isnull=False, refusal__isnull=True)
                | Q(answered_at__isnull=False, promise__isnull=True, refusal__isnull=False),
                name="claims_request_answered_one_way",
            )
        ]
