"""What bears on the place and on its partners, and since when: shown beside promises, and on a page of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from counterpoint.analysis.calendar import day_in
from counterpoint.partnership.models import Member, Note, Place
from counterpoint.partnership.policies.notes import why_not_withdraw_note, why_not_write_note
from counterpoint.web.dates import month

MOST = 5  # beside something else


@dataclass(frozen=True, slots=True)
class NoteLine:
    number: int
    about: str  # the organisation; "" for the whole place
    words: str
    when: str  # "since May 2026", "May to July 2026"
    may_withdraw: bool = False


@dataclass(frozen=True, slots=True)
class NotesPage:
    """Everything partnership/notes.jinja may show."""

    now: tuple[NoteLine, ...]
    before: tuple[NoteLine, ...]
    may_write: bool


def in_force(place: Place | int, day: date, until: datetime | None = None) -> QuerySet[Note]:
    """Notes that bear on that day. `until`: those that were written by then, and not withdrawn yet."""
    key = place if isinstance(place, int) else place.pk
    still = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    written = Q(withdrawn_at=None)
    if until is not None:
        written = Q(at__lte=until) & (written | Q(withdrawn_at__gt=until))
    found = Note.objects.filter(still, written, place_id=key, begins_on__lte=day)
    return found.select_related("organisation", "words").order_by("-begins_on", "-number")


def beside(
    place: Place | int, organisations: Collection[int], day: date, until: datetime | None = None
) -> tuple[NoteLine, ...]:
    """What bears on these organisations, and on the whole place, on that day: for a page about what they promised."""
    theirs = in_force(place, day, until).filter(Q(organisation=None) | Q(organisation__in=organisations))
    return tuple(note_line(one) for one in theirs[:MOST])


def bearing(notes: Iterable[Note], organisations: Collection[int], day: date) -> tuple[NoteLine, ...]:
    """The same from notes that were read already."""
    theirs = [
        one
        for one in notes
        if one.begins_on <= day
        and (one.ends_on is None or one.ends_on >= day)
        and (one.organisation is None or one.organisation.pk in organisations)
    ]
    newest = sorted(theirs, key=lambda one: (one.begins_on, one.number), reverse=True)
    return tuple(note_line(one) for one in newest[:MOST])


def notes_page(member: Member, at: datetime) -> NotesPage:
    place = member.place
    today = day_in(at, place.zone)
    rows = Note.objects.filter(place=place, withdrawn_at=None).select_related("organisation", "words")
    lines = {one.pk: note_line(one, member) for one in rows.order_by("-begins_on", "-number")}
    current = {one.pk for one in in_force(place, today)}
    ahead = {one.pk for one in rows if one.begins_on > today}
    return NotesPage(
        now=tuple(line for key, line in lines.items() if key in current | ahead),
        before=tuple(line for key, line in lines.items() if key not in current | ahead),
        may_write=bool(about_choices(member)),
    )


def about_choices(member: Member) -> list[tuple[str, str]]:
    """What this member may write a note about: (number of an organisation, or "" for the place, words)."""
    theirs = [one.organisation for one in member.memberships.all() if one.until is None]
    found = [(str(one.number), one.name) for one in theirs if why_not_write_note(member, one) is None]
    if why_not_write_note(member, None) is None:
        found.append(("place", f"The whole of {member.place.name}"))
    return found


def note_numbered(place: Place, number: int) -> Note | None:
    return Note.objects.filter(place=place, number=number, withdrawn_at=None).first()


def note_line(one: Note, reader: Member | None = None) -> NoteLine:
    return NoteLine(
        number=one.number,
        about=one.organisation.name if one.organisation else "",
        words=str(one.words),
        when=_when(one),
        may_withdraw=reader is not None and why_not_withdraw_note(reader, one) is None,
    )


def _when(one: Note) -> str:
    begins = month(one.begins_on)
    if one.ends_on is None:
        return f"since {begins}"
    ends = month(one.ends_on)
    return begins if begins == ends else f"{begins} to {ends}"
