"""Who writes what bears on an organisation, or on the place."""

from __future__ import annotations

from counterpoint.partnership.models import Member, Note, Organisation


def why_not_write_note(by: Member, organisation: Organisation | None) -> str | None:
    """Of its own pressure an organisation writes itself; of the whole place its stewards and convenors."""
    if by.left_at:
        return "You have left this place."
    if organisation is None:
        return (
            None
            if by.steward or by.convenor
            else "What bears on the whole place is written by a steward or a convenor."
        )
    here = any(
        one.works and one.until is None and one.organisation_id == organisation.pk
        for one in by.memberships.all()
    )
    return None if here else f"What bears on {organisation.called} is for its own people to write."


def why_not_withdraw_note(by: Member, note: Note) -> str | None:
    if note.withdrawn_at:
        return "This note was taken back already."
    if note.by_id == by.pk or by.steward:
        return None
    return "Only whoever wrote it or a steward can take it back."
