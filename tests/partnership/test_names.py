"""What people are called where they are spoken of."""

from __future__ import annotations

import pytest

from counterpoint.partnership.models import Member, Organisation
from counterpoint.partnership.queries import signed

WARD = Organisation(name="Mere Valley Hospitals")


@pytest.mark.parametrize(
    ("signs", "post", "perspective", "said"),
    [
        (True, "ward 7 sister", "frontline", "Ruth Vane, ward 7 sister, Mere Valley Hospitals"),
        (False, "ward 7 sister", "frontline", "a ward 7 sister, Mere Valley Hospitals"),
        (False, "", "carer", "a carer, Mere Valley Hospitals"),
        (False, "", "", "someone, Mere Valley Hospitals"),  # a member is nobody with a ticket
    ],
)
def test_by_name_who_signs_else_by_where_they_stand(
    signs: bool, post: str, perspective: str, said: str
) -> None:
    ruth = Member(name="Ruth Vane", signs=signs, post=post)
    assert signed(ruth, WARD, perspective) == said


def test_whoever_is_no_member_came_with_a_ticket() -> None:
    assert signed(None, None, "") == "someone with a ticket"
