"""Partners and people: who they are, for whom they work, where they stand, and who follows them."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from counterpoint.partnership.choices import Channel, OrganisationKind, Perspective
from counterpoint.partnership.models.accounts import Account
from counterpoint.partnership.models.places import Place


class Organisation(models.Model):
    """A partner."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="organisations")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    short = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=20, choices=OrganisationKind, default=OrganisationKind.OTHER)
    identifier = models.CharField(max_length=60, blank=True)  # org-id.guide or ODS
    host = models.ForeignKey("self", models.PROTECT, null=True, related_name="hosts")
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="succeeds")
    succeeded_on = models.DateField(null=True)
    # When that was recorded: from then on the successor speaks for it, and no earlier answer is heard as its own.
    followed_at = models.DateTimeField(null=True)
    # In a programme: the place that this partner is, by its uuid. No foreign key leaves a place.
    stands_for = models.UUIDField(null=True)
    joined_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "stands_for"],
                condition=Q(stands_for__isnull=False),
                name="partnership_organisation_stands_for_once",
            ),
            models.UniqueConstraint(fields=["place", "number"], name="partnership_organisation_number_once"),
            models.UniqueConstraint(fields=["place", "name"], name="partnership_organisation_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="partnership_organisation_has_a_name"),
            models.CheckConstraint(
                condition=Q(successor__isnull=True, succeeded_on__isnull=True)
                | Q(successor__isnull=False, succeeded_on__isnull=False),
                name="partnership_organisation_successor_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        return f"organisation:{self.number}"

    @property
    def called(self) -> str:
        return self.short or self.name


class MemberQuerySet(models.QuerySet["Member"]):
    def here(self) -> Self:
        return self.filter(left_at__isnull=True)


class Member(models.Model):
    """A person in a place, with or without an account."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="members")
    number = models.PositiveIntegerField()
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="members")
    name = models.CharField(max_length=120)
    post = models.CharField(max_length=120, blank=True)  # "ward 7 sister"
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.MAIL)
    lang = models.CharField(max_length=12, default="en")
    steward = models.BooleanField(default=False)
    convenor = models.BooleanField(default=False)
    moderator = models.BooleanField(default=False)  # reads stories before anyone else does
    # Whether their name stands beside their answers, or only where they stand ("a carer").
    signs = models.BooleanField(default=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    # Who does their work now: takes their rights and bars, and decides about what they promised.
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="succeeds")
    succeeded_on = models.DateField(null=True)
    followed_at = models.DateTimeField(null=True)  # when that was recorded: what came later does not pass on

    objects = MemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="partnership_member_number_once"),
            models.UniqueConstraint(fields=["place", "account"], name="partnership_member_account_once"),
            models.UniqueConstraint(
                fields=["place", "email"], condition=~Q(email=""), name="partnership_member_email_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="partnership_member_has_a_name"),
            models.CheckConstraint(
                condition=Q(successor__isnull=True, succeeded_on__isnull=True)
                | Q(successor__isnull=False, succeeded_on__isnull=False),
                name="partnership_member_successor_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        return f"member:{self.number}"


class Membership(models.Model):
    """A person in an organisation: working for it, or only belonging to it. Belonging is not working."""

    place = models.ForeignKey(Place, models.PROTECT)
    member = models.ForeignKey(Member, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    works = models.BooleanField(default=True)
    asked = models.BooleanField(default=False)  # one of the one to three who are asked for it
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "member", "organisation", "since"], name="partnership_membership_once"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="partnership_membership_ends_after_it_begins",
            ),
        ]

    def held_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


class Standpoint(models.Model):
    """A perspective that a member holds. The first is the one they act in unless they say otherwise."""

    place = models.ForeignKey(Place, models.PROTECT)
    member = models.ForeignKey(Member, models.PROTECT, related_name="standpoints")
    perspective = models.CharField(max_length=20, choices=Perspective)
    first = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "member", "perspective"], name="partnership_standpoint_once"
            ),
        ]
