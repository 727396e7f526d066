"""Who may found, sign in, invite and appoint, and what becomes of each row of a spreadsheet."""

from counterpoint.partnership.policies.accounts import (
    MOST_PASSKEYS,
    device_of,
    name_of_session,
    why_not_add_passkey,
    why_not_passkey_at,
)
from counterpoint.partnership.policies.people import (
    MOST_ASKED,
    why_not_ask,
    why_not_edit,
    why_not_invite,
    why_not_remove,
    why_not_speak_for,
    why_not_steward,
    why_not_write_for,
)
from counterpoint.partnership.policies.sharing import (
    why_not_invite_places,
    why_not_join,
    why_not_name,
    why_not_share,
)
from counterpoint.partnership.policies.signing_in import (
    SIGN_IN_LASTS,
    WRONG_CODES,
    local_path,
    why_not_code,
    why_not_found,
    why_not_link,
)
from counterpoint.partnership.policies.succession import (
    why_not_follow,
    why_not_host,
    why_not_name_successor,
    why_not_succeed,
)

__all__ = [
    "MOST_ASKED",
    "MOST_PASSKEYS",
    "SIGN_IN_LASTS",
    "WRONG_CODES",
    "device_of",
    "local_path",
    "name_of_session",
    "why_not_add_passkey",
    "why_not_passkey_at",
    "why_not_ask",
    "why_not_code",
    "why_not_edit",
    "why_not_follow",
    "why_not_found",
    "why_not_host",
    "why_not_invite",
    "why_not_invite_places",
    "why_not_join",
    "why_not_name",
    "why_not_share",
    "why_not_link",
    "why_not_name_successor",
    "why_not_remove",
    "why_not_speak_for",
    "why_not_steward",
    "why_not_succeed",
    "why_not_write_for",
]
