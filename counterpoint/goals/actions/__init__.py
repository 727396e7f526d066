"""What is done about goals and measures."""

from counterpoint.goals.actions.choosing import choose

__all__ = ["choose"]
