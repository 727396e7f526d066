"""Everything that can be done to a story. The only writers of its tables."""

from counterpoint.stories.actions.telling import ByHand, Hears, Permission, forget, keep, tell

__all__ = ["ByHand", "Hears", "Permission", "forget", "keep", "tell"]
