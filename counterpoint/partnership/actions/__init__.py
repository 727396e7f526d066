"""Everything that can be done to a place, its organisations and its people."""

from counterpoint.partnership.actions.accounts import (
    add_passkey,
    ask_for_passkey,
    ask_to_sign_in_with_passkey,
    end_other_sessions,
    end_session,
    remove_passkey,
    sign_in_with_passkey,
)
from counterpoint.partnership.actions.bringing_in import (
    begin_bring_in,
    bring_in,
    finish_bring_in,
    read_again,
)
from counterpoint.partnership.actions.matters import (
    count_matters,
    end_matter,
    say_all_true,
    say_true,
    write_matter,
)
from counterpoint.partnership.actions.notes import withdraw_note, write_note
from counterpoint.partnership.actions.organisations import (
    add_organisation,
    correct_organisation,
)
from counterpoint.partnership.actions.people import (
    Person,
    add_member,
    appoint,
    come_back,
    correct,
    end_membership,
    join_organisation,
    leave,
)
from counterpoint.partnership.actions.places import QUIET_DAYS, correct_place, found
from counterpoint.partnership.actions.sharing import join_programme, name_who_answers, share
from counterpoint.partnership.actions.sign_in import (
    SignedIn,
    account_for,
    ask_to_sign_in,
    sign_in_by_code,
    sign_in_by_link,
    sign_in_sent,
)
from counterpoint.partnership.actions.starting import Beginning, founding_link, start
from counterpoint.partnership.actions.succession import (
    follow,
    leave_to,
    name_host,
    succeed,
    succeed_by_new,
)

__all__ = [
    "QUIET_DAYS",
    "Beginning",
    "Person",
    "SignedIn",
    "account_for",
    "sign_in_with_passkey",
    "remove_passkey",
    "end_session",
    "end_other_sessions",
    "ask_to_sign_in_with_passkey",
    "ask_for_passkey",
    "add_passkey",
    "add_member",
    "add_organisation",
    "appoint",
    "ask_to_sign_in",
    "begin_bring_in",
    "bring_in",
    "come_back",
    "correct",
    "count_matters",
    "end_matter",
    "say_all_true",
    "say_true",
    "write_matter",
    "correct_organisation",
    "correct_place",
    "end_membership",
    "finish_bring_in",
    "follow",
    "found",
    "founding_link",
    "join_organisation",
    "join_programme",
    "leave",
    "leave_to",
    "name_host",
    "name_who_answers",
    "read_again",
    "share",
    "sign_in_by_code",
    "sign_in_by_link",
    "sign_in_sent",
    "start",
    "succeed",
    "withdraw_note",
    "write_note",
    "succeed_by_new",
]
