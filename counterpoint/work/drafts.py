"""That somebody is to hear something: what a reaction to an event gives, before it is written down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from counterpoint.claims.models import Claim
from counterpoint.ledger.models import Event
from counterpoint.partnership.models import Member, Place
from counterpoint.stories.models import Story
from counterpoint.work.choices import NoticeKind


@dataclass(frozen=True, slots=True)
class Draft:
    """Somebody is to hear something. The key makes it the only one of its sort."""

    member: Member | None  # None: whoever told the story
    kind: NoticeKind
    key: str
    about: Mapping[str, int | str]
    send_after: datetime
    story: Story | None = None


type Follows = Callable[[Place, Event, Claim | None], list[Draft]]
