"""Everything that can be done to a story. The only writers of its tables."""

from counterpoint.stories.actions.asking_again import ask_again
from counterpoint.stories.actions.complaining import (
    acknowledge,
    answer_complaint,
    close_complaint,
    complain,
    send_on,
)
from counterpoint.stories.actions.concerns import flag, hand_on, say_what_came
from counterpoint.stories.actions.copies import confirm_destroyed, record_exported
from counterpoint.stories.actions.moderating import Care, clear, decline, pause
from counterpoint.stories.actions.permission import add_to, change_hears, change_permission, permit_again
from counterpoint.stories.actions.replying import reply, say_changed, tie
from counterpoint.stories.actions.telling import ByHand, Hears, Permission, forget, keep, tell
from counterpoint.stories.actions.withdrawing import take_copy, withdraw

__all__ = [
    "ByHand",
    "Care",
    "Hears",
    "Permission",
    "acknowledge",
    "add_to",
    "answer_complaint",
    "ask_again",
    "change_hears",
    "change_permission",
    "clear",
    "close_complaint",
    "complain",
    "confirm_destroyed",
    "decline",
    "flag",
    "forget",
    "hand_on",
    "keep",
    "pause",
    "permit_again",
    "record_exported",
    "reply",
    "say_changed",
    "say_what_came",
    "send_on",
    "take_copy",
    "tell",
    "tie",
    "withdraw",
]
