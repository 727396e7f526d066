"""A story as others read it: what is shown of it, who told it, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Prefetch, Q, QuerySet, Sum, prefetch_related_objects

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import Standing
from counterpoint.claims.models import Claim, Claimant
from counterpoint.claims.policies import family_of, reads_contest, state_of
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.choosing import worked_for
from counterpoint.claims.queries.claim_loading import seen_now
from counterpoint.claims.queries.record import mark_of
from counterpoint.claims.queries.telling import claimants_of
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries.names import signed, standing_as
from counterpoint.stories.choices import Audience, Part, Reason, StoryState, Way
from counterpoint.stories.models import Behind, Copy, Passage, Reply, Story
from counterpoint.stories.policies.moderating import moderates
from counterpoint.web import dates

QUOTE = 280  # letters of a story in a list
PARTS = {
    Part.HAPPENED: "",
    Part.MATTERED: "What mattered most",
    Part.HELPED: "What would have helped",
    Part.ADDED: "Added later",
}


@dataclass(frozen=True, slots=True)
class PartShown:
    label: str
    words: str
    lang: str
    translated: tuple[tuple[str, str], ...]  # (language, words)


@dataclass(frozen=True, slots=True)
class ReplyShown:
    who: str
    on: str
    words: str
    lang: str


@dataclass(frozen=True, slots=True)
class ClaimShown:
    """A claim that came of it: what somebody says they changed, or what it led to."""

    who: str
    sentence: str
    state: str
    mark: str
    url: str


@dataclass(frozen=True, slots=True)
class StoryRow:
    """One story in a list; with no words where it was withdrawn."""

    number: int
    month: str
    url: str
    withdrawn: bool
    quote: str
    lang: str
    hard: bool
    who: str
    edited: str
    came: str  # "2 replies · 1 change"


@dataclass(frozen=True, slots=True)
class StoryPage:
    """Everything stories/show.jinja and stories/copy.jinja may say."""

    number: int
    place: str
    month: str
    withdrawn: bool
    parts: tuple[PartShown, ...]
    who: str
    written_by: str
    how_agreed: str
    edited: str
    readers: str
    hard: bool
    helpline: str
    citable: bool
    replies: tuple[ReplyShown, ...]
    changes: tuple[ClaimShown, ...]
    led_to: tuple[ClaimShown, ...]
    copies: int  # of your own
    home: str
    list_url: str
    works: bool = False  # the reader works for a partner, and may answer for it
    moderates: bool = False


def with_words(found: QuerySet[Story]) -> QuerySet[Story]:
    """Newest first, each with the parts that others read and how much came of it."""
    passages = Passage.objects.select_related("shown").order_by("position")
    outcomes = Count("outcomes", Q(outcomes__claim__withdrawn_at__isnull=True), distinct=True)
    return (
        found.select_related("place", "name", "group", "typed_by")
        .annotate(how_many_replies=Count("replies", distinct=True), how_many_changes=outcomes)
        .prefetch_related(Prefetch("passages", passages))
        .order_by("-told_at", "-number")
    )


@dataclass(frozen=True, slots=True)
class Came:
    """What came of some stories, by their keys."""

    changes: Mapping[int, list[Claim]]
    led_to: Mapping[int, list[Claim]]
    replies: Mapping[int, list[Reply]]
    copies: Mapping[int, int]  # the reader's own


def came_of(stories: Sequence[Story], reader: Member | None) -> Came:
    """A few questions, however many stories. What it led to, and copies, are for one story and its reader."""
    keys = [one.pk for one in stories]
    changes, led_to, replies = defaultdict(list), defaultdict(list), defaultdict(list)
    tied = Q(outcome_of__story__in=keys)
    if reader is not None:
        tied |= Q(pk__in=Behind.objects.filter(story__in=keys).values("claim"))
    for claim in _claims_with_parties().filter(tied):
        outcome = getattr(claim, "outcome_of", None)
        if outcome is not None and outcome.story_id in keys:
            changes[outcome.story_id].append(claim)
        else:
            led_to[keys[0]].append(claim)
    for one in Reply.objects.filter(story__in=keys).select_related("by", "organisation", "words"):
        replies[one.story_id].append(one)
    held = Copy.objects.filter(story__in=keys, holder=reader) if reader else Copy.objects.none()
    copies = dict(held.order_by().values_list("story").annotate(Sum("count")))
    return Came(changes, led_to, replies, copies)


def _claims_with_parties() -> QuerySet[Claim]:
    claimants = Claimant.objects.select_related("organisation", "member")
    return (
        Claim.objects.filter(withdrawn_at__isnull=True)
        .select_related("place", "sentence", "put_by", "outcome_of")
        .prefetch_related(Prefetch("claimants", claimants))
        .order_by("number")
    )


def row_of(story: Story) -> StoryRow:
    gone = story.state == StoryState.WITHDRAWN
    first = next((one for one in _parts(story) if one.words), None) if not gone else None
    replies, changes = story.how_many_replies, story.how_many_changes  # type: ignore[attr-defined]  # as counted above
    came = [
        *([dates.counted(replies, "reply", "replies")] if replies and not gone else []),
        *([dates.counted(changes, "change because of it", "changes because of it")] if changes else []),
    ]
    return StoryRow(
        number=story.number,
        month=month_of(story),
        url=f"/{story.place.slug}/stories/{story.number}/",
        withdrawn=gone,
        quote=shortened(first.words) if first and not story.sensitive else "",
        lang=first.lang if first else "en",
        hard=story.sensitive and not gone,
        who="" if gone else _who(story),
        edited="" if gone else _edited(story),
        came=" · ".join(came),
    )


def page_of(story: Story, came: Came, reader: Member | None, at: datetime) -> StoryPage:
    gone, home = story.state == StoryState.WITHDRAWN, f"/{story.place.slug}/stories/{story.number}/"
    by_hand = not gone and reader is not None and story.way != Way.WROTE and story.typed_by is not None
    return StoryPage(
        number=story.number,
        place=str(story.place),
        month=month_of(story),
        withdrawn=gone,
        parts=() if gone else _parts(story),
        who="" if gone else _who(story),
        written_by=story.typed_by.name if by_hand and story.typed_by else "",
        how_agreed=story.how_agreed if by_hand else "",
        edited="" if gone else _edited(story),
        readers="" if gone else _readers(story),
        hard=story.sensitive and not gone,
        helpline=story.helpline,
        citable=story.citable,
        replies=() if gone else _replies(story, came.replies.get(story.pk, ()), reader),
        changes=_claims(came.changes.get(story.pk, ()), reader, at),
        led_to=_claims(came.led_to.get(story.pk, ()), reader, at),
        copies=0 if gone else came.copies.get(story.pk, 0),
        home=home,
        list_url=f"/{story.place.slug}/stories/",
        works=bool(reader and worked_for(reader)),
        moderates=bool(reader and moderates(reader)),
    )


def _parts(story: Story) -> tuple[PartShown, ...]:
    """What others read. A part that nobody has read yet, or that was left out, is not there."""
    shown = [one for one in story.passages.all() if one.shown is not None and str(one.shown)]
    translated: dict[int, list[tuple[str, str]]] = {}
    for one in shown:
        if one.translation_of_id and one.shown:
            translated.setdefault(one.translation_of_id, []).append((one.shown.lang, str(one.shown)))
    return tuple(
        PartShown(PARTS[Part(one.part)], str(one.shown), one.shown.lang, tuple(translated.get(one.pk, ())))
        for one in shown
        if one.shown and not one.translation_of_id
    )


def _who(story: Story) -> str:
    """As they chose; else where they stand."""
    if story.name and str(story.name):
        return str(story.name)
    return standing_as(story.perspective) if story.perspective else "somebody who gave no name"


def _edited(story: Story) -> str:
    if not story.reasons:
        return ""
    return f"Edited: {'; '.join(str(Reason(one).label) for one in story.reasons)}"


def _readers(story: Story) -> str:
    if story.audience == Audience.GROUP and story.group:
        return f"Only {story.group.name} can read this."
    return {
        Audience.PLACE: f"Everyone signed in to {story.place} can read this.",
        Audience.PROGRAMME: f"{story.place} and its programme can read this.",
        Audience.PUBLIC: "Anyone at all can read this.",
    }[Audience(story.audience)]


def _replies(story: Story, replies: Sequence[Reply], reader: Member | None) -> tuple[ReplyShown, ...]:
    """To anyone at all, a reply is its organisation's: no name of a member of staff goes out of the place."""
    return tuple(
        ReplyShown(
            signed(one.by, one.organisation, "") if reader else one.organisation.name,
            dates.day(day_in(one.at, story.place.zone)),
            str(one.words),
            one.words.lang,
        )
        for one in replies
    )


