"""Who says what matters to us, and when the answers to it may be counted."""

from __future__ import annotations

from datetime import date

from counterpoint.partnership.choices import WHO_USES_SERVICES
from counterpoint.partnership.models import Matter, Member

MOST, LONGEST = 5, 200
CONCERNED = (
    "What matters to us is for the people concerned to say: those who use services, and those who care for one. "
    "Ask them to write it."
)


def is_concerned(member: Member) -> bool:
    return any(one.perspective in WHO_USES_SERVICES for one in member.standpoints.all())


def why_not_write_matter(by: Member, standing: int) -> str | None:
    """`standing`: how many statements hold now."""
    if by.left_at:
        return "You have left this place."
    if not is_concerned(by):
        return CONCERNED
    if standing >= MOST:
        return f"There are {MOST} already. Take one away first: few enough to ask is the point."
    return None


def why_not_end_matter(by: Member, matter: Matter) -> str | None:
    if matter.ended_at:
        return "This was taken away already."
    return None if is_concerned(by) and not by.left_at else CONCERNED


def quarter_of(day: date) -> int:
    """Quarters since the year nought: so that one is a whole number, and says no more than the quarter."""
    return 4 * day.year + (day.month - 1) // 3
