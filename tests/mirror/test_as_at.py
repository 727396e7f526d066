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
from counterpoint.barriers.queries import barrier_page
from counterpoint.claims.models import Claim
from counterpoint.claims.queries.claim_page import claim_page
from counterpoint.claims.queries.record import record_page, wanted_from
from counterpoint.claims.queries.request_page import request_page
from counterpoint.mirror.queries import Asking, message_page, mirror_page
from counterpoint.offers.queries import offer_page
from counterpoint.partnership.models import Member
from counterpoint.promises.queries import promise_page
from tests.mirror.improvising import ACTS, Improviser
from tests.world import build

pytestmark = [pytest.mark.django_db, pytest.mark.proof]

SEEDS = (1, 2, 3, 4)
DAYS = 42
READERS = ("ada", "ben", "ivy")
# Of a claim nobody reads as it was what they may not read now: so these two, whose organisations stay as they are.
ENTITLED_TO_NO_MORE = ("ada", "ivy")
AS_AT = re.compile(r"as-at=\d{4}-\d\d-\d\d&?")
NOTHING_ASKED = re.compile(r"[?&](?=#|$)")
# What a page of the past says of itself; and what can only be done now.
OF_THE_PAST = {"past", "today_url", "labels", "write_url", "as_at", "key"}
# What can be done about a claim can only be done now. How many answers lie in a closed box has no time; which steps people
# chose is told only as it is now.
OF_THE_PAST |= {
    "acts",
    "slip_url",  # what can be done from here on: a slip for others, one that it may be the same as
    "alike",
    "further",
    "refusal",
    "adopt",
    "erase",
    "in_url",
    "talk_url",
    "came_url",
    "back_url",
    "own_url",
}
OF_THE_PAST |= {"box", "bars", "notes", "asks_day"}
OF_THE_PAST |= {"empty", "nothing_yet"}  # a record of today that is empty says how to begin
LOOKED_FOR: tuple[dict[str, str], ...] = (
    {}, {"page": "2"}, {"words": "list bed"}, {"words": "snow"}, {"words": "forty-five"}, {"words": "thirty"},
    {"state": "contested"}, {"state": "unanswered"}, {"state": "heard"}, {"message": "3"}, {"message": "none"},
    {"organisation": "2"}, {"kind": "promise", "organisation": "1"},
)  # fmt: skip
ROOMS = {
    "promise": promise_page, "request": request_page, "barrier": barrier_page, "coproduced": offer_page,
}  # fmt: skip


def plain(page: object) -> Any:
    """A page object as words and numbers, without what says that it is of the past: its links, and its line for today."""
    if is_dataclass(page) and not isinstance(page, type):
        return {
            one.name: plain(getattr(page, one.name)) for one in fields(page) if one.name not in OF_THE_PAST
        }
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
        if first in ENTITLED_TO_NO_MORE:
            found |= claims_read_by(reader, first, at, as_at) | record_read_by(reader, first, at, as_at)
    return found


def claims_read_by(reader: Member, first: str, at: datetime, as_at: date | None) -> dict[str, Any]:
    """The page of every claim, each in its room."""
    found: dict[str, Any] = {}
    for number, kind in (
        Claim.objects.filter(place=reader.place).order_by("number").values_list("number", "kind")
    ):
        room = ROOMS.get(kind, claim_page)
        page = plain(room(reader, number, at, as_at))
        if page is not None:
            found[f"{kind} {number} read by {first}"] = page
    return found


def record_read_by(reader: Member, first: str, at: datetime, as_at: date | None) -> dict[str, Any]:
    """The record, all of it and narrowed in each way."""
    return {
        f"the record {asked} of {first}": plain(record_page(reader, wanted_from(asked, as_at), at))
        for asked in LOOKED_FOR
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_as_at_a_day_is_as_it_was_at_the_end_of_that_day(now: datetime, seed: int) -> None:
    begun = now - timedelta(days=399)
    player = Improviser(build(begun), begun, seed)
    zone, read = player.world.place.zone, {}
    days = sorted(player.dice.sample(range(4, DAYS), 4))
    for number in range(DAYS):
        player.play(player.dice.randint(2, 7))
        if number in days:
            read[player.today] = everything(player, last_instant(player.today, zone), None)
        player.tomorrow()
    player.at += timedelta(days=9)
    wrong = []
    for day, then in read.items():
        said = everything(player, player.at, day)
        wrong += [
            f"{day} {line}" for name, page in then.items() for line in different(page, said[name], name)
        ]
    assert not wrong, "\n".join(wrong[:12])
    print(sorted({one.__name__ for one in ACTS} - player.done))
