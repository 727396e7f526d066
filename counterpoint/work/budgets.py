"""How many questions a person agreed to (domain research, E9). A budget counts across every claim of a place.

It delays the asking, never the right to answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from counterpoint.partnership.choices import Channel, Perspective
from counterpoint.partnership.models import Member


@dataclass(frozen=True, slots=True)
class Budget:
    """At most so many questions in one letter, and then none for so many days."""

    questions: int
    days: int

    def free_on(self, today: date, last_asked: date | None) -> bool:
        return last_asked is None or today >= last_asked + timedelta(days=self.days)


ONE_A_FORTNIGHT = Budget(1, 14)
THREE_A_WEEK = Budget(3, 7)
SEVEN_A_WEEK = Budget(7, 7)
WITHOUT_LIMIT = Budget(10_000, 1)  # the convenor; still one letter a day

BUDGETS: dict[str, Budget] = {
    Perspective.LIVED: ONE_A_FORTNIGHT,
    Perspective.CARER: ONE_A_FORTNIGHT,
    Perspective.FRONTLINE: ONE_A_FORTNIGHT,
    Perspective.MANAGER: THREE_A_WEEK,
    Perspective.VOLUNTARY: THREE_A_WEEK,
    Perspective.EXECUTIVE: SEVEN_A_WEEK,
    Perspective.ELECTED: SEVEN_A_WEEK,
    Perspective.NATIONAL: SEVEN_A_WEEK,
}


def budget_of(member: Member) -> Budget:
    """By where they stand first; of whom nobody knows where they stand, as little as possible is asked."""
    stands = sorted(member.standpoints.all(), key=lambda one: (not one.first, one.pk))
    budget = BUDGETS[stands[0].perspective] if stands else ONE_A_FORTNIGHT
    if member.convenor:
        budget = WITHOUT_LIMIT
    # A text message holds one question.
    return Budget(1, budget.days) if member.channel == Channel.TEXT else budget
