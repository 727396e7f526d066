"""Taking a record to a programme, and what comes back. Two places, one transaction: docs/adr/0015."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from counterpoint.analysis.identifiers import why_not_say
from counterpoint.claims import policies
from counterpoint.claims.actions.putting import Named, record_claim
from counterpoint.claims.actions.standing import locked
from counterpoint.claims.actions.turns import record_turn
from counterpoint.claims.choices import Across, TurnVerb, kind_of
from counterpoint.claims.models import Claim, Elsewhere, Request, Turn
from counterpoint.claims.policies.across import why_not_escalate
from counterpoint.ledger.actions import Act, act, together
from counterpoint.ledger.queries import head
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.partnership.queries.programmes import partner_in, sharing_in, team_of
from counterpoint.web.http import require

NO_TEAM = "{} has nobody of its own yet who could be asked."


@dataclass(frozen=True, slots=True)
class Escalated:
    """A record of a place on its way to a programme."""

    claim: Claim  # the place's own
    programme: Place
    partner: Organisation  # the place, as the programme knows it
    team: Organisation  # whom the programme's own people work for
    sentence: str


type There = Callable[[Act, Escalated], Claim]


def escalate_request(*, claim: Claim, programme: Place, sentence: str, by: Member, at: datetime) -> Claim:
    """Ask a programme for what nobody here can give. Returns the request as it stands there."""
    owns = policies.why_not_refuse_request(by, claim) is None or claim.put_by_id == by.pk
    with both(claim, programme, sentence, by=by, owns=owns) as under_way:
        there = put_there(under_way, "request.put", _request_there, at)
        record_escalation(under_way, there, verb="request.escalated", by=by, at=at)
    return there


@contextmanager
def both(claim: Claim, programme: Place, sentence: str, *, by: Member, owns: bool) -> Iterator[Escalated]:
    """Both places locked, and everything asked that has to be asked, before anything is written in either."""
    with together(claim.place_id, programme.pk):
        claim = locked(claim)
        sharing = sharing_in(programme.uuid, claim.place.uuid)
        require(why_not_escalate(by, claim, programme, sharing, owns=owns))
        require(
            None if sentence.strip() else "Say what you ask of them. One line is enough.", field="sentence"
        )
        require(why_not_say(sentence), field="sentence")
        partner, team = partner_in(programme, claim.place), team_of(programme)
        require(None if partner else f"{claim.place.name} is not in {programme.name}.")
        require(None if team else NO_TEAM.format(programme.name))
        assert partner is not None and team is not None  # noqa: S101, PT018  # refused above
        yield Escalated(claim, programme, partner, team, sentence)


def put_there(under_way: Escalated, verb: str, make: There, at: datetime) -> Claim:
    """The programme's own record of it: raised by the place, which alone will say whether it is so."""
    with act(under_way.programme.pk, verb=verb, by=under_way.partner.ref, at=at) as event:
        there = make(event, under_way)
        here = under_way.claim
        _tie(event, there, Across.FROM, here.place, here.number)
    return there


def record_there(event: Act, under_way: Escalated, kind: str, claimants: list[Organisation]) -> Claim:
    return record_claim(
        event,
        place=under_way.programme,
        kind=kind_of(kind),
        sentence=under_way.sentence,
        claimants=claimants,
        named=[Named(under_way.partner, by_claimant=False)],
        by=None,
        acting_for=under_way.partner,
        claimed=False,
    )


def _request_there(event: Act, under_way: Escalated) -> Claim:
    there = record_there(event, under_way, "request", [under_way.team])
    Request.objects.create(place=under_way.programme, claim=there, asked=under_way.team)
    return there


def record_escalation(under_way: Escalated, there: Claim, *, verb: str, by: Member, at: datetime) -> Turn:
    """The place's own act: that it was taken there, by whom, and what it is there."""
    with act(under_way.claim.place_id, verb=verb, by=by.ref, at=at) as event:
        turn = record_turn(event, under_way.claim, TurnVerb.ESCALATED, by=by)
        _tie(event, under_way.claim, Across.TO, under_way.programme, there.number)
    return turn


def _tie(event: Act, claim: Claim, way: Across, other: Place, number: int) -> None:
    """A reference and a head: what the other place's record is, and where its chain stood."""
    stands = head(other.pk).hash
    Elsewhere.objects.create(
        place_id=claim.place_id,
        claim=claim,
        way=way,
        other=other.uuid,
        number=number,
        head=stands,
        at=event.at,
    )
    event.facts["elsewhere"] = {"way": way.value, "place": str(other.uuid), "number": number, "head": stands}


def come_back(*, elsewhere: Elsewhere, seq: int, words: str, at: datetime) -> Turn:
    """Word from a programme about what was taken to it: `seq` is the act there that it is word of. Once each."""
    with act(elsewhere.place_id, verb="claim.came_back", by="system", at=at) as event:
        claim = locked(elsewhere.claim)
        before = Turn.objects.filter(claim=claim, verb=TurnVerb.CAME_BACK, details__seq=seq)
        require("This came back already." if before.exists() else None)
        return record_turn(event, claim, TurnVerb.CAME_BACK, by=None, words=words, seq=seq)
