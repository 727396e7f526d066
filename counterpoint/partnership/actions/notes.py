"""Pressure notes and context notes: what bears on an organisation this quarter, or on the whole place."""

from __future__ import annotations

from datetime import date, datetime

from counterpoint.analysis.identifiers import why_not_say
from counterpoint.ledger.actions import act
from counterpoint.partnership.models import Member, Note, Organisation, Place
from counterpoint.partnership.policies.notes import why_not_withdraw_note, why_not_write_note
from counterpoint.web.http import require

LONGEST = 300


def write_note(
    *,
    place: Place,
    organisation: Organisation | None,
    words: str,
    begins_on: date,
    ends_on: date | None = None,
    by: Member | None,
    at: datetime,
) -> Note:
    """`organisation` None: about the whole place. `by` None: the demonstration, or the operator."""
    with act(place.pk, verb="note.written", by=by.ref if by else "system", at=at) as event:
        require(why_not_write_note(by, organisation) if by else None)
        require(None if words.strip() else "Say in a line what it is.", field="words")
        require(None if len(words) <= LONGEST else f"Keep it to {LONGEST} characters.", field="words")
        require(why_not_say(words), field="words")
        require(
            "It can’t end before it begins." if ends_on and ends_on < begins_on else None, field="ends_on"
        )
        number = event.number(Note)
        event.subject = organisation.ref if organisation else place.ref
        event.facts |= {"note": number, "begins": begins_on.isoformat()}
        if ends_on:
            event.facts["ends"] = ends_on.isoformat()
        return Note.objects.create(
            place=place, number=number, organisation=organisation, words=event.text(words.strip()),
            begins_on=begins_on, ends_on=ends_on, by=by, at=event.at,
        )  # fmt: skip


def withdraw_note(*, note: Note, by: Member, at: datetime) -> Note:
    """Take it back. It is no longer shown; that it was written stays in the ledger."""
    with act(note.place_id, verb="note.withdrawn", by=by.ref, at=at) as event:
        note = Note.objects.select_related("organisation", "place").get(pk=note.pk)
        require(why_not_withdraw_note(by, note))
        note.withdrawn_at = event.at
        note.save(update_fields=["withdrawn_at"])
        event.subject = note.organisation.ref if note.organisation else note.place.ref
        event.facts["note"] = note.number
        return note
