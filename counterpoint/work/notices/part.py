"""One thing that a letter says. HTML, plain text and text message are three prints of the same parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from counterpoint.analysis.calendar import day_in
from counterpoint.partnership.models import Member, Place
from counterpoint.web import dates


@dataclass(frozen=True, slots=True)
class Button:
    """A link with the words that say what it opens. No link in a mail does anything by itself."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Several things under one heading, each with its link."""

    title: str
    entries: tuple[Button, ...]
    more: str = ""  # "And three others."


@dataclass(frozen=True, slots=True)
class Part:
    """In the order in which it is read."""

    subject: str  # of the mail, if this part comes first
    heading: str
    introduction: str = ""  # who said it, to whom, when
    sentence: str = ""  # what it is about, in its writer's words
    lines: tuple[str, ...] = ()
    listed: tuple[Listed, ...] = ()
    quote: str = ""
    quoted: str = ""  # whose words they are
    readers: tuple[str, ...] = ()  # above the buttons: who will read the answer
    buttons: tuple[Button, ...] = ()
    short: str = ""  # a text message: these words, the sentence, then the link
    link: str = ""
    questions: int = 0
    counts: bool = True  # among the "2 more" of a subject
    about: int = 0  # the number of the claim, so that one letter speaks of it once


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads it, where and when."""

    place: Place
    member: Member
    at: datetime

    @property
    def today(self) -> date:
        return day_in(self.at, self.place.zone)

    def day(self, moment: datetime | date | None) -> str:
        """3 March 2026, on the wall of the place."""
        if isinstance(moment, datetime):
            moment = day_in(moment, self.place.zone)
        return dates.day(moment)


def cut(words: str, most: int) -> str:
    """Short enough for a subject line, cut at a word."""
    words = " ".join(words.split())
    if len(words) <= most:
        return words
    return words[: most - 3].rsplit(" ", 1)[0].rstrip(" ,;:-") + "..."
