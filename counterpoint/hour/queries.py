"""The page to run an hour together from, and what each takes home."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, Subquery
from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.numbers import whole
from counterpoint.claims.choices import State
from counterpoint.claims.models import Answer, Claim
from counterpoint.claims.models.claims import ClaimQuerySet
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.finding import Reader, in_reply, in_state, reader_of, seen_here
from counterpoint.claims.queries.record import RecordRow, rows_for
from counterpoint.goals.models import Need
from counterpoint.goals.queries.finding import goal_numbered, need_numbered
from counterpoint.goals.queries.needs import Takes, nobodys
from counterpoint.hour.models import Hour
from counterpoint.hour.policies import under_way
from counterpoint.partnership.choices import WHO_USES_SERVICES
from counterpoint.partnership.models import Member, Place
from counterpoint.partnership.queries import standing_as
from counterpoint.promises.queries import Because, PutPage, put_page
from counterpoint.stories.choices import Purpose
from counterpoint.stories.queries.newest import newest_story
from counterpoint.web import dates

AT_ONCE = 5
MOST_WRITTEN = 30
SOON = timedelta(days=14)
SILENT = (State.OVERDUE, State.UNANSWERED, State.NOT_DUE)  # nobody has said anything of it yet
STANDING = (State.RAISED, State.TAKEN, State.CONTESTED)  # a barrier that is still in the way

type Found = list[tuple[Claim, State, RecordRow]]


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody's own words, to begin with."""

    words: str
    lang: str
    who: str
    when: str
    about: str  # nothing of a story: it speaks for itself
    url: str


@dataclass(frozen=True, slots=True)
class HourPage:
    """Everything hour/show.jinja may show."""

    place: str
    day: str
    takes: tuple[Takes, ...]  # goals of whose needs some are nobody's, those first of which most are
    voice: Voice | None
    due: tuple[RecordRow, ...]
    contested: tuple[RecordRow, ...]
    barriers: tuple[RecordRow, ...]
    nobodys: tuple[RecordRow, ...]
    nobodys_sentence: str  # "Two barriers are taken by nobody, and three requests have no answer."
    under_way: bool
    since: str
    written: tuple[RecordRow, ...]  # what was promised since it was begun


@dataclass(frozen=True, slots=True)
class WritePage:
    """Everything hour/write.jinja and hour/write_here.jinja may show."""

    place: str
    lines: tuple[tuple[str, str], ...]  # what is nobody's: its goal's number and its own, and its words


def write_page(place: Place, at: datetime) -> WritePage:
    lines = [
        (f"{goal.number}.{one.number}", one.words)
        for goal in _with_nobodys(place, at)
        for one in goal.nobodys
    ]
    return WritePage(place.name, tuple(lines))


def line_said(member: Member, said: str, at: datetime) -> Need | None:
    """The line of what a goal takes that somebody means by "3.2", if it is there for them."""
    goal, line = (whole(number) for number in said.partition(".")[::2])
    if goal is None or line is None:
        return None
    found = goal_numbered(member, goal, at)
    return need_numbered(found, line) if found else None


def line_page(member: Member, line: Need) -> PutPage:
    """The form of a promise for one line, from its goal and back to it."""
    back = reverse("goals:show", kwargs={"slug": member.place.slug, "number": line.goal.number})
    words = f"“{str(line.goal.words).rstrip('.')}”. Your promise is tied to it."
    return put_page(member, Because("It is needed for the goal", words, back, "Look at the goal"), back)


@dataclass(frozen=True, slots=True)
class Taken:
    """What one person takes home: what they promised, and what was promised to them."""

    by_you: tuple[Claim, ...]
    to_you: tuple[Claim, ...]

    def __bool__(self) -> bool:
        return bool(self.by_you or self.to_you)


def latest(place: Place) -> Hour | None:
    return Hour.objects.filter(place=place).select_related("place").order_by("-number").first()


def current(place: Place, at: datetime) -> Hour | None:
    hour = latest(place)
    return hour if under_way(hour, at) else None


def hour_page(member: Member, at: datetime) -> HourPage:
    place = member.place
    reader = reader_of(member, day_in(at, place.zone))
    hour = current(place, at)
    seen = seen_here(member, at)
    found = _found(hour, seen, reader)
    shown = _shown(found, hour, reader.today + SOON)
    return HourPage(
        place=place.name,
        day=dates.day(reader.today),
        takes=_with_nobodys(place, at),
        voice=_story(member, at) or _voice(reader, seen),
        due=shown["due"],
        contested=shown["contested"],
        barriers=shown["barriers"],
        nobodys=shown["nobodys"],
        nobodys_sentence=_nobodys(found),
        under_way=hour is not None,
        since=f"{hour.begun_at.astimezone(ZoneInfo(place.zone)):%H:%M}" if hour else "",
        written=shown["written"],
    )


def _with_nobodys(place: Place, at: datetime) -> tuple[Takes, ...]:
    return tuple(one for one in nobodys(place, at, named=False) if one.nobodys)


