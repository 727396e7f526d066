"""Signing in, by a mailed link or by the code in the same mail. Not an act in any place, so in no ledger."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import caches
from django.db import transaction
from django.db.models import Q

from counterpoint.partnership import policies
from counterpoint.partnership.models import Account, Member, SignIn
from counterpoint.web.http import Refused, require

# How often: for one address, whoever asks; and from one network, whomever for. A hospital is one network.
A_ADDRESS, ADDRESS_LASTS = 5, timedelta(hours=1)
A_NETWORK, NETWORK_LASTS = 60, timedelta(minutes=15)
KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whose session begins, and where they were going."""

    account: Account
    next_path: str


def ask_to_sign_in(*, email: str, next_path: str, network: str, at: datetime) -> SignIn:
    """Write down that somebody wants to sign in; `work` mails it.

    Known or not, too often or not, the same is done and said. What is not to be mailed gets a row without an address.
    """
    email = email.strip().lower()
    if not _within(f"network:{network}", A_NETWORK, NETWORK_LASTS):
        raise Refused(
            "That was many times in a short while. Wait a quarter of an hour, then try again.", field="email"
        )
    seldom = _within(f"address:{email}", A_ADDRESS, ADDRESS_LASTS)
    known = Member.objects.here().filter(email=email).exists() if email else False
    SignIn.objects.filter(asked_at__lt=at - KEPT).delete()
    return SignIn.objects.create(
        email=email if known and seldom else "",
        nonce=secrets.token_hex(16),
        asked_at=at,
        expires_at=at + policies.SIGN_IN_LASTS,
        next_path=policies.local_path(next_path),
    )


def _within(what: str, most: int, lasts: timedelta) -> bool:
    """Count one more, in the cache that every process shares. Neither address nor network is kept as it is."""
    cache = caches["shared"]
    key = "sign-in:" + hashlib.sha256(what.encode()).hexdigest()
    if cache.add(key, 1, timeout=int(lasts.total_seconds())):
        return True
    try:
        return cache.incr(key) <= most
    except ValueError:  # it ran out between the two
        return True


def sign_in_sent(*, row: SignIn, at: datetime) -> None:
    """`work` has mailed it."""
    row.sent_at = at
    row.save(update_fields=["sent_at"])


@transaction.atomic
def sign_in_by_link(*, token: str, at: datetime) -> SignedIn:
    nonce = SignIn.nonce_in(token)
    row = SignIn.objects.select_for_update().filter(nonce=nonce).first() if nonce else None
    require(policies.why_not_link(row, at))
    assert row is not None  # noqa: S101  # the policy has refused it
    return _signed_in(row, at)


def sign_in_by_code(*, asked: int | None, typed: str, at: datetime) -> SignedIn:
    """`asked` is the row that this browser asked for: a code is good only where it was asked for."""
    with transaction.atomic():
        row = SignIn.objects.select_for_update().filter(pk=asked).first() if asked else None
        why_not = policies.why_not_code(row, typed, at)
        if row is not None and why_not is None:
            return _signed_in(row, at)
        if row is not None:
            row.wrong_codes += 1
            row.save(update_fields=["wrong_codes"])
    # Outside the transaction, so that the wrong try stays counted.
    raise Refused(why_not or "", field="code")


def _signed_in(row: SignIn, at: datetime) -> SignedIn:
    """One mail signs in once; what else was mailed to that address is spent with it."""
    SignIn.objects.filter(email=row.email, used_at__isnull=True).update(used_at=at)
    return SignedIn(_account_of(row.email), row.next_path)


def _account_of(email: str) -> Account:
    """The account of an address that has just been proved, tied to each member who has that address, in every place."""
    theirs = Member.objects.here().filter(email=email)
    account = Account.objects.filter(email=email).first()
    if account is None:
        account = Account.objects.filter(email=None, members__in=theirs).first() or Account()
        account.email = email
        account.save()
    Member.objects.filter(Q(account=account) & ~Q(email=email)).update(account=None)
    theirs.update(account=account)
    return account


@transaction.atomic
def account_for(*, member: Member) -> Account:
    """An account for somebody who stands before us: the founder, or in the demonstration anyone at all.

    Only there is the same address taken for the same person in another place: nobody has proved it.
    """
    fresh = Member.objects.select_for_update().get(pk=member.pk)
    if fresh.account is None:
        fresh.account = Account.objects.create()
        fresh.save(update_fields=["account"])
        if member.place.demonstration and fresh.email:
            same = Member.objects.here().filter(email=fresh.email, place__demonstration=True, account=None)
            same.update(account=fresh.account)
    return fresh.account
