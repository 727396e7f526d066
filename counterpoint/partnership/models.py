"""Who is here, and for whom.

An account is global; a member is someone in one place. Every other table carries its place, and no key leaves it.
"""

from __future__ import annotations

import hashlib
import uuid
from datetime import date, datetime
from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core import signing
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from counterpoint.partnership.choices import Channel, Nation, OrganisationKind, Perspective


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(email=(username or "").lower())


class Account(AbstractBaseUser):
    """Someone who has signed in. Holds nothing about any place.

    Its address is one that a sign-in mail reached. A founder has none yet: they stay signed in where they founded,
    and their account takes its address from their first mail.
    """

    password = None  # type: ignore[assignment]  # nobody here has one: sign-in is by mailed link or code
    email = models.EmailField(unique=True, null=True)

    USERNAME_FIELD = "email"
    is_active = True
    objects = AccountManager()

    def set_unusable_password(self) -> None:
        """There is no password to make unusable."""

    def get_session_auth_hash(self) -> str:
        """Django signs a session out when this changes. There is no password for it to follow."""
        return salted_hmac("counterpoint.session", str(self.pk), algorithm="sha256").hexdigest()


class SignIn(models.Model):
    """One mailed link with its code: fifteen minutes, once.

    Link and code are made from the nonce with the secret key, so that `work` can mail them a moment later and neither
    is kept here. An address that is not known gets a row without an address: it behaves the same, and is never mailed.
    """

    email = models.EmailField(blank=True)
    nonce = models.CharField(max_length=32, unique=True)
    asked_at = models.DateTimeField(db_index=True)
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    next_path = models.CharField(max_length=300, blank=True)

    SIGNER = signing.Signer(sep=".", salt="counterpoint.sign-in")

    @property
    def token(self) -> str:
        return self.SIGNER.sign(self.nonce)

    @classmethod
    def nonce_in(cls, token: str) -> str | None:
        """The nonce of a link that we made; None for a forged one."""
        try:
            return cls.SIGNER.unsign(token)
        except signing.BadSignature:
            return None

    @property
    def code(self) -> str:
        """Six figures, from the nonce and the secret key."""
        digest = salted_hmac("counterpoint.sign-in.code", self.nonce, algorithm="sha256").digest()
        return f"{int.from_bytes(digest[:8]) % 1_000_000:06}"


class Founding(models.Model):
    """The one-time link that an empty installation prints. Whoever opens it founds the first place."""

    link_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    @staticmethod
    def hash_of(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()


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

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(slug="") & ~Q(name=""), name="partnership_place_has_a_name")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        return f"place:{self.uuid}"


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
    joined_at = models.DateTimeField()

    class Meta:
        constraints = [
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
    # Whether their name stands beside their answers, or only where they stand ("a carer").
    signs = models.BooleanField(default=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="partnership_member_number_once"),
            models.UniqueConstraint(fields=["place", "account"], name="partnership_member_account_once"),
            models.UniqueConstraint(
                fields=["place", "email"], condition=~Q(email=""), name="partnership_member_email_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="partnership_member_has_a_name"),
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


class BringIn(models.Model):
    """A spreadsheet on its way in: read, and waiting for a person to say that it was read rightly.

    Goes as soon as everything in it has been brought in, or after a week.
    """

    place = models.ForeignKey(Place, models.PROTECT)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    file_name = models.CharField(max_length=200)
    sheets = models.JSONField(default=list)  # [{"name", "rows": [[cell, …], …]}, …]
    reading = models.JSONField(
        default=dict
    )  # which column of which sheet says what, and which doubles are one
    # What was in the action list, for the promises room to take: see queries.brought_in_actions.
    actions = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "by"], name="partnership_bring_in_one_at_a_time"),
        ]


def is_quiet(place: Place, at: datetime) -> bool:
    """A new place has a quiet fortnight: everything is visible to its parties only."""
    return place.quiet_until is not None and at < place.quiet_until
