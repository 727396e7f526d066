"""A barrier without a name: the page that raises it, and what its ticket shows.

These pages know no member, keep nothing of who opens them, and say in words what can and what can't be known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import Verdict
from counterpoint.barriers.choices import BarrierState
from counterpoint.barriers.models import Barrier
from counterpoint.barriers.queries.raising import ELSEWHERE
from counterpoint.claims.choices import TurnVerb
from counterpoint.claims.models import Answer, Ticket, Turn, Unsealed
from counterpoint.partnership.models import Place, is_quiet
from counterpoint.web import dates
from counterpoint.web.marks import Mark

DRAWN = {
    Verdict.YES: Mark.CONFIRMED,
    Verdict.PARTLY: Mark.PARTLY,
    Verdict.NO: Mark.CONTESTED,
}
TAKEN_NOTE = {
    TurnVerb.TOOK: "{who} took it on.",
    TurnVerb.REFUSED: "{who} says that it stays, and why:",
    TurnVerb.GONE: "{who} says that it is gone.",
    TurnVerb.REPLIED: "{who} replied:",
    TurnVerb.TALKED: "What came of talking:",
}


@dataclass(frozen=True, slots=True)
class QuietPage:
    """Everything barriers/quietly.jinja may say."""

    place: str
    elsewhere: str
    partners: tuple[tuple[str, str], ...]  # whom one may name as able to remove it
    how_often: tuple[tuple[str, str], ...]
    slip: str


@dataclass(frozen=True, slots=True)
class Came:
    """One thing that became of it."""

    when: str
    sentence: str
    words: str


@dataclass(frozen=True, slots=True)
class TicketPage:
    """Everything barriers/ticket.jinja may say."""

    place: str
    sentence: str
    number: int  # 0 while it waits to be sealed
    address: str  # the whole link, to be written down
    came: tuple[Came, ...]
    answers: tuple[tuple[str, str, str], ...]  # verdict, its mark, its words on the button
    said: str  # what this ticket said last
    waits: bool  # an answer that waits to be sealed
    done: bool  # just now


def quiet_page(
    place: Place,
    partners: tuple[tuple[str, str], ...],
    how_often: tuple[tuple[str, str], ...],
    slip: str,
    at: datetime,
) -> QuietPage:
    """In a quiet fortnight nobody outside learns who the partners are."""
    return QuietPage(str(place), ELSEWHERE, () if is_quiet(place, at) else partners, how_often, slip)


def ticket_waiting(told: str) -> Place | None:
    """The place in which a barrier with this ticket waits to be sealed."""
    found = Unsealed.objects.filter(act="raise", ticket_hash=told).select_related("place").first()
    return found.place if found else None


def ticket_of(told: str) -> Ticket | None:
    """A ticket that was sealed without a name."""
    return (
        Ticket.objects.filter(hash=told, anonymous=True)
        .select_related("claim__place", "claim__sentence", "place")
        .first()
    )


def ticket_page(told: str, address: str, *, done: bool = False) -> TicketPage | None:
    """What a ticket without a name shows. `told`: the hash of its secret."""
    waiting = Unsealed.objects.filter(act="raise", ticket_hash=told).select_related("place").first()
    if waiting:
        return TicketPage(
            str(waiting.place), waiting.payload["sentence"], 0, address, (), (), "", False, done
        )
    ticket = ticket_of(told)
    if ticket is None:
        return None
    claim = ticket.claim
    said, waits = _said_last(ticket)
    return TicketPage(
        place=str(claim.place),
        sentence=str(claim.sentence),
        number=claim.number,
        address=address,
        came=_came(ticket),
        answers=_answers(ticket),
        said=said,
        waits=waits,
        done=done,
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
    found = [Came(dates.day(day_in(claim.put_at, zone)), "It was put on the record, without a name.", "")]
    turns = Turn.objects.filter(claim=claim).select_related("organisation", "words").order_by("position")
    for turn in turns:
        said = TAKEN_NOTE.get(TurnVerb(turn.verb))
        if said:
            who = turn.organisation.name if turn.organisation else "Somebody"
            words = str(turn.words) if turn.words else ""
            found.append(Came(dates.day(day_in(turn.at, zone)), said.format(who=who), words))
    return tuple(reversed(found))
