"""The ten messages across places, in sentences, small plots and a table. No name, no order of places, no share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from counterpoint.analysis.disclosure import FEWEST, Spread
from counterpoint.claims.choices import MESSAGES
from counterpoint.programme.queries.counts import Spreads
from counterpoint.web.dates import counted, listed, number_word
from counterpoint.web.dots import Dots, lay_out, tallest


@dataclass(frozen=True, slots=True)
class Plot:
    name: str
    mark: str
    dots: Dots
    description: str


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """One message across the places that are drawn."""

    number: int
    title: str
    sentence: str
    plots: tuple[Plot, ...]


def rows_of(found: Mapping[int, Spreads | None], drawn: int) -> tuple[SpreadRow, ...]:
    return tuple(_row(message, one, drawn) for message, one in found.items() if one is not None)


def _row(message: int, found: Spreads, drawn: int) -> SpreadRow:
    high = max(tallest(one) for one in (found.claimed, found.confirmed, found.contested))
    return SpreadRow(
        number=message,
        title=MESSAGES[message],
        sentence=sentence_of(found, drawn),
        plots=(
            _plot("ring", "claimed", found.claimed, high, first=1),
            _plot("confirmed", "so", found.confirmed, high),
            _plot("contested", "not so", found.contested, high),
        ),
    )


def _plot(mark: str, name: str, found: Spread, high: int, first: int = 0) -> Plot:
    """Side by side and equally high. Only places that have claimed something are here, so that line begins at one."""
    said = [f"{counted(have, 'place')} with {number_word(number)}" for number, have in found]
    return Plot(name, mark, lay_out(found, first=first, high=high), listed(said))


def sentence_of(found: Spreads, drawn: int) -> str:
    """ "Twelve of the 30 places have claimed something here. Those who would know say that something is so in nine …" """
    claiming = sum(have for _, have in found.claimed)
    so, not_so = at_least_once(found.confirmed), at_least_once(found.contested)
    begun = f"{number_word(claiming).capitalize()} of the {number_word(drawn)} places have claimed something here."
    if not so and not not_so:
        return f"{begun} Those who would know have not said yet, in any of them, that it is so or that it is not."
    parts = [f"that something is so in {_how_many(so, claiming)}" if so else ""]
    parts.append(f"that something is not in {_how_many(not_so, claiming)}" if not_so else "")
    return f"{begun} Those who would know say {listed([one for one in parts if one])}."


def at_least_once(found: Spread) -> int:
    return sum(have for number, have in found if number)


def _how_many(number: int, of: int) -> str:
    return "all of them" if number == of else number_word(number)


def too_few(found: Mapping[int, Spreads | None], drawn: int) -> str:
    """What is not drawn, and why: in words, so that a gap in the page is not a riddle."""
    missing = [message for message, one in found.items() if one is None]
    if not drawn or not missing:
        return ""
    few = f"Fewer than {number_word(FEWEST)} of the {number_word(drawn)} places have claimed anything"
    if len(missing) == len(MESSAGES):
        return (
            f"{few} on any one of the ten messages. So nothing can be shown here without giving places away."
        )
    return f"{few} on {'message' if len(missing) == 1 else 'messages'} {listed([str(one) for one in missing])}, so nothing is shown there."


def drawn_in_words(drawn: int) -> str:
    if not drawn:
        return (
            f"No counts are shown yet. They are shown from {number_word(FEWEST)} places on, and places enter and "
            f"leave {number_word(FEWEST)} or more at a time: so nobody can tell which place a count is of."
        )
    return (
        f"{counted(drawn, 'place').capitalize()} are counted here. Each chose to be, and none is named. Places enter and "
        f"leave {number_word(FEWEST)} or more at a time: so nobody can tell which place a count is of."
    )


def table_of(
    rows: tuple[SpreadRow, ...], found: Mapping[int, Spreads | None]
) -> tuple[tuple[object, ...], ...]:
    """(message, how many claims, places that claimed so many, … confirmed, … contested)"""
    lines: list[tuple[object, ...]] = []
    for row in rows:
        one = found[row.number]
        assert one is not None  # noqa: S101  # only those have a row
        three = [dict(part) for part in (one.claimed, one.confirmed, one.contested)]
        for number in sorted(set().union(*three)):
            lines.append((f"{row.number} {row.title}", number, *(part.get(number, 0) for part in three)))
    return tuple(lines)
