"""Offers, what is owed from them, and the cards on which those who were there say how it was."""

from counterpoint.offers.actions.cards import (
    Filled,
    fill_card,
    open_cards,
    print_slips,
    say_more_came,
    take_card,
    write_card,
)
from counterpoint.offers.actions.offering import (
    FOR_TAKING_PART,
    Terms,
    claim_step,
    hand_out,
    join,
    owe,
    owe_all,
    owe_by_ticket,
    owe_more,
    owe_whatever_was_offered,
    put,
    read,
)
from counterpoint.offers.actions.releasing import close_cards, erase_card_words, look_after_cards

__all__ = [
    "FOR_TAKING_PART",
    "Filled",
    "Terms",
    "claim_step",
    "close_cards",
    "erase_card_words",
    "fill_card",
    "hand_out",
    "join",
    "look_after_cards",
    "open_cards",
    "owe",
    "owe_all",
    "owe_by_ticket",
    "owe_more",
    "owe_whatever_was_offered",
    "print_slips",
    "put",
    "read",
    "say_more_came",
    "take_card",
    "write_card",
]
