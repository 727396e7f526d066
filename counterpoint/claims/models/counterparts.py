"""Those who would know, and those who may answer without an account."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from counterpoint.claims.models.claims import Claim
from counterpoint.ledger.models import RandomKeyField, random_key
from counterpoint.partnership.choices import Perspective
from counterpoint.partnership.models import Member, Organisation, Place


class Ticket(models.Model):
    """A secret link with which someone without an account acts on one thing. Its own voice; only its hash is kept."""

    id = RandomKeyField(primary_key=True, default=random_key, editable=False)
    place = models.ForeignKey(Place, models.PROTECT)
    hash = models.CharField(max_length=64)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="tickets")
    perspective = models.CharField(max_length=20, choices=Perspective, blank=True)
    anonymous = models.BooleanField(default=False)
    issued_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    closed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "hash"], name="claims_ticket_once"),
            models.CheckConstraint(
                condition=Q(anonymous=False) | Q(issued_by__isnull=True),
                name="claims_ticket_anonymous_has_no_issuer",
            ),
        ]


class ShortCode(models.Model):
    """Eight characters that can be read aloud, and are exchanged for a ticket: nothing else can be done with them.

    40 bits, for 30 days. Where it leads is locked with the code itself and this installation's secret key, so that
    nobody who holds the database alone can open it.
    """

    id = RandomKeyField(primary_key=True, default=random_key, editable=False)
    place = models.ForeignKey(Place, models.PROTECT)
    hash = models.CharField(max_length=64)
    leads_to = models.BinaryField()  # the ticket's address, locked
    until = models.DateField()
    ticket = models.CharField(
        max_length=64, blank=True
    )  # of one that can be taken back: its hash, so that both go

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "hash"], name="claims_short_code_once")]
        indexes = [models.Index(fields=["hash"], name="claims_short_code_hash")]


class Pool(models.Model):
    """ "Any of these five charities": each answers apart, and only counts are shown, from three heard."""

    place = models.ForeignKey(Place, models.PROTECT)
    name = models.CharField(max_length=120)


class PoolSeat(models.Model):
    place = models.ForeignKey(Place, models.PROTECT)
    pool = models.ForeignKey(Pool, models.PROTECT, related_name="seats")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, member__isnull=True)
                | Q(organisation__isnull=True, member__isnull=False),
                name="claims_seat_is_one_or_the_other",
            )
        ]


FIVE = ("organisation", "member", "perspective", "ticket", "pool")


def exactly_one_of_five() -> Q:
    """An organisation, a member, a perspective, a ticket or a pool: one of them, and no more."""
    found = Q(pk__in=[])
    for one in FIVE:
        these = Q()
        for name in FIVE:
            if name == "perspective":
                these &= ~Q(perspective="") if name == one else Q(perspective="")
            else:
                these &= Q(**{f"{name}__isnull": name != one})
        found = these if found == Q(pk__in=[]) else found | these
    return found


class Counterpart(models.Model):
    """Someone entitled to answer. Nobody may remove one."""

    place = models.ForeignKey(Place, models.PROTECT)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="counterparts", db_index=False)
    position = models.PositiveIntegerField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    perspective = models.CharField(max_length=20, choices=Perspective, blank=True)
    ticket = models.ForeignKey(Ticket, models.PROTECT, null=True, related_name="+")
    pool = models.ForeignKey(Pool, models.PROTECT, null=True, related_name="+")
    must_hear = models.BooleanField()
    at = models.DateTimeField()
    added_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    by_claimant = models.BooleanField()  # chosen by whoever makes the claim
    # None: "I would know too", shown as not asked but spoke, until any one counterpart adds them.
    counts_from = models.DateTimeField(null=True)
    adopted_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    instead_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="instead")
    ask_from = models.DateField(null=True)  # the appointee is asked after six months
    # Kept with the standing, and recomputed by `counterpoint verify`: the first answer that can tell, heard as theirs.
    heard_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["claim_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["place", "claim", "position"], name="claims_counterpart_once"),
            models.CheckConstraint(
                condition=exactly_one_of_five(), name="claims_counterpart_exactly_one_of_five"
            ),
        ]
        indexes = [
            models.Index(fields=["place", "organisation"], name="claims_counterpart_org"),
            models.Index(fields=["place", "member"], name="claims_counterpart_member"),
            # Who was asked and who was heard, without reading the table. It leads with the claim, and so is its own
            # key's index as well.
            models.Index(
                fields=[
                    "claim",
                    "counts_from",
                    "organisation",
                    "member",
                    "perspective",
                    "ticket",
                    "heard_at",
                ],
                name="claims_counterpart_asked",
            ),
        ]


class Unsealed(models.Model):
    """An anonymous act that waits to be sealed: a random key and no time (docs/adr/0007)."""

    id = RandomKeyField(primary_key=True, default=random_key, editable=False)
    place = models.ForeignKey(Place, models.PROTECT)
    act = models.CharField(max_length=12)  # raise, answer
    ticket_hash = models.CharField(max_length=64)
    payload = models.JSONField()
