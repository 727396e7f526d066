"""What bore on a place, or on one of its partners, in the demonstration's files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from counterpoint.demo.stage import Stage
from counterpoint.partnership import actions as partnership


def note(
    stage: Stage,
    at: datetime,
    *,
    by: str,
    words: str,
    begins: date,
    ends: date | None = None,
    organisation: str = "",
) -> None:
    """Of an organisation it is a note of pressure; of none, of what bears on the whole place."""
    partnership.write_note(
        place=stage.place,
        organisation=stage.organisations.get(organisation),
        words=words,
        begins_on=begins,
        ends_on=ends,
        by=stage.people[by],
        at=at,
    )


VERBS: dict[str, Callable[..., None]] = {"note": note}
