"""Everything that can be done to a place, its organisations and its people."""

from counterpoint.partnership.actions.organisations import add_organisation, name_host, succeed
from counterpoint.partnership.actions.people import (
    Person,
    add_member,
    appoint,
    correct,
    end_membership,
    join_organisation,
    leave,
)
from counterpoint.partnership.actions.places import QUIET_DAYS, found

__all__ = [
    "QUIET_DAYS", "Person", "add_member", "add_organisation", "appoint", "correct", "end_membership", "found",
    "join_organisation", "leave", "name_host", "succeed",
]
