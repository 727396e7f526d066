"""A page as at a past day is the page that could be read at the end of that day, when nothing later had been done.

Weeks of acts by dice. At the end of chosen days everything is read, as it stands: then the record holds only what had been
done by then. When all has been done, the same pages are read as at those days. They have to be equal.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

import pytest

from counterpoint.analysis.calendar import last_instant
from counterpoint.mirror.queries import Asking, message_page, mirror_page
from tests.mirror.improvising import ACTS, Improviser
from tests.world import build

pytestmark = [pytest.mark.django_db, pytest.mark.proof]

SEEDS = (1, 2, 3, 4)
DAYS = 56
READERS = ("ada", "ben", "ivy")
AS_AT = re.compile(r"as-at=\d{4}-\d\d-\d\d&?")
NOTHING_ASKED = re.compile(r"[?&](?=#|$)")
# What a page of the past says of itself; and what can only be done now.
OF_THE_PAST = {"past", "today_url", "labels", "write_url", "as_at", "key"}


def plain(page: object) -> Any:
    """A page object as words and numbers, without what says that it is of the past: its links, and its line for today."""
    if is_dataclass(page) and not isinstance(page, type):
        return {one.name: plain(getattr(page, one.name)) for one in fields(page) if one.name not in OF_THE_PAST}
    if isinstance(page, dict):
        return {key: plain(value) for key, value in page.items()}
    if isinstance(page, list | tuple):
        return [plain(one) for one in page]
    if isinstance(page, Enum):
        return page.value
    return NOTHING_ASKED.sub("", AS_AT.sub("", page)) if isinstance(page, str) else page


def different(one: Any, other: Any, where: str = "") -> list[str]:
    """Each place in which two pages differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        keys = sorted({*one, *other})
        return [line for key in keys for line in different(one.get(key), other.get(key), f"{where}.{key}")]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return [line for place, pair in pairs for line in different(*pair, where=f"{where}[{place}]")]
    return [] if one == other else [f"{where}: then {one!r}, now said {other!r}"]


def everything(player: Improviser, at: datetime, as_at: date | None) -> dict[str, Any]:
    """All pages that show standings, as three people read them."""
    found: dict[str, Any] = {}
    for first in READERS:
        reader = player.named(first)
        found[f"Mirror of {first}"] = plain(mirror_page(reader, Asking(as_at), at))
        for message in (2, 3, 6, 9):
            shown = message_page(reader, message, at, as_at, None)
            found[f"message {message} of {first}"] = plain(shown)
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_as_at_a_day_is_as_it_was_at_the_end_of_that_day(now: datetime, seed: int) -> None:
    begun = now - timedelta(days=399)
    player = Improviser(build(begun), begun, seed)
    zone, read = player.world.place.zone, {}
    days = sorted(player.dice.sample(range(4, DAYS), 7))
    for number in range(DAYS):
        player.play(player.dice.randint(2, 7))
        if number in days:
            read[player.today] = everything(player, last_instant(player.today, zone), None)
        player.tomorrow()
    player.at += timedelta(days=9)
    wrong = []
    for day, then in read.items():
        said = everything(player, player.at, day)
        wrong += [f"{day} {line}" for name, page in then.items() for line in different(page, said[name], name)]
    assert not wrong, "\n".join(wrong[:12])
    print(sorted({one.__name__ for one in ACTS} - player.done))
