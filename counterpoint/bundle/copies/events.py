"""The ledger as a copy may tell it: in full, or only its hash where it tells what its reader may not know.

A left-out event shows its number, its day and its hash. So the chain still holds from link to link up to the head,
and the salt in its facts keeps it from being found out by trying.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import Rule
from counterpoint.claims.queries.claim_answers import held_from
from counterpoint.claims.queries.claim_counts import counts_of, is_boxed
from counterpoint.claims.queries.claim_loading import Loaded
from counterpoint.ledger.models import Event

IN_REPLY = "It tells of a contest in its reply time."
UNNAMED = "It tells of somebody who is not shown by name."
FEW = "It tells where somebody stands, of a group of fewer than five."
BOX = "It tells of a box in which answers cannot be told apart."
STEP = "It tells which step somebody chose."
COLLEAGUE = "It tells what a colleague said, to somebody who has not spoken yet."

MEMBER = re.compile(r"member:\d+")


@dataclass(frozen=True, slots=True)
class About:
    """What has to be known of a claim to say which of its events may be told."""

    held_since: datetime | None  # in its reply time: since when it is contested
    boxed: frozenset[int]  # positions of counterparts who answer into a box
    groups: frozenset[int]  # positions of everyone with a perspective
    unnamed: frozenset[int]  # answers that are shown without a name
    unread: frozenset[int]  # answers that the reader may not read yet
    steps: bool
    detached: bool
    counted: bool  # the counts of its box are shown


def about(loaded: Loaded) -> About:
    claim, matched = loaded.claim, loaded.heard.matched
    unnamed, unread = set(), set()
    for one in loaded.answers:
        counterpart = matched.get(one.pk)
        if one.member and (not one.member.signs or (counterpart and counterpart.perspective)):
            unnamed.add(one.position)
        if counterpart is not None and held_from(loaded, one, counterpart):
            unread.add(one.position)
    return About(
        held_since=(claim.stood_at or claim.put_at) if loaded.held_back else None,
        boxed=frozenset(one.position for one in loaded.counterparts if is_boxed(claim, one)),
        groups=frozenset(one.position for one in loaded.counterparts if one.perspective),
        unnamed=frozenset(unnamed),
        unread=frozenset(unread),
        steps=claim.of.rule == Rule.STEPS,
        detached=claim.of.detached,
        counted=bool(counts_of(loaded)),
    )


@dataclass(frozen=True, slots=True)
class Teller:
    """Says of each event whether it may be told."""

    claims: Mapping[str, About]  # by reference
    unsigned: frozenset[str]  # references of those who do not sign with their name
    told: frozenset[str]  # perspectives that may be spoken of

    def why_left_out(self, event: Event) -> str:
        of = self.claims.get(event.subject)
        if of is not None and of.held_since is not None and event.at >= of.held_since:
            return IN_REPLY
        if self.unsigned & set(mentioned(event)):
            return UNNAMED
        if str(event.facts.get("perspective") or "") not in {"", *self.told}:
            return FEW
        if event.verb == "member.asked":
            return self._asked(event)
        return self._on(of, event) if of is not None else ""

    def _asked(self, event: Event) -> str:
        """That somebody was asked once more tells that they have not put an answer in; or where they stand."""
        for one in event.facts.get("asks", ()):
            of = self.claims.get(str(one.get("claim")))
            if of is not None and one.get("position") in of.boxed:
                return BOX
            if of is not None and one.get("position") in of.groups:
                return UNNAMED
        return ""

    def _on(self, of: About, event: Event) -> str:
        if of.detached and "named" in event.facts:
            return BOX
        if event.verb == "claim.counted":
            return "" if of.counted else BOX
        if event.verb != "claim.answered":
            return ""
        answer = event.facts.get("answer")
        if answer in of.unnamed:
            return UNNAMED
        if answer in of.unread:
            return COLLEAGUE
        return STEP if of.steps else ""


def mentioned(event: Event) -> Iterator[str]:
    """References of all members of whom an event speaks."""
    yield from MEMBER.findall(json.dumps([event.actor, event.subject, event.facts]))
    numbers = event.facts.get("asked")  # of an organisation: the numbers of those who are asked for it
    if isinstance(numbers, list):
        yield from (f"member:{number}" for number in numbers)


def line(event: Event, place_uuid: UUID, zone: str, left_out: str) -> dict[str, Any]:
    """As docs/how-to/check_chain.py reads it: one event, or the place of one that is left out."""
    told = event.recorded(place_uuid)
    linked = {"place": told.place, "seq": told.seq, "previous": told.previous, "hash": told.hash}
    if left_out:
        return linked | {"on": day_in(event.at, zone).isoformat(), "left_out": left_out}
    return linked | {
        "at_ms": told.at_ms, "actor": told.actor, "verb": told.verb, "subject": told.subject, "facts": event.facts,
    }  # fmt: skip
