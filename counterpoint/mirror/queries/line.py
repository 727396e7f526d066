"""The partners' one human line, and whose turn it is."""

from __future__ import annotations

from dataclasses import dataclass

from counterpoint.claims.choices import State
from counterpoint.claims.policies.line import whose_turn, why_not_write_line
from counterpoint.claims.queries.addresses import record_url
from counterpoint.mirror.choices import LINE, LINE_STANDS
from counterpoint.mirror.queries.knowing import Known
from counterpoint.mirror.queries.people import Directory
from counterpoint.mirror.queries.reading import View
from counterpoint.web.dates import day, month


@dataclass(frozen=True, slots=True)
class LineBox:
    """The line, who wrote it, and who writes the next."""

    words: str
    by: str  # "Harrowmere on 30 September 2026, in the words of Lantern House"
    agree_url: str
    agree_words: str
    missing: str  # "Nobody has written this month's line. It is Oakhollow Care's turn."
    write_url: str


def line_box(view: View, known: list[Known], who: Directory, write_url: str) -> LineBox:
    newest = max(
        (one for one in known if one.kind == LINE and not one.gone and view.day - one.put_on <= LINE_STANDS),
        key=lambda one: one.number,
        default=None,
    )
    partners = [
        one for one in who.organisations.values() if one.successor_id is None and who.someone_from(one.pk)
    ]
    turn = whose_turn(partners, view.place, view.day)
    written = newest is not None and month(newest.put_on) == month(view.day)
    missing = ""
    if not written:
        missing = "Nobody has written this month’s line."
        missing += f" It is {whose(turn.called)} turn." if turn else ""
    may = not view.past and not written and why_not_write_line(view.member, turn) is None
    here = f"{view.place.name} on {day(view.day)}"
    if newest is None:
        return LineBox("", f"{here}.", "", "", missing, write_url if may else "")
    whose_words = f"in the words of {who.called(newest.claimant)}"
    by = (
        f"{here}, {whose_words}, whose turn it is."
        if written
        else f"{here}. The line is from {month(newest.put_on)}, {whose_words}."
    )
    url = record_url(view.place.slug, newest.kind, newest.number)
    url += f"?as-at={view.day.isoformat()}" if view.past else ""
    return LineBox(newest.sentence, by, url, agreement(newest), missing, write_url if may else "")


def agreement(line: Known) -> str:
    """The link under the line: a question, and what the other partners have said so far."""
    said = {
        State.CONFIRMED: "The others who answered agree.",
        State.PARTLY: "The others agree in part.",
        State.CONTESTED: "Another partner does not agree.",
    }.get(line.state, "")
    return f"{said} Do you?" if said else "Do you agree with this line?"


def whose(name: str) -> str:
    return f"{name}’" if name.endswith("s") else f"{name}’s"
