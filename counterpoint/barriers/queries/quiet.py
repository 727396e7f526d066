"""A barrier without a name: the page that raises it, and what its ticket shows.

These pages know no member, keep nothing of who opens them, and say in words what can and what can't be known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import Verdict
from counterpoint.barriers.choices import BarrierState
from counterpoint.barriers.models import Barrier
from counterpoint.barriers.queries.alike import Alike, alike_for_ticket
from counterpoint.barriers.queries.elsewhere import elsewhere_of
from counterpoint.barriers.queries.ways import Way, ways
from counterpoint.claims.choices import TurnVerb
from counterpoint.claims.models import Answer, ShortCode, Ticket, Turn, Unsealed
from counterpoint.claims.policies import codes
from counterpoint.partnership.models import Place, is_quiet
from counterpoint.web import dates
from counterpoint.web.marks import Mark
from counterpoint.web.qr import qr

DRAWN = {
    Verdict.YES: Mark.CONFIRMED,
    Verdict.PARTLY: Mark.PARTLY,
    Verdict.NO: Mark.CONTESTED,
}
TAKEN_NOTE = {
    TurnVerb.TOOK: "{who} took it on.",
    TurnVerb.REFUSED: "{who} says that it stays, and why:",
    TurnVerb.HANDED_ON: "{who} handed it on, and says why:",
    TurnVerb.GATHERED: "Another barrier is the same as this, said somebody whom it stops. From now on they are one.",
    TurnVerb.GONE: "{who} says that it is gone.",
    TurnVerb.REPLIED: "{who} replied:",
    TurnVerb.TALKED: "What came of talking:",
}


@dataclass(frozen=True, slots=True)
class QuietPage:
    """Everything barriers/quietly.jinja may say."""

    place: str
    elsewhere: tuple[tuple[str, str], ...]
    ways: tuple[Way, ...]
    partners: tuple[tuple[str, str], ...]  # whom one may name as able to remove it
    how_often: tuple[tuple[str, str], ...]
    types: tuple[tuple[str, str], ...]
    slip: str


@dataclass(frozen=True, slots=True)
class MeTooPage:
    """Everything barriers/me_too.jinja may say."""

    place: str
    number: int
    sentence: str
    slip: str
    elsewhere: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Came:
    """One thing that became of it."""

    when: str
    sentence: str
    words: str


@dataclass(frozen=True, slots=True)
class Slip:
    """A ticket to take home: its code, its link, and the link as a picture. Nothing where the reader has no secret."""

    code: str  # "K7QD 4MXP", or none while it has run out
    code_until: str
    code_at: str  # where a code is typed
    address: str  # the whole link, to be written down
    qr: str


@dataclass(frozen=True, slots=True)
class TicketPage:
    """Everything barriers/ticket.jinja may say."""

    place: str
    sentence: str
    number: int  # 0 while it waits to be sealed
    raised: bool  # else: "this stops me too"
    slip: Slip | None
    came: tuple[Came, ...]
    answers: tuple[tuple[str, str, str], ...]  # verdict, its mark, its words on the button
    said: str  # what this ticket said last
    waits: bool  # an answer that waits to be sealed
    same: tuple[Alike, ...]  # others that this may be the same as
    merging: int  # the number of the one that it is said to be the same as, which waits to be sealed
    done: str  # what was just done: "answer", "same"
    by_member: bool = False  # opened by a member whose name the stewards know, and not with the secret


def quiet_page(
    place: Place,
    partners: tuple[tuple[str, str], ...],
    choices: tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]],
    slip: str,
    at: datetime,
) -> QuietPage:
    """In a quiet fortnight nobody outside learns who the partners are. `choices`: how often, and of what type."""
    return QuietPage(
        place=str(place),
        elsewhere=elsewhere_of(place),
        ways=ways(place, "raise_quietly", tell=True),
        partners=() if is_quiet(place, at) else partners,
        how_often=choices[0],
        types=choices[1],
        slip=slip,
    )


def me_too_page(barrier: Barrier, slip: str) -> MeTooPage:
    claim = barrier.claim
    return MeTooPage(str(claim.place), claim.number, str(claim.sentence), slip, elsewhere_of(claim.place))


def ticket_waiting(told: str) -> Place | None:
    """The place in which an act with this new ticket waits to be sealed."""
    found = _waiting(told)
    return found.place if found else None


def _waiting(told: str) -> Unsealed | None:
    return (
        Unsealed.objects.filter(act__in=("raise", "me_too"), ticket_hash=told).select_related("place").first()
    )


def ticket_of(told: str) -> Ticket | None:
    """A ticket that was sealed without a name."""
    return (
        Ticket.objects.filter(hash=told, anonymous=True, claim__kind="barrier")
        .select_related("claim__place", "claim__sentence", "place")
        .first()
    )


def slip_of(secret: str, site: str, address: str, today: date) -> Slip:
    """`site` and `address`: where the place's pages and this ticket's are."""
    code = codes.code_of(secret)
    kept = ShortCode.objects.filter(hash=codes.hash_of_code(code), until__gte=today).first()
    return Slip(
        code=codes.in_two(code) if kept else "",
        code_until=dates.day(kept.until) if kept else "",
        code_at=f"{site.partition('://')[2]}/code/",
        address=address,
        qr=qr(address),
    )


def ticket_page(
    told: str, slip: Slip | None, at: datetime, *, done: str = "", by_member: bool = False
) -> TicketPage | None:
    """What a ticket without a name shows. `told`: the hash of its secret."""
    waiting = _waiting(told)
    if waiting:
        return _not_sealed(waiting, slip, by_member=by_member)
    ticket = ticket_of(told)
    if ticket is None:
        return None
    claim = ticket.claim
    said, waits = _said_last(ticket)
    merging = Unsealed.objects.filter(place_id=ticket.place_id, act="merge", ticket_hash=told).first()
    own = any(one.must_hear for one in claim.counterparts.all() if one.ticket_id == ticket.pk)
    return TicketPage(
        place=str(claim.place),
        sentence=str(claim.sentence),
        number=claim.number,
        raised=own,
        slip=slip,
        came=_came(ticket),
        answers=_answers(ticket),
        said=said,
        waits=waits,
        same=() if merging or is_quiet(claim.place, at) else alike_for_ticket(ticket),
        merging=int(merging.payload["into"]) if merging else 0,
        done=done,
        by_member=by_member,
    )


def _not_sealed(waiting: Unsealed, slip: Slip | None, *, by_member: bool) -> TicketPage:
    raised = waiting.act == "raise"
    if raised:
        sentence = str(waiting.payload["sentence"])
    else:
        barrier = Barrier.objects.select_related("claim__sentence")
        sentence = str(
            barrier.get(place=waiting.place, claim__number=waiting.payload["number"]).claim.sentence
        )
    return TicketPage(
        place=str(waiting.place),
        sentence=sentence,
        number=0,
        raised=raised,
        slip=slip,
        came=(),
        answers=(),
        said="",
        waits=False,
        same=(),
        merging=0,
        done="",
        by_member=by_member,
    )


def _answers(ticket: Ticket) -> tuple[tuple[str, str, str], ...]:
    """The buttons, once there is something to answer."""
    claim = ticket.claim
    gone = Barrier.objects.filter(claim=claim, state=BarrierState.GONE).exists()
    if not gone or claim.withdrawn_at:
        return ()
    shown = (*DRAWN, Verdict.CANT_TELL)
    return tuple((one.value, DRAWN.get(one, ""), claim.of.says(one)) for one in shown)


def _said_last(ticket: Ticket) -> tuple[str, bool]:
    waiting = Unsealed.objects.filter(place_id=ticket.place_id, act="answer", ticket_hash=ticket.hash).first()
    if waiting:
        return ticket.claim.of.says(Verdict(waiting.payload["verdict"])), True
    last = Answer.objects.filter(claim=ticket.claim, ticket=ticket).order_by("-position").first()
    return (ticket.claim.of.says(Verdict(last.verdict)), False) if last else ("", False)


def _came(ticket: Ticket) -> tuple[Came, ...]:
    claim = ticket.claim
    zone = claim.place.zone
    how = "It was put on the record." if claim.put_by_id else "It was put on the record, without a name."
    found = [Came(dates.day(day_in(claim.put_at, zone)), how, "")]
    turns = Turn.objects.filter(claim=claim).select_related("organisation", "words").order_by("position")
    for turn in turns:
        said = TAKEN_NOTE.get(TurnVerb(turn.verb))
        if said:
            who = turn.organisation.name if turn.organisation else "Somebody"
            words = str(turn.words) if turn.words else ""
            found.append(Came(dates.day(day_in(turn.at, zone)), said.format(who=who), words))
    return tuple(reversed(found))
