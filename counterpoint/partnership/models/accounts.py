"""Who signs in: an account is global, a member belongs to a place."""

from __future__ import annotations

import hashlib

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core import signing
from django.db import models
from django.utils.crypto import salted_hmac


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


class Passkey(models.Model):
    """A key that a phone, a computer or a small device keeps for somebody, to sign in without a mail.

    What is kept here is its public half: it opens nothing.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="passkeys")
    credential = models.CharField(
        max_length=1400, unique=True
    )  # its identifier, base64url: 1,023 bytes at most
    public = models.BinaryField()  # WebAuthn's attested credential data
    name = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at", "pk"]


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
    """A one-time link. Whoever opens it founds a place: the first, which an empty installation prints by itself; or
    another, or a programme, for which the operator made one.
    """

    link_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    further = models.BooleanField(default=False)  # beside places that are here already
    programme = models.BooleanField(default=False)

    @staticmethod
    def hash_of(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()
