"""What the pages of signing in show, and what `work` mails."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.urls import reverse

from counterpoint.partnership import policies
from counterpoint.partnership.models import Founding, SignIn


@dataclass(frozen=True, slots=True)
class SignInPage:
    """Everything partnership/sign_in.jinja may show."""

    next: str  # the page of ours that they asked for, or nothing
    passkeys: bool  # they work at this address


@dataclass(frozen=True, slots=True)
class CodePage:
    """Everything partnership/code.jinja may show: nothing that depends on who asked."""


@dataclass(frozen=True, slots=True)
class LinkPage:
    """Everything partnership/link.jinja may show: a button, or why there is none."""

    email: str
    why_not: str | None


@dataclass(frozen=True, slots=True)
class StartPage:
    """Everything partnership/start.jinja may show."""

    why_not: str | None
    programme: bool  # what is founded has places for partners


class SignInMail(NamedTuple):
    """What a sign-in mail says."""

    email: str
    link_path: str
    code: str


def link_page(token: str, at: datetime) -> LinkPage:
    """A forged link costs no look at the database."""
    nonce = SignIn.nonce_in(token)
    row = SignIn.objects.filter(nonce=nonce).first() if nonce else None
    why_not = policies.why_not_link(row, at)
    return LinkPage(row.email if row and why_not is None else "", why_not)


def start_page(token: str) -> StartPage:
    founding = Founding.objects.filter(link_hash=Founding.hash_of(token)).first()
    return StartPage(policies.why_not_found(founding), founding is not None and founding.programme)


def sign_ins_to_send(at: datetime) -> list[SignIn]:
    """For `work`: what has been asked for, is not mailed yet and has not run out. Oldest first."""
    waiting = SignIn.objects.filter(sent_at=None, used_at=None, expires_at__gt=at).exclude(email="")
    return list(waiting.order_by("asked_at"))


def sign_in_mail(row: SignIn) -> SignInMail:
    return SignInMail(row.email, reverse("partnership:sign_in_link", kwargs={"token": row.token}), row.code)
