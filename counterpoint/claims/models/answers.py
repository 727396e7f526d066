"""What those who would know say. Append-only: a change of mind is a new answer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from counterpoint.analysis.standing import Verdict
from counterpoint.claims.models.claims import Claim
from counterpoint.claims.models.counterparts import Counterpart, Ticket
from counterpoint.ledger.models import AppendOnly, RandomKeyField, Text, random_key
from counterpoint.partnership.choices import Perspective
from counterpoint.partnership.models import Member, Organisation, Place

VERDICT_CHOICES = [(verdict.value, verdict.value) for verdict in Verdict]


class Answer(AppendOnly):
    """One voice's word on a claim."""

    place = models.ForeignKey(Place, models.PROTECT)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="answers")
    position = models.PositiveIntegerField()
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    ticket = models.ForeignKey(Ticket, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")  # acted for
    works_there = models.BooleanField(default=False)  # works for it, and so is part of its one voice
    perspective = models.CharField(max_length=20, choices=Perspective, blank=True)
    own_staff = models.BooleanField(default=False)
    verdict = models.CharField(max_length=12, choices=VERDICT_CHOICES)
    step = models.PositiveSmallIntegerField(null=True)
    words = models.ForeignKey(Text, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    said_on = models.DateField(null=True)
    typed_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    how_agreed = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["claim_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["place", "claim", "position"], name="claims_answer_once"),
            models.CheckConstraint(
                condition=Q(member__isnull=False, ticket__isnull=True)
                | Q(member__isnull=True, ticket__isnull=False),
                name="claims_answer_has_one_voice",
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=[verdict.value for verdict in Verdict]),
                name="claims_answer_verdict_known",
            ),
            models.CheckConstraint(
                condition=Q(step__isnull=True) | Q(step__gte=1, step__lte=7),
                name="claims_answer_step_of_seven",
            ),
            models.CheckConstraint(
                condition=Q(typed_by__isnull=True) | ~Q(how_agreed=""), name="claims_answer_by_proxy_says_how"
            ),
        ]
        indexes = [models.Index(fields=["place", "member", "recorded_at"], name="claims_answers_of_member")]


class Ask(models.Model):
    """That somebody was asked, when, and which time it was. Silence is drawn from these."""

    place = models.ForeignKey(Place, models.PROTECT)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="asks")
    counterpart = models.ForeignKey(Counterpart, models.PROTECT, related_name="asks")
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    ticket = models.ForeignKey(Ticket, models.PROTECT, null=True, related_name="+")
    round = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["place", "member", "at"], name="claims_asks_of_member")]


class Ballot(models.Model):
    """A detached answer: what was said, with no key, time or order that leads to who said it."""

    id = RandomKeyField(primary_key=True, default=random_key, editable=False)
    place = models.ForeignKey(Place, models.PROTECT)
    counterpart = models.ForeignKey(Counterpart, models.PROTECT, related_name="ballots")
    verdict = models.CharField(max_length=12, choices=VERDICT_CHOICES)


class BallotTurn(models.Model):
    """Who has put an answer in the box; not what, and not when."""

    id = RandomKeyField(primary_key=True, default=random_key, editable=False)
    place = models.ForeignKey(Place, models.PROTECT)
    counterpart = models.ForeignKey(Counterpart, models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "counterpart", "member"], name="claims_ballot_one_each")
        ]
