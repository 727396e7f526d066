"""Yours: what waits for your word, what was promised to you and by you, and what changed because of you."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.choices import PUT_AGAIN, State
from counterpoint.claims.models import Claim
from counterpoint.claims.queries.addresses import again_url, record_url
from counterpoint.claims.queries.again import Because, due_again
from counterpoint.claims.queries.asks import AskCard, ask_cards
from counterpoint.claims.queries.because import Came, because_of_you, state_for
from counterpoint.claims.queries.inheriting import Waits, waiting_to_inherit
from counterpoint.claims.queries.mine import Mine, mine
from counterpoint.claims.queries.readers import CONTEST
from counterpoint.claims.queries.record import mark_of
from counterpoint.claims.queries.telling import called, counterpart_called, only_counted
from counterpoint.claims.queries.waiting import most_overdue_first, waiting_on
from counterpoint.ledger.queries import head
from counterpoint.partnership.models import Member, is_quiet
from counterpoint.web import dates

DUE_AGAIN = {
    Because.TIME: "due to be put again since {day}",
    Because.PRESSURE: "pressure was declared on {day}: is it still protected?",
    Because.CHART: "a chart of pressure got worse on {day}: is it still protected?",
    Because.TWICE_A_YEAR: "your next account is due since {day}",
}
AT_ONCE = 7  # "promises I owe and am owed (max 7)"
ASKS_AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class Line:
    """One record in a list of yours."""

    mark: str
    sentence: str
    url: str
    words: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class HeardOfYou:
    """A promise that somebody heard you make: own it, or not."""

    sentence: str
    heard: str
    url: str
    own_url: str


@dataclass(frozen=True, slots=True)
class Several:
    """A list, and where the rest of it is."""

    lines: tuple[Line, ...]
    more: int  # how many are not shown
    all_url: str


@dataclass(frozen=True, slots=True)
class YoursPage:
    """Everything claims/yours.jinja may say."""

    name: str
    asks: tuple[AskCard, ...]
    more_asks: int
    asked_this_month: str
    contest: str
    heard: tuple[HeardOfYou, ...]
    inherits: tuple[Waits, ...]  # what whoever came before left open
    requests: tuple[Line, ...]
    to_you: Several
    by_you: Several
    because: tuple[Came, ...]
    again: tuple[Line, ...]
    ring_url: str  # for a convenor
    empty: bool
    thanks: bool
    put_url: str
    hear_url: str
    barrier_url: str
    ask_url: str


def yours_key(member: Member, at: datetime) -> str:
    """All that the page depends on: while it is the same, so is the page."""
    place, now = member.place, head(member.place_id)
    quiet = is_quiet(place, at)
    return f"yours|{place.pk}|{now.hash}|{now.ballots}|{day_in(at, place.zone)}|{quiet}|{member.pk}"


def yours_page(member: Member, at: datetime, *, thanks: bool) -> YoursPage:
    place = member.place
    today = day_in(at, place.zone)
    told = mine(member, at)
    waiting = most_overdue_first(waiting_on(told.claimed, told.seats, told.said, at, only=member))
    asks = ask_cards(waiting[:ASKS_AT_ONCE], told, member)
    reading = _Reading(member, told, today, frozenset(one.claim.pk for one in waiting))
    to_you, by_you = _to_you(reading), _by_you(reading)
    heard = _heard_of_you(reading)
    requests = tuple(reading.line(one, _silence(one, today)) for one in _requests(reading))
    because = because_of_you(told, member, at)
    inherits = waiting_to_inherit(member, told.house.family)
    return YoursPage(
        name=member.name,
        asks=asks,
        more_asks=max(0, len(waiting) - len(asks)),
        asked_this_month=_asked_this_month(told, today, place.zone),
        contest=CONTEST,
        heard=heard,
        inherits=inherits,
        requests=requests,
        to_you=to_you,
        by_you=by_you,
        because=because,
        again=(again := _again(reading)),
        ring_url=reverse("claims:ring", kwargs={"slug": place.slug}) if member.convenor else "",
        empty=not (asks or heard or inherits or requests or to_you.lines or by_you.lines or because or again),
        thanks=thanks,
        put_url=reverse("claims:put", kwargs={"slug": place.slug}),
        hear_url=f"/{place.slug}/promises/hear/",
        barrier_url=f"/{place.slug}/barriers/raise/",
        ask_url=reverse("requests:put", kwargs={"slug": place.slug}),
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """Whose page it is, on which day, and on which claims they have yet to speak."""

    member: Member
    told: Mine
    today: date
    unsaid: frozenset[int]

    def state(self, claim: Claim) -> State:
        return state_for(claim, self.member, self.told, self.today)

    def line(self, claim: Claim, when: str) -> Line:
        """Nobody sees what a colleague said before they have spoken: a record that waits for them only says so."""
        state = self.state(claim)
        unsaid = claim.pk in self.unsaid
        return Line(
            mark="open" if unsaid else mark_of(state),
            sentence=str(claim.sentence),
            url=record_url(self.member.place.slug, claim.kind, claim.number),
            words="waits for your word" if unsaid else claim.of.state(state),
            who=_between(claim, self.member),
            when=when,
        )


def _between(claim: Claim, member: Member) -> str:
    """Who promised or was asked, and to whom: short names, and no more than two on a side."""
    makers = [
        one.organisation.called if one.organisation else called(one.member) for one in claim.claimants.all()
    ]
    must = [one for one in claim.counterparts.all() if one.must_hear and one.counts_from]
    asked = [
        "you"
        if one.member_id == member.pk
        else one.organisation.called
        if one.organisation
        else counterpart_called(one)
        for one in must
        if not only_counted(one, claim)
    ]
    places = len(must) - len(asked)
    asked += [dates.counted(places, "place")] if places else []
    return f"{_two(makers)} to {_two(asked)}" if makers and asked else _two(makers or asked)


def _two(names: list[str]) -> str:
    several = list(dict.fromkeys(names))
    if len(several) > 3:
        several = [*several[:2], f"{dates.number_word(len(several) - 2)} more"]
    return dates.listed(several)


def _is_mine(claim: Claim, reading: _Reading) -> bool:
    """Is it promised by this member, or in the name of those they work for?"""
    return any(
        one.member_id == reading.member.pk or one.organisation_id in reading.told.worked_for
        for one in claim.claimants.all()
    )


def _to_you(reading: _Reading) -> Several:
    def is_to_you(claim: Claim) -> bool:
        return any(
            one.must_hear and (one.member_id == reading.member.pk or one.organisation_id in reading.told.ours)
            for one in claim.counterparts.all()
        )

    promises = [
        one
        for one in reading.told.claims
        if one.kind == "promise" and is_to_you(one) and not _is_mine(one, reading)
    ]
    return _several(reading, promises)


def _by_you(reading: _Reading) -> Several:
    promises = [
        one
        for one in reading.told.claims
        if one.kind == "promise" and one.claimed_at is not None and _is_mine(one, reading)
    ]
    return _several(reading, promises)


def _several(reading: _Reading, claims: list[Claim]) -> Several:
    """Those still to be kept first, the nearest day above; then those that were spoken of, newest first."""

    def order(claim: Claim) -> tuple[bool, float, int]:
        when = claim.due_on or day_in(claim.put_at, claim.place.zone)
        spoken = claim.spoken
        moment = -(claim.stood_at or claim.put_at).timestamp() if spoken else float(when.toordinal())
        return spoken, moment, claim.number

    shown = sorted(claims, key=order)
    lines = tuple(reading.line(one, _by_when(one, reading.today)) for one in shown[:AT_ONCE])
    slug = reading.member.place.slug
    current = [one.organisation for one in reading.member.memberships.all() if one.until is None]
    of = f"&organisation={current[0].number}" if current else ""
    return Several(lines, max(0, len(shown) - AT_ONCE), f"/{slug}/record/?kind=promise{of}")


def _by_when(claim: Claim, today: date) -> str:
    if claim.due_on is None:
        return f"put {dates.ago_or_in(day_in(claim.put_at, claim.place.zone), today)}"
    moved = (
        f", first promised for {dates.day(claim.first_due_on)}" if claim.first_due_on != claim.due_on else ""
    )
    return f"by {dates.day(claim.due_on)} ({dates.ago_or_in(claim.due_on, today)}){moved}"


def _heard_of_you(reading: _Reading) -> tuple[HeardOfYou, ...]:
    found = []
    for claim in reading.told.claims:
        if (
            claim.before != State.HEARD
            or claim.claimed_at is not None
            or not _says_you_promised(claim, reading)
        ):
            continue
        url = record_url(reading.member.place.slug, claim.kind, claim.number)
        heard = dates.ago_or_in(day_in(claim.put_at, claim.place.zone), reading.today)
        by = claim.put_by.name if claim.put_by and claim.put_by.signs else "Somebody"
        found.append(HeardOfYou(str(claim.sentence), f"{by} wrote it down {heard}.", url, f"{url}own/"))
    return tuple(found)


def _says_you_promised(claim: Claim, reading: _Reading) -> bool:
    people = [one.member_id for one in claim.claimants.all() if one.member_id]
    return reading.member.pk in people if people else _is_mine(claim, reading)


def _requests(reading: _Reading) -> list[Claim]:
    found = [one for one in reading.told.claims if one.kind == "request" and one.claimed_at is None]
    return sorted((one for one in found if _is_mine(one, reading)), key=lambda one: one.put_at)


def _silence(claim: Claim, today: date) -> str:
    return f"asked {dates.ago_or_in(day_in(claim.put_at, claim.place.zone), today)}; nothing yet"


def _again(reading: _Reading) -> tuple[Line, ...]:
    claims = [one for one in reading.told.claims if one.kind in PUT_AGAIN and _is_mine(one, reading)]
    found = []
    for claim in claims:
        due = due_again(claim)
        theirs = due is not None and (
            due.because != Because.TWICE_A_YEAR or claim.put_by_id == reading.member.pk
        )
        if due and theirs and due.since <= reading.today:
            words = DUE_AGAIN[due.because].format(day=dates.day(due.since))
            line = reading.line(claim, words)
            found.append(Line(line.mark, line.sentence, again_url(claim), line.words, line.who, line.when))
    return tuple(found)


def _asked_this_month(told: Mine, today: date, zone: str) -> str:
    """So that everyone sees how much is asked of them."""
    days = [day_in(one, zone) for one in told.asks]
    count = sum((one.year, one.month) == (today.year, today.month) for one in days)
    if not count:
        return "You have been asked nothing this month."
    return f"You have been asked {dates.counted(count, 'thing')} this month."
