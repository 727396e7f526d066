"""The figures of the demonstration, and what the command line is told of them."""

from __future__ import annotations

from datetime import date

import pytest

from counterpoint.mirror.queries import mirror_figures, mirror_text
from tests.world import World

SEPTEMBER = date(2026, 9, 30)

# claimed, confirmed, partly, contested, unanswered, not due: domain.md F1, 30 September 2026
HARROWMERE = {
    1: (2, 1, 0, 1, 0, 0),
    2: (2, 1, 0, 1, 0, 0),
    3: (5, 2, 1, 1, 0, 1),
    4: (2, 1, 0, 0, 1, 0),
    5: (1, 0, 0, 1, 0, 0),
    6: (3, 1, 1, 1, 0, 0),
    7: (2, 1, 1, 0, 0, 0),
    8: (3, 2, 0, 1, 0, 0),
    9: (5, 3, 1, 1, 0, 0),
    10: (3, 2, 0, 0, 0, 1),
}
NAMES = ("claimed", "confirmed", "partly", "contested", "unanswered", "notdue")


def test_harrowmere_has_the_figures_of_its_table_and_its_sentences_say_the_same(
    demonstration: None,
) -> None:
    told = mirror_figures("harrowmere", SEPTEMBER)
    assert (told["place"], told["as_at"]) == ("harrowmere", "2026-09-30")
    found = {row["message"]: tuple(row[name] for name in NAMES) for row in told["messages"]}
    assert found == HARROWMERE
    assert all(row["withdrawn"] == 0 and row["overdue"] == 0 for row in told["messages"])
    assert (
        "We put the place first, or promised to, five times. Those it was for say twice that it is so, once partly, "
        "once that it is not. One is due in January 2027."
    ) in mirror_text("harrowmere", SEPTEMBER)


def test_before_anything_was_put_every_message_is_empty(world: World) -> None:
    told = mirror_figures("aldermouth", date(2020, 1, 1))
    assert [row["message"] for row in told["messages"]] == list(range(1, 11))
    assert all(row["claimed"] == 0 for row in told["messages"])


def test_an_unknown_place_is_said_with_the_places_that_are_here(world: World) -> None:
    with pytest.raises(LookupError, match=r"no place called nowhere here\. Places: aldermouth"):
        mirror_figures("nowhere", SEPTEMBER)
