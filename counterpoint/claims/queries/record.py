"""The record: everything, newest first, by whatever words, kind, standing, organisation or message one looks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.choices import KINDS, MESSAGES, STATES, State
from counterpoint.claims.models import Claim, Claimant
from counterpoint.claims.models.claims import ClaimQuerySet
from counterpoint.claims.policies import state_of
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.claim_loading import seen_now
from counterpoint.claims.queries.finding import (
    Reader,
    in_state,
    of_organisation,
    reader_of,
    seen_here,
    speaking_of,
)
from counterpoint.ledger.queries import head
from counterpoint.partnership.models import Member, Organisation, is_quiet
from counterpoint.partnership.queries import signed
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

    @property
    def narrowed(self) -> bool:
        return replace(self, page=1) != Wanted()

    def query(self) -> str:
        """As the end of an address, without the page."""
        said = {"words": self.words, "kind": self.kind, "state": self.state, "message": self.message}
        if self.organisation:
            said["organisation"] = str(self.organisation)
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
    empty: bool  # nothing has been put in this place yet
    quiet_until: str  # in the quiet fortnight: its last day


def wanted_from(asked: Mapping[str, str]) -> Wanted:
    """What an address asks for. What makes no sense in it is left out, never an error: it may be an old link."""
    state, kind, message = asked.get("state", ""), asked.get("kind", ""), asked.get("message", "")
    return Wanted(
        words=" ".join(asked.get("words", "").split())[:LONGEST_SEARCH],
        kind=kind if kind in KINDS else "",
        state=state if state in State else "",
        organisation=_number(asked.get("organisation", "")),
        message=message if message == NO_MESSAGE or _number(message) in MESSAGES else "",
        page=max(1, _number(asked.get("page", ""))),
    )


def record_key(member: Member, wanted: Wanted, at: datetime) -> str:
    """All that the page depends on: while it is the same, so is the page."""
    place, now = member.place, head(member.place_id)
    today = day_in(at, place.zone)
    quiet = is_quiet(place, at)
    return f"record|{place.pk}|{now.hash}|{now.ballots}|{today}|{quiet}|{member.pk}|{wanted.page}|{wanted.query()}"


def record_page(member: Member, wanted: Wanted, at: datetime) -> RecordPage:
    place = member.place
    reader = reader_of(member, day_in(at, place.zone))
    organisations = tuple(
        Organisation.objects.filter(place=place)
        .order_by(alphabetically("name"), "number")
        .values_list("number", "name")
    )
    found = _found(wanted, reader, at)
    count = found.count()
    pages = max(1, -(-count // PER_PAGE))
    number = min(wanted.page, pages)
    rows = _rows_of(found, (number - 1) * PER_PAGE)
    url = reverse("claims:record", kwargs={"slug": place.slug})
    query = wanted.query()
    return RecordPage(
        rows=tuple(_row(claim, reader, place.slug) for claim in rows),
        said=_said(count, wanted, dict(organisations)),
        wanted=wanted,
        number=number,
        pages=pages,
        url=url,
        pager_url=f"{url}?{query}&page=" if query else f"{url}?page=",
        put_url=reverse("claims:put", kwargs={"slug": place.slug}),
        kinds=(("", "everything"), *((kind.key, kind.plural) for kind in KINDS.values())),
        states=(("", "however it stands"), *((state.value, words) for state, words in STATES.items())),
        organisations=(("", "anyone"), *((str(key), name) for key, name in organisations)),
        messages=_messages(),
        empty=count == 0 and not wanted.narrowed,
        quiet_until=dates.day(day_in(place.quiet_until, place.zone))
        if place.quiet_until and is_quiet(place, at)
        else "",
    )


def _found(wanted: Wanted, reader: Reader, at: datetime) -> ClaimQuerySet:
    claims = seen_here(reader.member, at)
    if wanted.kind:
        claims = claims.filter(kind=wanted.kind)
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
    return list(_with_claimants(found)[first : first + PER_PAGE])


def _with_claimants(found: ClaimQuerySet) -> ClaimQuerySet:
    claimants = Claimant.objects.select_related("organisation", "member").order_by("pk")
    return found.select_related("sentence", "put_by", "put_for").prefetch_related(
        Prefetch("claimants", claimants)
    )


def rows_for(found: ClaimQuerySet, reader: Reader) -> list[tuple[Claim, State, RecordRow]]:
    """A few records, each with how it stands for this reader and as the record writes it. Two queries."""
    slug = reader.member.place.slug
    return [(one, _state(one, reader), _row(one, reader, slug)) for one in _with_claimants(found)]


def _state(claim: Claim, reader: Reader) -> State:
    zone = reader.member.place.zone
    return state_of(seen_now(claim), today=reader.today, zone=zone, reads_contest=claim.pk in reader.told)


def _row(claim: Claim, reader: Reader, slug: str) -> RecordRow:
    zone, state = reader.member.place.zone, _state(claim, reader)
    message = f" · message {claim.message}" if claim.message else ""
    return RecordRow(
        mark=mark_of(state),
        sentence=str(claim.sentence),
        url=record_url(slug, claim.kind, claim.number),
        words=STATES[state],
        who=who_claims(claim),
        when=dates.day(day_in(claim.put_at, zone)),
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
    named = {State.FEW: Mark.FEW_ANSWERS, State.DISOWNED: Mark.HEARD, State.OFFERED: Mark.OPEN}
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


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0
