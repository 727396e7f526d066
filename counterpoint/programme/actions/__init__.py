"""What a programme does by itself: it groups the places that share, and takes word back to those that asked."""

from counterpoint.programme.actions.answering_back import bring_back
from counterpoint.programme.actions.grouping import form_groups

__all__ = ["bring_back", "form_groups"]