def _found(hour: Hour | None, seen: ClaimQuerySet, reader: Reader) -> Found:
    """All records of the page in one query, for one may stand in two lists: the first few of each."""
    soon = reader.today + SOON
    due = seen.filter(_any_of(SILENT, reader), kind="promise", due_on__lte=soon)
    wanted = [
        due.order_by("due_on", "number"),
        seen.filter(in_state(State.CONTESTED, reader)).order_by("-stood_at", "-number"),
        seen.filter(_any_of(STANDING, reader), kind="barrier").order_by("put_at", "number"),
        seen.filter(_is_nobodys(reader)).order_by("put_at", "number"),
    ]
    keys = [found.values("pk")[:AT_ONCE] for found in wanted]
    if hour is not None:
        keys.append(seen.filter(kind="promise", put_at__gte=hour.begun_at).values("pk")[:MOST_WRITTEN])
    claims = Claim.objects.filter(Q(*(("pk__in", one) for one in keys), _connector=Q.OR))
    # Beside each record, how much is nobody's in all: so that it takes no query of its own.
    claims = claims.annotate(
        barriers_in_all=_how_many(seen.filter(in_state(State.RAISED, reader))),
        requests_in_all=_how_many(seen.filter(in_state(State.OPEN, reader), kind="request")),
    )
    return rows_for(claims, reader)


def _shown(found: Found, hour: Hour | None, soon: date) -> dict[str, tuple[RecordRow, ...]]:
    """Every list of the page."""

    def some(belongs: Callable[[Claim, State], bool], order: Callable[[Claim], Any]) -> tuple[RecordRow, ...]:
        here = [(claim, row) for claim, state, row in found if belongs(claim, state)]
        return tuple(row for _, row in sorted(here, key=lambda one: order(one[0])))

    return {
        "due": some(
            lambda c, s: c.kind == "promise" and c.due_on is not None and c.due_on <= soon and s in SILENT,
            lambda c: (c.due_on, c.number),
        )[:AT_ONCE],
        "contested": some(lambda c, s: s == State.CONTESTED, lambda c: (c.stood_at, c.number))[::-1][
            :AT_ONCE
        ],
        "barriers": some(lambda c, s: c.kind == "barrier" and s in STANDING, lambda c: (c.put_at, c.number))[
            :AT_ONCE
        ],
        "nobodys": some(
            lambda c, s: s == State.RAISED or (c.kind == "request" and s == State.OPEN),
            lambda c: (c.put_at, c.number),
        )[:AT_ONCE],
        "written": some(
            lambda c, s: hour is not None and c.kind == "promise" and c.put_at >= hour.begun_at,
            lambda c: c.number,
        ),
    }


def _how_many(found: ClaimQuerySet) -> Subquery:
    return Subquery(found.order_by().values("place").annotate(those=Count("pk")).values("those"))


def _any_of(states: tuple[State, ...], reader: Reader) -> Q:
    return reduce(or_, (in_state(one, reader) for one in states))


def _is_nobodys(reader: Reader) -> Q:
    return in_state(State.RAISED, reader) | Q(kind="request") & in_state(State.OPEN, reader)


def _nobodys(found: Found) -> str:
    first = found[0][0] if found else None
    barriers = getattr(first, "barriers_in_all", None) or 0
    requests = getattr(first, "requests_in_all", None) or 0
    said = [
        f"{dates.counted(barriers, 'barrier')} {'is' if barriers == 1 else 'are'} taken by nobody"
        if barriers
        else "",
        f"{dates.counted(requests, 'request')} {'has' if requests == 1 else 'have'} no answer"
        if requests
        else "",
    ]
    sentence = ", and ".join(one for one in said if one)
    return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""


def _story(member: Member, at: datetime) -> Voice | None:
    """The newest story whose teller lets it be read out at meetings."""
    story = newest_story(member, at, purpose=Purpose.MEETINGS)
    if story is None:
        return None
    return Voice(story.words, story.lang, story.who, story.when, "", story.url)


def _voice(reader: Reader, seen: ClaimQuerySet) -> Voice | None:
    """The newest words of somebody who uses services, or cares for someone, that this reader may read."""
    place = reader.member.place
    lived = Answer.objects.filter(
        place=place, perspective__in=WHO_USES_SERVICES, works_there=False, words__isnull=False,
        words__erased_at=None, claim__in=seen.exclude(in_reply(reader)).order_by().values("pk"),
    )  # fmt: skip
    newest = lived.select_related("words", "claim__sentence").order_by("-recorded_at", "-pk").first()
    if newest is None or newest.words is None:
        return None
    claim = newest.claim
    return Voice(
        words=str(newest.words),
        lang=newest.words.lang,
        who=standing_as(newest.perspective),
        when=dates.day(day_in(newest.recorded_at, place.zone)),
        about=str(claim.sentence),
        url=record_url(place.slug, claim.kind, claim.number),
    )


def taken_home(hour: Hour, member: Member) -> Taken:
    """Promises written down while the hour ran, as they concern this person: by themselves or those they speak for."""
    made = Claim.objects.filter(
        place_id=hour.place_id,
        kind="promise",
        put_at__gte=hour.begun_at,
        put_at__lte=hour.ended_at,
        withdrawn_at=None,
    ).select_related("sentence", "promise", "place")
    spoken_for = {one.organisation_id for one in member.memberships.all() if one.asked and one.until is None}
    mine = (
        Q(promise__promiser=member) | Q(claimants__member=member) | Q(claimants__organisation__in=spoken_for)
    )
    theirs = Q(counterparts__member=member) | Q(counterparts__organisation__in=spoken_for)
    return Taken(
        by_you=tuple(made.filter(mine).distinct().order_by("number")),
        to_you=tuple(made.filter(theirs).distinct().order_by("number")),
    )
