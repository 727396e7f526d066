"""What people told in the demonstration's files, how it was moderated, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from counterpoint.analysis.calendar import day_in
from counterpoint.demo.stage import Stage
from counterpoint.partnership.models import Member
from counterpoint.stories import actions as stories
from counterpoint.stories.actions import ByHand, Care, Permission
from counterpoint.stories.choices import Audience, CopyKind, Part, Way
from counterpoint.stories.models import Copy, Passage, Story

EXPERIMENT = "X"  # what a story led to: it is tied once that is decided, to what was learned from it
# What a row says to people who read the file.
FOR_READERS = {"ours", "note", "kept_with", "printed_in", "family_asked_by", "review", "removed"}


def story(
    stage: Stage,
    at: datetime,
    *,
    id: str,
    teller: str,
    words: str,
    shown: str = "",
    reasons: Sequence[str] = (),
    way: str = "wrote",
    told_to: str = "",
    how_agreed: str = "",
    audience: str = "place",
    group: str = "",
    purposes: Sequence[str] = (),
    lang: str = "en",
    own_version: Mapping[str, str] | None = None,
    paused_days: int = 0,
    **beside: object,
) -> None:
    """Told, and read by a moderator on the same day: cleared, or left to wait for some days.

    `shown`: what others read, where a moderator changed something. `beside` is for people who read the files, and for
    rooms that are not built yet.
    """
    for one in _list(beside.pop("led_to", ())):
        if one[:1] != EXPERIMENT:
            raise KeyError(f"{id} led to {one}, of which no room knows")
        stage.led_later.setdefault(one, []).append(id)
    _known(id, beside)
    person = stage.people[teller]
    by_hand = ByHand(stage.people[told_to], Way(way), how_agreed) if told_to else None
    by = None if by_hand else person
    permission = Permission(
        audience=Audience(audience), group=stage.organisations.get(group), purposes=tuple(purposes)
    )
    told, _ = stories.tell(
        place=stage.place, passages=[(Part.HAPPENED, words)], permission=permission, by=by, by_hand=by_hand,
        perspective=_stands(person), lang=lang, at=at,
    )  # fmt: skip
    stage.stories[id] = told
    if own_version:
        first = Passage.objects.get(story=told)
        stories.add_to(
            story=told, words=own_version["words"], lang=own_version["lang"], translates=first,
            by=by, at=at,
        )  # fmt: skip
    if paused_days:
        until = day_in(at, stage.place.zone) + timedelta(days=paused_days)
        stories.pause(story=told, until=until, note="", by=_moderator(stage, told), at=at)
    else:
        _clear(stage, at, told, shown, reasons, Care())


def _known(id: str, beside: dict[str, object]) -> None:
    """Nothing is passed over that no room will ever read."""
    unknown = set(beside) - FOR_READERS
    if unknown:
        raise KeyError(f"{id}: {sorted(unknown)}")


def cleared(
    stage: Stage,
    at: datetime,
    *,
    story: str,
    shown: str = "",
    reasons: Sequence[str] = (),
    sensitive: bool = False,
    may_be_cited: bool = True,
    helpline: str = "",
) -> None:
    care = Care(sensitive=sensitive, citable=may_be_cited, helpline=helpline)
    _clear(stage, at, stage.stories[story], shown, reasons, care)


def led_to(stage: Stage, at: datetime, *, story: str, claim: str, by: str) -> None:
    stories.tie(story=stage.stories[story], claim=stage.fresh(claim), by=stage.people[by], at=at)


def told_what_happened(
    stage: Stage, at: datetime, *, story: str, organisation: str, by: str, words: str, ours: bool = False
) -> None:
    stories.reply(
        story=stage.stories[story], organisation=stage.organisations[organisation], words=words,
        by=stage.people[by], at=at,
    )  # fmt: skip


def asked_again(stage: Stage, at: datetime, *, story: str, note: str = "") -> None:
    """Somebody asked, and whoever told it said yes, by the ticket."""
    stories.permit_again(story=stage.stories[story], at=at)


def printed(stage: Stage, at: datetime, *, story: str, by: str, copies: int) -> None:
    stories.take_copy(
        story=stage.stories[story], kind=CopyKind.PRINTED, count=copies, by=stage.people[by], at=at
    )


def withdrawn(stage: Stage, at: datetime, *, story: str, by: str, note: str = "") -> None:
    """Whoever holds copies is asked to destroy them by the same act."""
    stories.withdraw(story=stage.stories[story], by=stage.people[by], at=at)


def destroyed(stage: Stage, at: datetime, *, story: str, by: str, copies: int) -> None:
    held = Copy.objects.get(story=stage.stories[story], holder=stage.people[by])
    stories.confirm_destroyed(copy=held, destroyed=copies, by=stage.people[by], at=at)


def handed_on(stage: Stage, at: datetime, *, story: str, to: str) -> None:
    """What somebody may be at risk by goes on within a working day, to people whose work that is."""
    told = stage.stories[story]
    for concern in told.concerns.filter(handed_at__isnull=True):
        stories.hand_on(concern=concern, to=to, by=_moderator(stage, told), at=at)


def _clear(stage: Stage, at: datetime, told: Story, shown: str, reasons: Sequence[str], care: Care) -> None:
    stories.clear(
        story=told,
        shown={1: shown} if shown else {},
        reasons=reasons,
        care=care,
        by=_moderator(stage, told),
        at=at,
    )


def _moderator(stage: Stage, told: Story) -> Member:
    """Nobody reads first what they told, or wrote down for somebody."""
    theirs = {told.teller_id, told.typed_by_id}
    return next(one for one in stage.people.values() if one.moderator and one.pk not in theirs)


def _stands(person: Member) -> str:
    return person.standpoints.order_by("-first", "pk").values_list("perspective", flat=True)[0]


def _list(found: object) -> list[str]:
    return [str(one) for one in found] if isinstance(found, (list, tuple)) else []


VERBS: dict[str, Callable[..., None]] = {
    "story": story,
    "cleared": cleared,
    "led_to": led_to,
    "told_what_happened": told_what_happened,
    "asked_again": asked_again,
    "printed": printed,
    "withdrawn": withdrawn,
    "destroyed": destroyed,
    "handed_on": handed_on,
}
