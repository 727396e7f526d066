"""The records of a thread as its reader may know them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.models import Claim
from counterpoint.claims.policies import Seen, state_of
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.claim_loading import family_at, seen_now
from counterpoint.claims.queries.claim_page import caption_of
from counterpoint.claims.queries.finding import seen_here
from counterpoint.claims.queries.record import mark_of
from counterpoint.claims.queries.rewinding import stood_then
from counterpoint.experiments.policies import seen_by
from counterpoint.goals.queries.finding import goals_seen
from counterpoint.ledger.models import Text
from counterpoint.partnership.models import Member, is_quiet
from counterpoint.partnership.queries import standing_as
from counterpoint.partnership.queries.membership import head_for
from counterpoint.partnership.queries.then import last_instant_of
from counterpoint.stories.choices import Audience
from counterpoint.stories.models import Story
from counterpoint.stories.models.stories import StoryQuerySet
from counterpoint.threads.queries.sources import CLAIM, EXPERIMENT, GOAL, STORY, End
from counterpoint.web import dates

LONGEST = 120  # characters of a story
STORIES, EXPERIMENTS, GOALS = "stories", "experiments", "goals"
ROOMS = {EXPERIMENT: (EXPERIMENTS, "Experiment"), GOAL: (GOALS, "Goal")}


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads a thread, and as at which day."""

    member: Member
    at: datetime
    as_at: date | None = None

    @property
    def until(self) -> datetime | None:
        return last_instant_of(self.as_at, self.member.place, self.at)

    @property
    def today(self) -> date:
        return day_in(self.until or self.at, self.member.place.zone)

    @property
    def query(self) -> str:
        """The end of an address: what is opened from the past is as at that day too."""
        return f"?as-at={self.today.isoformat()}" if self.until else ""


@dataclass(frozen=True, slots=True)
class Node:
    """One record of a thread."""

    end: End
    room: str
    number: int
    mark: str
    state: str  # "contested"; nothing for what does not stand anyhow
    caption: str  # "Promise 12"
    words: str
    lang: str
    on: date
    when: str
    url: str

    @property
    def name(self) -> str:
        """What a link to it is called."""
        stands = f", {self.state}" if self.state else ""
        return f"{self.caption}{stands}: {self.words}" if self.words else f"{self.caption}{stands}"


def stories_for(reading: Reading) -> StoryQuerySet:
    """The stories that may stand in this reader's threads: neither those of one group, nor what no claim may rest on."""
    seen = Story.objects.seen_by(reading.member, reading.at).filter(citable=True)
    seen = seen.exclude(audience=Audience.GROUP)
    return seen.filter(moderated_at__lte=reading.until) if reading.until else seen


def one_story(reading: Reading, number: int) -> tuple[End, Mapping[str, Any]] | None:
    """A story by its number, as a row of a tie would tell of it."""
    story = stories_for(reading).filter(number=number).first()
    if story is None:
        return None
    first = story.passages.filter(shown__isnull=False).select_related("shown").order_by("position").first()
    words, lang = (first.shown.words, first.shown.lang) if first and first.shown else ("", "")
    return (STORY, story.pk), {
        "its_number": number, "its_day": story.told_at, "its_stands": story.perspective, "its_words": words, "its_lang": lang,
    }  # fmt: skip


def read_nodes(
    reading: Reading, ends: Iterable[End], known: Mapping[End, Mapping[str, Any]]
) -> dict[End, Node]:
    """Those of these records that the reader may know of. One query for what is not known, of a past day two.

    One more for the last of several tries, and one in a quiet fortnight, in which not everybody knows of every try.
    """
    ends = list(ends)
    known = {**known, **_tries(reading, ends, known), **_goals(reading, ends)}
    found = {end: known_node(reading, end, said) for end in ends if (said := known.get(end))}
    keys = [key for what, key in ends if what == CLAIM and (what, key) not in known]
    if not keys:
        return found
    seen = seen_here(reading.member, reading.at).filter(pk__in=keys)
    if reading.until:
        seen = seen.filter(put_at__lte=reading.until)
    return found | claim_nodes(reading, list(seen.select_related("sentence").order_by("number")))


def one_experiment(reading: Reading, number: int) -> tuple[End, Mapping[str, Any]] | None:
    """An experiment by its number, as a row of a tie would tell of it."""
    found = _said_of_tries(reading, number=number)
    return next(iter(found.items()), None)


def _tries(
    reading: Reading, ends: Sequence[End], known: Mapping[End, Mapping[str, Any]]
) -> dict[End, Mapping[str, Any]]:
    """Experiments of which no row told; in a quiet fortnight all of them, as this reader may know of them."""
    quiet = is_quiet(reading.member.place, reading.at)
    keys = [key for what, key in ends if what == EXPERIMENT and (quiet or (what, key) not in known)]
    if not keys:
        return {}
    return {**{(EXPERIMENT, key): {} for key in keys}, **_said_of_tries(reading, pk__in=keys)}


def one_goal(reading: Reading, number: int) -> tuple[End, Mapping[str, Any]] | None:
    return next(iter(_said_of_goals(reading, number=number).items()), None)


