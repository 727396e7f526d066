"""Who may do what on a claim, and as whom they are heard."""

from counterpoint.claims.policies.barred import why_barred, why_not_ask
from counterpoint.claims.policies.capacity import Capacity, capacity_of, why_not_answer
from counterpoint.claims.policies.rights import (
    is_party,
    reads_contest,
    why_nobody_knows_too,
    why_not_add,
    why_not_adopt,
    why_not_change_message,
    why_not_issue_ticket,
    why_not_know_too,
    why_not_put,
    why_not_put_again,
    why_not_refuse_request,
    why_not_reply,
    why_not_withdraw,
)
from counterpoint.claims.policies.states import Seen, state_of
from counterpoint.claims.policies.voices import (
    Family,
    Heardness,
    Stood,
    family_from,
    family_of,
    heard_on,
    stood,
)

__all__ = [
    "Capacity",
    "Family",
    "Heardness",
    "Seen",
    "Stood",
    "capacity_of",
    "family_from",
    "family_of",
    "heard_on",
    "is_party",
    "reads_contest",
    "state_of",
    "stood",
    "why_barred",
    "why_not_add",
    "why_not_adopt",
    "why_not_answer",
    "why_not_ask",
    "why_not_change_message",
    "why_not_issue_ticket",
    "why_not_know_too",
    "why_not_put",
    "why_not_put_again",
    "why_not_refuse_request",
    "why_not_reply",
    "why_not_withdraw",
    "why_nobody_knows_too",
]
