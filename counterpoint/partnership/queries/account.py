"""The pages of somebody's own account: where they are signed in, their passkeys, the places they are in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from counterpoint.partnership import policies
from counterpoint.partnership.models import Account, Passkey, Session
from counterpoint.partnership.queries.membership import members
from counterpoint.web.dates import day
from counterpoint.web.order import alphabetically


@dataclass(frozen=True, slots=True)
class SessionRow:
    name: str  # how the page calls it; never the secret of the cookie
    words: str  # "iPhone, since 3 March 2026"
    here: bool


@dataclass(frozen=True, slots=True)
class PasskeyRow:
    number: int
    name: str
    words: str  # "added 3 March 2026, last used 9 March 2026"


@dataclass(frozen=True, slots=True)
class PlaceRow:
    slug: str
    number: int
    name: str
    words: str  # "as Priya Raman, convenor and steward"


@dataclass(frozen=True, slots=True)
class AccountPage:
    """Everything partnership/account.jinja may show."""

    email: str
    sessions: tuple[SessionRow, ...]
    passkeys: tuple[PasskeyRow, ...]
    why_no_passkey: str | None
    places: tuple[PlaceRow, ...]


@dataclass(frozen=True, slots=True)
class PasskeyPage:
    """Everything partnership/add_passkey.jinja and partnership/passkey.jinja may show."""

    options: str  # what the browser gives to the device, as JSON


def account_page(account: Account, here: str | None, origin: str, at: datetime) -> AccountPage:
    signed_in = Session.objects.filter(account=account, expire_date__gt=at).order_by("-begun_at")
    held = list(account.passkeys.all())
    there = members().filter(account=account, left_at=None).order_by(alphabetically("place__name"), "number")
    return AccountPage(
        email=account.email or "",
        sessions=tuple(
            _session(one, here) for one in sorted(signed_in, key=lambda one: one.session_key != here)
        ),
        passkeys=tuple(PasskeyRow(one.pk, one.name, _passkey(one)) for one in held),
        why_no_passkey=policies.why_not_passkey_at(origin) or policies.why_not_add_passkey(len(held)),
        places=tuple(
            PlaceRow(one.place.slug, one.number, one.place.name, _there(one.name, one.convenor, one.steward))
            for one in there
        ),
    )


def _session(one: Session, here: str | None) -> SessionRow:
    what = one.device or "A device that does not say what it is"
    since = f", since {day(localdate(one.begun_at))}" if one.begun_at else ""
    return SessionRow(policies.name_of_session(one.session_key), f"{what}{since}", one.session_key == here)


def _passkey(one: Passkey) -> str:
    used = f"last used {day(localdate(one.used_at))}" if one.used_at else "not used yet"
    return f"added {day(localdate(one.made_at))}, {used}"


def _there(name: str, convenor: bool, steward: bool) -> str:
    roles = " and ".join(words for words, so in (("convenor", convenor), ("steward", steward)) if so)
    return f"as {name}, {roles}" if roles else f"as {name}"
