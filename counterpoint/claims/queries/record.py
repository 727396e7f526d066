"""The record: everything, newest first, by whatever words, kind, standing, organisation or message one looks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import parse_qsl, urlencode

from django.db.models import Prefetch
from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.numbers import whole
from counterpoint.claims.choices import KINDS, MESSAGES, STATES, State
from counterpoint.claims.models import Claim, Claimant
from counterpoint.claims.models.claims import ClaimQuerySet
from counterpoint.claims.policies import state_of
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.as_at import AsAt, as_at_of, query_of
from counterpoint.claims.queries.claim_loading import seen_now
from counterpoint.claims.queries.finding import (
    Reader,
    in_state,
    of_organisation,
    reader_of,
    seen_here,
    speaking_of,
)
from counterpoint.claims.queries.record_then import record_then
from counterpoint.partnership.models import Member, Organisation, Place, is_quiet
from counterpoint.partnership.queries import signed
from counterpoint.partnership.queries.membership import head_for
from counterpoint.partnership.queries.then import last_instant_of
from counterpoint.web import dates
from counterpoint.web.marks import Mark
from counterpoint.web.order import alphabetically

PER_PAGE = 25
LONGEST_SEARCH = 80
NO_MESSAGE = "none"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks the record for. Empty means all of it."""

    words: str = ""
    kind: str = ""
    state: str = ""
    organisation: int = 0  # its number in the place
    message: str = ""  # "1" to "10", or "none"
    page: int = 1
    as_at: date | None = None  # a past day

    @property
    def narrowed(self) -> bool:
        return replace(self, page=1, as_at=None) != Wanted()

    def query(self) -> str:
        """As the end of an address, without the page."""
        said = {"words": self.words, "kind": self.kind, "state": self.state, "message": self.message}
        if self.organisation:
            said["organisation"] = str(self.organisation)
        if self.as_at:
            said["as-at"] = self.as_at.isoformat()
        return urlencode({name: value for name, value in said.items() if value})


SOMEONE = "a leader here"  # of a behaviour the place reads what was said, and not whose it is


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One line of the record."""

    mark: str
    sentence: str
    url: str
    words: str
    who: str
    when: str
    about: str  # its kind, and the message that it speaks to


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Everything claims/record.jinja may say."""

    rows: tuple[RecordRow, ...]
    said: str  # 'Fourteen records speak of “ward 12”.'
    wanted: Wanted
    number: int
    pages: int
    url: str
    pager_url: str
    put_url: str
    kinds: tuple[tuple[str, str], ...]
    states: tuple[tuple[str, str], ...]
    organisations: tuple[tuple[str, str], ...]
    messages: tuple[tuple[str, str], ...]
    as_at: AsAt
    nothing_yet: str  # as at a day before anything was put, or before the place was there
    empty: bool  # nothing has been put in this place yet
    tried_url: str
    quiet_until: str  # in the quiet fortnight: its last day


def wanted_from(asked: Mapping[str, str], as_at: date | None = None) -> Wanted:
    """What an address asks for. What makes no sense in it is left out, never an error: it may be an old link."""
    state, kind, message = asked.get("state", ""), asked.get("kind", ""), asked.get("message", "")
    return Wanted(
        words=" ".join(asked.get("words", "").split())[:LONGEST_SEARCH],
        kind=kind if kind in KINDS else "",
        state=state if state in State else "",
        organisation=whole(asked.get("organisation", "")) or 0,
        message=message if message == NO_MESSAGE or whole(message) in MESSAGES else "",
        page=whole(asked.get("page", "")) or 1,
        as_at=as_at,
    )


def record_key(member: Member, wanted: Wanted, at: datetime) -> str:
    """All that the page depends on: while it is the same, so is the page."""
    place, held = member.place, head_for(member)
    today = day_in(at, place.zone)
    quiet = is_quiet(place, at)
    return f"record|{place.pk}|{held}|{today}|{quiet}|{member.pk}|{wanted.page}|{wanted.query()}"


