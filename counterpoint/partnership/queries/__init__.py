"""Reading a place, its organisations and its people."""

from counterpoint.partnership.queries.bringing_in import BroughtIn, BroughtInAction, brought_in_actions
from counterpoint.partnership.queries.membership import (
    member_numbered,
    member_of,
    members,
    organisation_numbered,
)
from counterpoint.partnership.queries.names import described, signed, standing_as, with_article
from counterpoint.partnership.queries.signing_in import sign_in_mail, sign_ins_to_send

__all__ = [
    "BroughtIn",
    "BroughtInAction",
    "brought_in_actions",
    "described",
    "member_numbered",
    "member_of",
    "members",
    "organisation_numbered",
    "sign_in_mail",
    "sign_ins_to_send",
    "signed",
    "standing_as",
    "with_article",
]
