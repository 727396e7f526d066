"""What a rule is told, and what it suggests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse

from counterpoint.analysis.calendar import add_working_days
from counterpoint.claims.queries.addresses import record_url
from counterpoint.mirror.choices import NextRule
from counterpoint.mirror.policies import why_not_reach
from counterpoint.mirror.queries.counting import Beside, Counts, Tally
from counterpoint.mirror.queries.hearing import Spoken
from counterpoint.mirror.queries.knowing import Known
from counterpoint.mirror.queries.people import Directory, Person
from counterpoint.partnership.models import Member, Place
from counterpoint.web.dates import MONTHS

WORKING_DAYS = 5  # in which what is suggested may well be done
SHORT = 70


@dataclass(frozen=True, slots=True)
class Next:
    """What next: who does what, about which record, and where it opens ready to send. Gone when it is done."""

    rule: NextRule
    message: int
    who: str  # a person by name and post, or where they stand
    member: int | None  # the number of that person in the place
    act: str  # a sentence that names them
    about: str  # the record's address, or the row's
    opens: str
    button: str  # the words of the link that opens it
    question: str  # to ask in the room
    since: date


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the rules look at: one place, as one reader may know it, on one day."""

    place: Place
    reader: Member
    day: date
    known: Sequence[Known]
    spoken: Sequence[Spoken]
    tallies: Sequence[Tally]
    counts: Mapping[int, Counts]
    beside: Beside
    who: Directory

    @property
    def by(self) -> str:
        """The day by which it may well be done."""
        on = add_working_days(self.day, WORKING_DAYS, self.place.nation)
        return f"{on.day} {MONTHS[on.month - 1]}"

    @property
    def has_programme(self) -> bool:
        """Is the place in one? As `member_of` read the reader; a programme has none above it."""
        return not self.place.programme and getattr(self.reader, "in_programme", False)

    def record(self, one: Known | Spoken) -> str:
        return record_url(self.place.slug, one.kind, one.number)

    def row(self, message: int) -> str:
        return reverse("mirror:message", kwargs={"slug": self.place.slug, "number": message})

    def form(self, name: str, query: str = "", **address: object) -> str:
        return reverse(name, kwargs={"slug": self.place.slug, **address}) + (f"?{query}" if query else "")

    def reach(
        self, person: Person | None, subject: str, words: str, record: str, *, ring: bool = False
    ) -> tuple[str, str]:
        """A letter to them, begun, or their telephone: an address and the words on it. Else the record itself."""
        if person is None or why_not_reach(self.reader, person.member.signs):
            return record, "Open the record"
        if ring and person.member.phone:
            return f"tel:{person.member.phone.replace(' ', '')}", f"Ring {person.member.phone}"
        if person.member.email:
            body = f"{words}\n\n{settings.ADDRESS}{record}"
            letter = f"mailto:{person.member.email}?subject={quote(subject)}&body={quote(body)}"
            return letter, f"Write to {person.member.name}"
        return record, "Open the record"


def short(sentence: str) -> str:
    """A claim's words inside a sentence: “Weekend social work cover”."""
    words = sentence.rstrip(" .")
    if len(words) > SHORT:
        words = words[:SHORT].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return f"“{words}”"
