"""Ways out: one interface, three ways. Which one is used follows from what the operator has set.

Mail: a server (MAIL_URL), else GOV.UK Notify if it has a template for mail, else files. Text messages:
GOV.UK Notify, else files. From a demonstration nothing leaves the machine, whatever is set.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.conf import settings

from counterpoint.partnership.choices import Channel as Reach


@dataclass(frozen=True, slots=True)
class Message:
    """What is to reach whom. `key` is the same on every try; `again`: an earlier try may have got through."""

    to: str
    subject: str
    text: str
    html: str | None
    kind: str  # mail or text
    key: str
    at: datetime
    name: str = ""
    reply_to: str = ""
    lang: str = "en"
    again: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """It is out of our hands."""

    reference: str


@dataclass(frozen=True, slots=True)
class Failed:
    """It did not go. `lasting`: it will not go another time either, unless somebody puts something right."""

    why: str
    lasting: bool = False


class Channel(Protocol):
    def send(self, message: Message) -> Sent | Failed: ...


def channel_for(kind: str, *, demonstration: bool) -> Channel:
    from counterpoint.work.channels.file import FileOutbox
    from counterpoint.work.channels.mail import MailServer
    from counterpoint.work.channels.notify import Notify

    if not demonstration:
        if kind == Reach.MAIL and settings.SENDS_MAIL:
            return MailServer()
        template = templates().get(kind, "")
        if settings.NOTIFY_KEY and template:
            return Notify(settings.NOTIFY_KEY, template)
    return FileOutbox(settings.OUTBOX)


def templates() -> dict[str, str]:
    """The identifiers of the operator's templates at GOV.UK Notify: ((subject)) and ((message)), no more."""
    return {
        Reach.MAIL: settings.NOTIFY_MAIL_TEMPLATE,
        Reach.TEXT: settings.NOTIFY_TEXT_TEMPLATE,
    }
