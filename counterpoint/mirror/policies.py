"""Who may be rung up from the Mirror."""

from __future__ import annotations

from counterpoint.partnership.models import Member


def why_not_reach(reader: Member, signs: bool) -> str | None:
    """Whoever brings people together may ring and write to those who sign with their name; nobody else may."""
    if not (reader.convenor or reader.steward):
        return "Ask the convenor how to reach them."
    return None if signs else "They are here without their name. Ask the group they belong to."
