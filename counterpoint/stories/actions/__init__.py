"""Everything that can be done to a story. The only writers of its tables."""

from counterpoint.stories.actions.permission import add_to, change_hears, change_permission, permit_again
from counterpoint.stories.actions.telling import ByHand, Hears, Permission, forget, keep, tell
from counterpoint.stories.actions.withdrawing import take_copy, withdraw

__all__ = [
    "ByHand",
    "Hears",
    "Permission",
    "add_to",
    "change_hears",
    "change_permission",
    "forget",
    "keep",
    "permit_again",
    "take_copy",
    "tell",
    "withdraw",
]
