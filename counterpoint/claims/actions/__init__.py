"""Everything that can be done to a claim. The only writers of its tables."""

from counterpoint.claims.actions.answering import (
    answer,
    answer_by_ticket,
    answer_within,
    count_box,
    drop_in_box,
)
from counterpoint.claims.actions.asking import ask, ask_whoever_now
from counterpoint.claims.actions.asking_for import (
    ask_for,
    ask_for_by_ticket,
    refuse_request,
    request_answered_by,
)
from counterpoint.claims.actions.codes import forget_codes, make_code
from counterpoint.claims.actions.escalating import come_back, escalate_request
from counterpoint.claims.actions.exporting import (
    agree_to_place,
    ask_for_place,
    export_mine,
    export_organisation,
    take_place,
)
from counterpoint.claims.actions.help import introduce, offer_help, say_came, take_help_back
from counterpoint.claims.actions.inheriting import decide_inheritance
from counterpoint.claims.actions.naming import (
    add_counterpart,
    adopt,
    hash_of,
    issue_ticket,
    know_too,
    know_too_by_ticket,
    new_secret,
)
from counterpoint.claims.actions.pressing import ask_again_under_pressure
from counterpoint.claims.actions.putting import Further, Named, name_one, put, put_again, record_claim
from counterpoint.claims.actions.standing import locked, restand
from counterpoint.claims.actions.together import answer_together
from counterpoint.claims.actions.turns import (
    change_message,
    erase_words,
    record_turn,
    reply,
    say_done,
    show_amount,
    withdraw,
)

__all__ = [
    "Further",
    "Named",
    "add_counterpart",
    "agree_to_place",
    "ask_for_place",
    "export_mine",
    "export_organisation",
    "take_place",
    "adopt",
    "answer",
    "answer_by_ticket",
    "answer_together",
    "answer_within",
    "ask",
    "ask_again_under_pressure",
    "ask_for",
    "ask_for_by_ticket",
    "ask_whoever_now",
    "change_message",
    "come_back",
    "count_box",
    "decide_inheritance",
    "drop_in_box",
    "erase_words",
    "escalate_request",
    "hash_of",
    "issue_ticket",
    "know_too",
    "know_too_by_ticket",
    "forget_codes",
    "locked",
    "make_code",
    "name_one",
    "new_secret",
    "put",
    "put_again",
    "record_claim",
    "record_turn",
    "refuse_request",
    "reply",
    "request_answered_by",
    "restand",
    "say_done",
    "show_amount",
    "introduce",
    "offer_help",
    "say_came",
    "take_help_back",
    "withdraw",
]
