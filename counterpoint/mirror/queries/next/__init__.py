"""What next, by rules and never by a machine's opinion: domain.md A5, and what the standings themselves suggest."""

from __future__ import annotations

from collections import defaultdict

from counterpoint.mirror.choices import NextRule
from counterpoint.mirror.queries.next.shapes import Facts, Next, short
from counterpoint.mirror.queries.next.singles import RULES as SINGLES
from counterpoint.mirror.queries.next.singles import middle_step
from counterpoint.mirror.queries.next.wholes import RULES as WHOLES

__all__ = ["Facts", "Next", "all_next", "middle_step", "next_by_message", "short"]

URGENT_FIRST = {rule: place for place, rule in enumerate(NextRule)}


def all_next(facts: Facts) -> list[Next]:
    """Everything that the rules suggest, most urgent first; of one rule, what has waited longest."""
    found = [rule(one, facts) for one in facts.known if one.message for rule in SINGLES]
    found += [rule(facts) for rule in WHOLES]
    return sorted(
        (one for one in found if one), key=lambda one: (URGENT_FIRST[one.rule], one.since, one.about)
    )


def next_by_message(facts: Facts) -> dict[int, list[Next]]:
    rows: dict[int, list[Next]] = defaultdict(list)
    for one in all_next(facts):
        rows[one.message].append(one)
    return rows