def record_page(member: Member, wanted: Wanted, at: datetime) -> RecordPage:
    place = member.place
    until = last_instant_of(wanted.as_at, place, at)
    wanted = wanted if until else replace(wanted, as_at=None)
    found, states = _looked_up(member, wanted, at, until)
    organisations = tuple(
        Organisation.objects.filter(place=place, joined_at__lte=until or at)
        .order_by(alphabetically("name"), "number")
        .values_list("number", "name")
    )
    count = found.count()
    pages = max(1, -(-count // PER_PAGE))
    number = min(wanted.page, pages)
    rows = _rows_of(found if until else _with_claimants(found), (number - 1) * PER_PAGE)
    url = reverse("claims:record", kwargs={"slug": place.slug})
    query = wanted.query()
    return RecordPage(
        rows=tuple(row_of(claim, state, place, wanted.as_at) for claim, state in states(rows)),
        said=_said(count, wanted, dict(organisations)),
        wanted=wanted,
        number=number,
        pages=pages,
        url=url,
        pager_url=f"{url}?{query}&page=" if query else f"{url}?page=",
        put_url=reverse("claims:put", kwargs={"slug": place.slug}),
        tried_url=reverse("experiments:list", kwargs={"slug": place.slug}),
        kinds=(("", "everything"), *((kind.key, kind.plural) for kind in KINDS.values())),
        states=(("", "however it stands"), *((state.value, words) for state, words in STATES.items())),
        organisations=(("", "anyone"), *((str(key), name) for key, name in organisations)),
        messages=_messages(),
        as_at=as_at_of(url, place, at, until, kept=tuple(parse_qsl(replace(wanted, as_at=None).query()))),
        nothing_yet=_nothing_yet(place, until) if until and count == 0 and not wanted.narrowed else "",
        empty=count == 0 and not wanted.narrowed and not until,
        quiet_until=dates.day(day_in(place.quiet_until, place.zone))
        if place.quiet_until and is_quiet(place, at)
        else "",
    )


def _looked_up(
    member: Member, wanted: Wanted, at: datetime, until: datetime | None
) -> tuple[ClaimQuerySet, Callable[[Sequence[Claim]], Iterable[tuple[Claim, State]]]]:
    """What is found, and how to tell how a few of it stand for this reader: now, or as at a past day."""
    claims = seen_here(member, at)
    if wanted.kind:
        claims = claims.filter(kind=wanted.kind)
    if until and wanted.as_at:
        then = record_then(member, at, wanted.as_at, until)
        return then.found(wanted, claims), then.rewound
    reader = reader_of(member, day_in(at, member.place.zone))
    return _found(wanted, claims, reader), lambda rows: [(one, _state(one, reader)) for one in rows]


def _nothing_yet(place: Place, until: datetime) -> str:
    if until < place.founded_at:
        founded = dates.day(day_in(place.founded_at, place.zone))
        return f"{place.name} was founded here on {founded}, so nothing was on the record yet."
    return "Nothing was on the record yet."


def _found(wanted: Wanted, claims: ClaimQuerySet, reader: Reader) -> ClaimQuerySet:
    if wanted.message:
        claims = claims.filter(message=None if wanted.message == NO_MESSAGE else int(wanted.message))
    if wanted.organisation:
        claims = claims.filter(of_organisation(reader.member.place_id, wanted.organisation))
    if wanted.state:
        claims = claims.filter(in_state(State(wanted.state), reader))
    if wanted.words:
        claims = claims.filter(speaking_of(wanted.words, reader))
    return claims


def _rows_of(found: ClaimQuerySet, first: int) -> list[Claim]:
    return list(found.select_related("sentence", "put_by", "put_for")[first : first + PER_PAGE])


def _with_claimants(found: ClaimQuerySet) -> ClaimQuerySet:
    claimants = Claimant.objects.select_related("organisation", "member").order_by("pk")
    return found.select_related("sentence", "put_by", "put_for").prefetch_related(
        Prefetch("claimants", claimants)
    )


def rows_for(found: ClaimQuerySet, reader: Reader) -> list[tuple[Claim, State, RecordRow]]:
    """A few records, each with how it stands for this reader and as the record writes it. Two queries."""
    states = ((one, _state(one, reader)) for one in _with_claimants(found))
    return [(one, state, row_of(one, state, reader.member.place)) for one, state in states]


def _state(claim: Claim, reader: Reader) -> State:
    zone = reader.member.place.zone
    return state_of(seen_now(claim), today=reader.today, zone=zone, reads_contest=claim.pk in reader.told)


def row_of(claim: Claim, state: State, place: Place, as_at: date | None = None) -> RecordRow:
    message = f" · message {claim.message}" if claim.message else ""
    return RecordRow(
        mark=mark_of(state),
        sentence=str(claim.sentence),
        url=record_url(place.slug, claim.kind, claim.number) + query_of(as_at),
        words=claim.of.state(state),
        who=who_claims(claim),
        when=dates.day(day_in(claim.put_at, place.zone)),
        about=f"{claim.of.noun}, number {claim.number}{message}",
    )


def who_claims(claim: Claim) -> str:
    """Who is behind it, as far as it has come: who claims, who is asked, who raised it, who heard it."""
    who = [
        one.organisation.called if one.organisation else signed(one.member, None, "")
        for one in claim.claimants.all()
    ]
    names = dates.listed(who)
    if claim.of.unnamed:
        return SOMEONE
    if claim.kind == "coproduced" and claim.claimed_at is None:
        return f"offered by {names}"
    by = signed(claim.put_by, claim.put_for, claim.put_as)
    if claim.kind == "barrier":
        return f"{names} {'says' if len(who) == 1 else 'say'} that it is gone" if who else f"raised by {by}"
    if claim.kind == "request":
        return f"{by} asks {names}"
    return names if claim.claimed_at else f"{names}, heard by {by}"


def mark_of(state: State) -> str:
    """The mark that is drawn for a state."""
    named = {
        State.FEW: Mark.FEW_ANSWERS,
        State.DISOWNED: Mark.HEARD,
        State.OFFERED: Mark.OPEN,
        State.SAME: Mark.WITHDRAWN,
    }
    return named.get(state) or Mark(state.value)


def _said(count: int, wanted: Wanted, organisations: Mapping[int, str]) -> str:
    """The count as a sentence: "14 records speak of “ward 12”."."""
    if not wanted.narrowed:
        return f"{_records(count)}, newest first." if count else ""
    kind = KINDS.get(wanted.kind)
    what = dates.plural(count, kind.noun, kind.plural) if kind else dates.plural(count, "record")
    verb = "speaks" if count == 1 else "speak"
    narrowed = []
    if wanted.organisation in organisations:
        narrowed.append(f"with {organisations[wanted.organisation]} in {'it' if count == 1 else 'them'}")
    if wanted.message:
        narrowed.append(
            f"under message {wanted.message}" if wanted.message != NO_MESSAGE else "under no message"
        )
    if wanted.state:
        narrowed.append(f"marked “{STATES[State(wanted.state)]}”")
    spoken = f" {verb} of “{wanted.words}”" if wanted.words else ""
    number = dates.figure(count) if count else "No"
    return f"{number} {what}{spoken}{' ' if narrowed else ''}{', '.join(narrowed)}."


def _records(count: int) -> str:
    return f"{dates.figure(count)} {dates.plural(count, 'record')}"


def _messages() -> tuple[tuple[str, str], ...]:
    ten = ((str(number), f"{number} {words}") for number, words in MESSAGES.items())
    return (("", "any message"), *ten, (NO_MESSAGE, "none of the ten"))
