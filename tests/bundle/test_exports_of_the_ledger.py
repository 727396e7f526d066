"""Which acts a copy of the whole place tells, and of which it shows only the hash."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from counterpoint.bundle.copies.events import (
    BOX,
    COLLEAGUE,
    FEW,
    IN_REPLY,
    STEP,
    UNNAMED,
    About,
    Teller,
)
from counterpoint.ledger.models import Event

DAY = timedelta(days=1)
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
ABOUT = About(None, frozenset({2}), frozenset({3}), frozenset({4}), frozenset({5}), False, False, True)
TELLER = Teller(
    {
        "claim:1": ABOUT,
        "claim:2": replace(ABOUT, steps=True),
        "claim:3": replace(ABOUT, detached=True, counted=False),
        "claim:4": replace(ABOUT, held_since=NOW),
    },
    frozenset({"member:9"}),
    frozenset({"frontline"}),
)


@pytest.mark.parametrize(
    ("verb", "subject", "facts", "why"),
    [
        ("claim.answered", "claim:1", {"answer": 1, "perspective": "frontline"}, ""),
        ("claim.answered", "claim:1", {"answer": 1, "perspective": None}, ""),
        ("claim.answered", "claim:1", {"answer": 1, "perspective": "carer"}, FEW),
        ("claim.answered", "claim:1", {"answer": 4, "perspective": "frontline"}, UNNAMED),
        ("claim.answered", "claim:1", {"answer": 5, "perspective": "frontline"}, COLLEAGUE),
        ("claim.answered", "claim:1", {"answer": 1, "voice": "member:9"}, UNNAMED),
        ("claim.answered", "claim:1", {"answer": 1, "voice": "member:90"}, ""),
        ("claim.answered", "claim:2", {"answer": 1, "step": 6}, STEP),
        ("claim.replied", "claim:2", {}, ""),
        ("claim.answered", "claim:4", {"answer": 1}, IN_REPLY),
        ("claim.replied", "claim:4", {}, IN_REPLY),
        ("claim.put", "claim:1", {"named": [{"position": 1, "who": "member:2"}]}, ""),
        ("claim.put", "claim:1", {"named": [{"position": 1, "who": "member:9"}]}, UNNAMED),
        ("claim.put", "claim:3", {"named": [{"position": 1, "who": "member:2"}]}, BOX),
        ("claim.counted", "claim:1", {"ballots": 5}, ""),
        ("claim.counted", "claim:3", {"ballots": 2}, BOX),
        ("member.asked", "member:2", {"asks": [{"claim": "claim:1", "position": 1}]}, ""),
        ("member.asked", "member:2", {"asks": [{"claim": "claim:1", "position": 2}]}, BOX),
        ("member.asked", "member:2", {"asks": [{"claim": "claim:1", "position": 3}]}, UNNAMED),
        ("member.asked", "member:9", {"asks": []}, UNNAMED),
        ("member.added", "member:9", {}, UNNAMED),
        ("member.added", "member:2", {"asked": True}, ""),
        ("organisation.corrected", "organisation:1", {"asked": [2, 9]}, UNNAMED),
        ("organisation.corrected", "organisation:1", {"asked": [2, 90]}, ""),
    ],
)
def test_which_acts_a_copy_of_the_whole_place_tells(
    verb: str, subject: str, facts: dict[str, Any], why: str
) -> None:
    event = Event(seq=1, at=NOW, actor="member:2", verb=verb, subject=subject, facts=facts)
    assert TELLER.why_left_out(event) == why


def test_what_was_said_before_a_contest_began_is_told_as_it_was_told_before() -> None:
    before = Event(seq=1, at=NOW - DAY, actor="member:2", verb="claim.put", subject="claim:4", facts={})
    assert TELLER.why_left_out(before) == ""
