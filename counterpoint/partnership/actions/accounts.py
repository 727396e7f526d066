"""What somebody does with their own account: passkeys, and where they are signed in. In no ledger: it is no place's."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from counterpoint.partnership import policies
from counterpoint.partnership.models import Account, Passkey, Session
from counterpoint.web.http import Refused, require

type State = Mapping[str, Any]  # what a browser was asked, kept in its session until it answers

NOT_READ = "Your device’s answer could not be read. Please try again."
NOT_KNOWN = "That passkey is not known here. Sign in by mail, then add it to your account."


@dataclass(frozen=True, slots=True)
class Asked:
    """What a browser is to give to its device, as JSON, and what to keep until it answers."""

    options: str
    state: State


def _server(origin: str) -> Fido2Server:
    """`origin` is where the browser is: a passkey made for one address is good at no other."""
    host = urlsplit(origin).hostname or ""
    require(policies.why_not_passkey_at(origin))
    return Fido2Server(PublicKeyCredentialRpEntity(name="Counterpoint", id=host))


def ask_for_passkey(*, account: Account, origin: str) -> Asked:
    """Begin to add one. Keys that are there already are named, so that no device makes a second."""
    require(policies.why_not_add_passkey(account.passkeys.count()))
    handle = salted_hmac("counterpoint.passkey", str(account.pk), algorithm="sha256").digest()
    called = account.email or "Counterpoint"
    options, state = _server(origin).register_begin(
        PublicKeyCredentialUserEntity(id=handle, name=called, display_name=called),
        [_public(one) for one in account.passkeys.all()],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return Asked(json.dumps(dict(options)), state)


def add_passkey(
    *, account: Account, origin: str, state: State | None, answer: str, name: str, at: datetime
) -> Passkey:
    require(policies.why_not_add_passkey(account.passkeys.count()))
    made = _checked(
        lambda: _server(origin).register_complete(_kept(state), json.loads(answer)).credential_data
    )
    if made is None:
        raise Refused(NOT_READ)
    credential = websafe_encode(made.credential_id)
    try:
        with transaction.atomic():
            return Passkey.objects.create(
                account=account, credential=credential, public=bytes(made), made_at=at,
                name=name.strip()[:60] or "A passkey",
            )  # fmt: skip
    except IntegrityError:
        raise Refused("That passkey is in use already.") from None


def ask_to_sign_in_with_passkey(*, origin: str) -> Asked:
    """The browser lets somebody choose among the keys that their device holds for this address."""
    options, state = _server(origin).authenticate_begin(
        user_verification=UserVerificationRequirement.REQUIRED
    )
    return Asked(json.dumps(dict(options)), state)


def sign_in_with_passkey(*, origin: str, state: State | None, answer: str, at: datetime) -> Account:
    given = _checked(lambda: dict(json.loads(answer)))
    found = (
        Passkey.objects.select_related("account").filter(credential=str(given.get("id", ""))[:1400]).first()
    )
    if found is None:
        raise Refused(NOT_KNOWN)
    _checked(lambda: _server(origin).authenticate_complete(_kept(state), [_public(found)], given))
    Passkey.objects.filter(pk=found.pk).update(used_at=at)
    return found.account


def remove_passkey(*, account: Account, number: int) -> None:
    account.passkeys.filter(pk=number).delete()


def end_session(*, account: Account, key: str) -> None:
    """Sign out on another device. `key` is what the account's page calls it: never the secret in the cookie."""
    for one in Session.objects.filter(account=account):
        if policies.name_of_session(one.session_key) == key:
            one.delete()


def end_other_sessions(*, account: Account, here: str | None) -> int:
    """Sign out everywhere but here. Returns on how many devices that was."""
    ended, _ = Session.objects.filter(account=account).exclude(session_key=here).delete()
    return ended


def _public(one: Passkey) -> AttestedCredentialData:
    return AttestedCredentialData(bytes(one.public))


def _kept(state: State | None) -> State:
    if state is None:
        raise Refused("That took too long. Please try again.")
    return state


def _checked[T](read: Callable[[], T]) -> T:
    """Whatever a device sends that is not an answer to what was asked is refused with the same sentence."""
    try:
        return read()
    except Refused:
        raise
    except Exception as error:  # the library raises many kinds, all of which mean this
        raise Refused(NOT_READ) from error