def _goals(reading: Reading, ends: Sequence[End]) -> dict[End, Mapping[str, Any]]:
    """In a quiet fortnight only those that this reader may know of; else the rows of ties tell all."""
    keys = [key for what, key in ends if what == GOAL and is_quiet(reading.member.place, reading.at)]
    return {**{(GOAL, key): {} for key in keys}, **_said_of_goals(reading, pk__in=keys)} if keys else {}


def _said_of_goals(reading: Reading, **which: Any) -> dict[End, Mapping[str, Any]]:
    seen = goals_seen(reading.member, reading.at).filter(**which)
    if reading.until:
        seen = seen.filter(put_at__lte=reading.until)
    return {
        (GOAL, one.pk): {
            "its_number": one.number, "its_day": one.put_at, "its_words": str(one.words), "its_lang": one.words.lang,
        }
        for one in seen
    }  # fmt: skip


def _said_of_tries(reading: Reading, **which: Any) -> dict[End, Mapping[str, Any]]:
    seen = seen_by(reading.member, reading.at).filter(**which)
    if reading.until:
        seen = seen.filter(put_at__lte=reading.until)
    return {
        (EXPERIMENT, one.pk): {
            "its_number": one.number, "its_day": one.put_at, "its_words": str(one.idea), "its_lang": one.idea.lang,
        }
        for one in seen.select_related("idea").order_by("number")
    }  # fmt: skip


def claim_nodes(reading: Reading, claims: Sequence[Claim]) -> dict[End, Node]:
    """Today no query; of a past day one."""
    place = reading.member.place
    family = family_at(place.pk, head_for(reading.member)[0], reading.until) if reading.until else None
    stood = stood_then(place, reading.until, family, claims)
    return {(CLAIM, one.pk): _claim_node(reading, one, stood[one.pk]) for one in claims}


def _claim_node(reading: Reading, claim: Claim, seen: Seen) -> Node:
    place = reading.member.place
    state = state_of(seen, today=reading.today, zone=place.zone, reads_contest=False)
    on = day_in(claim.put_at, place.zone)
    return Node(
        end=(CLAIM, claim.pk),
        room=claim.of.room,
        number=claim.number,
        mark=mark_of(state),
        state=claim.of.state(state),
        caption=caption_of(claim),
        words=str(claim.sentence),
        lang=claim.sentence.lang,
        on=on,
        when=dates.day(on),
        url=record_url(place.slug, claim.kind, claim.number) + reading.query,
    )


def known_node(reading: Reading, end: End, said: Mapping[str, Any]) -> Node:
    """From what the row of a tie says of it."""
    if end[0] == CLAIM:
        claim = _claim_of(end[1], said)
        return _claim_node(reading, claim, seen_now(claim))
    place = reading.member.place
    on = day_in(said["its_day"], place.zone)
    if end[0] == STORY:
        return _story_node(reading, end, said, on)
    if end[0] in ROOMS:
        return _own_node(reading, end, said, on)
    where = said["its_words"] or "another place"
    return Node(
        end=end, room="", number=said["its_number"], mark="elsewhere", state="",
        caption=f"Record {said['its_number']} of {where}", words="", lang="", on=on, when=dates.day(on), url="",
    )  # fmt: skip


def _claim_of(key: int, said: Mapping[str, Any]) -> Claim:
    """A claim without the columns that a line does not need."""
    words, lang = said["its_words"], said["its_lang"]
    return Claim(
        pk=key, number=said["its_number"], kind=said["its_kind"], put_at=said["its_day"], standing=said["its_standing"],
        claimed_at=said["its_claimed"], due_on=said["its_due"], lasts=said["its_keeps"], spoken=said["its_spoke"],
        heard_at=said["its_heard"], reply_until=said["its_replies"], withdrawn_at=said["its_withdrawn"], before=said["its_earlier"],
        sentence=Text(words=words, lang=lang, erased_at=None if words else said["its_day"]),
    )  # fmt: skip


def _story_node(reading: Reading, end: End, said: Mapping[str, Any], on: date) -> Node:
    """A story is told in a month: the day is for nobody to guess by."""
    slug, number = reading.member.place.slug, said["its_number"]
    who = f", {standing_as(said['its_stands'])}" if said["its_stands"] else ""
    return Node(
        end=end,
        room=STORIES,
        number=number,
        mark="story",
        state="",
        caption=f"Story {number}{who}",
        words=f"“{opening(said['its_words'])}”" if said["its_words"] else "",
        lang=said["its_lang"] or "",
        on=on,
        when=dates.month(on),
        url=f"/{slug}/{STORIES}/{number}/",
    )


def _own_node(reading: Reading, end: End, said: Mapping[str, Any], on: date) -> Node:
    """An experiment or a goal: neither stands anyhow."""
    number, (room, called) = said["its_number"], ROOMS[end[0]]
    return Node(
        end=end,
        room=room,
        number=number,
        mark=end[0],
        state="",
        caption=f"{called} {number}",
        words=said["its_words"] or "",
        lang=said["its_lang"] or "",
        on=on,
        when=dates.day(on),
        url=f"/{reading.member.place.slug}/{room}/{number}/",
    )


def opening(words: str, longest: int = LONGEST) -> str:
    """How a text begins: whole if it is short, else to the end of a word."""
    words = " ".join(words.split())
    if len(words) <= longest:
        return words
    return f"{words[: longest + 1].rsplit(' ', 1)[0].rstrip(' ,;:.–-')[:longest]}…"
