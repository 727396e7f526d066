"""Offers and cards over HTTP."""

from counterpoint.offers.views.card import card
from counterpoint.offers.views.cards import cards, close, erase, more, open_, paper, slips, write
from counterpoint.offers.views.offering import claim, hand_out, join, owe, put, show

__all__ = [
    "card",
    "cards",
    "claim",
    "close",
    "erase",
    "hand_out",
    "join",
    "more",
    "open_",
    "owe",
    "paper",
    "put",
    "show",
    "slips",
    "write",
]
