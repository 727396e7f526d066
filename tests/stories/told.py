"""A story of the small world, told through the product's own actions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from counterpoint.partnership.choices import Perspective
from counterpoint.partnership.models import Member
from counterpoint.stories import actions
from counterpoint.stories.choices import Part
from counterpoint.stories.models import Story
from tests.world import World

HAPPENED = "They moved Mum on a Sunday and nobody rang me"
MATTERED = "That somebody had told her which bed was hers"
HELPED = "One number to ring, and a person who answers"


def told(world: World, now: datetime, happened: str = HAPPENED, **more: Any) -> tuple[Story, str]:
    """Somebody without an account told a story. Returns it with the secret of its ticket; it waits to be read."""
    if not Member.objects.filter(place=world.place, moderator=True).exists():  # somebody has to read it first
        Member.objects.filter(pk=world.ada.pk).update(moderator=True)
    passages = [(Part.HAPPENED, happened), (Part.MATTERED, MATTERED), (Part.HELPED, HELPED)]
    given: dict[str, Any] = {"perspective": Perspective.CARER, "permission": actions.Permission()}
    return actions.tell(place=world.place, passages=passages, at=now, **given | more)