def _claims(claims: Sequence[Claim], reader: Member | None, at: datetime) -> tuple[ClaimShown, ...]:
    if not claims:
        return ()
    today = day_in(at, claims[0].place.zone)
    family = None
    if any(one.standing == Standing.CONTESTED and (one.reply_until or today) >= today for one in claims):
        # Only in its reply time does it matter who reads.
        prefetch_related_objects(claims, "counterparts")
        family = family_of(claims[0].place_id)
    return tuple(
        _claim(one, family is not None and reads_contest(reader, one, family), at, known=reader is not None)
        for one in claims
    )


def _claim(claim: Claim, party: bool, at: datetime, *, known: bool) -> ClaimShown:
    today = day_in(at, claim.place.zone)
    state = state_of(seen_now(claim), today=today, zone=claim.place.zone, reads_contest=party)
    return ClaimShown(
        who=claimants_of(claim),
        sentence=str(claim.sentence),
        state=claim.of.state(state),
        mark=mark_of(state),
        url=record_url(claim.place.slug, claim.kind, claim.number) if known else "",
    )


def month_of(story: Story) -> str:
    return dates.month(day_in(story.told_at, story.place.zone))


def shortened(words: str) -> str:
    """The beginning, up to the end of a sentence or of a word."""
    flat = " ".join(words.split())
    if len(flat) <= QUOTE:
        return flat
    cut = flat[:QUOTE]
    end = max(cut.rfind(mark) for mark in (". ", "! ", "? "))
    return cut[: end + 1] if end > QUOTE // 3 else f"{cut.rpartition(' ')[0]} …"
