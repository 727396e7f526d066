"""Why somebody is asked: for the first time, or again. And what they have said and been asked so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import Standing, Verdict
from counterpoint.claims.choices import Again, TurnVerb
from counterpoint.claims.models import Answer, Ask, BallotTurn, Claim, Counterpart, Turn
from counterpoint.claims.policies import Family, why_barred
from counterpoint.claims.policies.states import OLD
from counterpoint.claims.queries.seats import Seats
from counterpoint.partnership.models import Member, Place

NEVER = datetime.min.replace(tzinfo=UTC)
EIGHT_WEEKS = timedelta(weeks=8)
# After these, those who had said that it is not so are asked once more.
SAID_AGAIN = (TurnVerb.GONE, TurnVerb.KEPT, TurnVerb.REPLIED)
NOT_QUITE_SO = (Verdict.NO, Verdict.NOT_YET, Verdict.PARTLY)


@dataclass(slots=True)
class Spoken:
    """What one person has said on one claim, and how often they were asked."""

    given: datetime | None = None  # their latest answer
    verdict: str = ""
    in_box: bool = False
    asks: int = 0
    asks_since: int = 0
    last_asked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """All that was said and asked in a place, by claim and person."""

    people: dict[tuple[int, int], Spoken]
    turns: dict[int, list[tuple[str, datetime, int | None]]]  # claim -> (verb, when, by whom)
    kept: dict[int, datetime]  # claim -> when its promiser said that it was kept
    spoke_for: dict[int, set[int]]  # claim -> organisations whose people have answered

    def of(self, claim: int, member: int) -> Spoken:
        return self.people.get((claim, member)) or Spoken()

    def latest(self, claim: int, people: Iterable[int]) -> Spoken:
        """What the last to speak of these people said."""
        given = (self.of(claim, one) for one in people)
        return max((one for one in given if one.given), key=lambda one: one.given or NEVER, default=Spoken())


def spoken_in(place: Place, only: Member | None, family: Family | None = None) -> Said:
    """`only`: of one person, and of those whose work they do now."""
    people: dict[tuple[int, int], Spoken] = defaultdict(Spoken)
    spoke_for: dict[int, set[int]] = defaultdict(set)
    answers = Answer.objects.filter(place=place, member__isnull=False)
    asks = Ask.objects.filter(place=place, member__isnull=False)
    boxes = BallotTurn.objects.filter(place=place)
    if only is not None:
        people_of = [only.pk, *(family.before(only.pk) if family else ())]
        answers, asks = answers.filter(member__in=people_of), asks.filter(member__in=people_of)
        boxes = boxes.filter(member__in=people_of)
    columns = ("claim_id", "member_id", "recorded_at", "verdict", "organisation_id")
    for claim, member, given, verdict, organisation in answers.order_by("position").values_list(*columns):
        spoken = people[claim, member]
        spoken.given, spoken.verdict = given, verdict
        if organisation:
            spoke_for[claim].add(organisation)
    for claim, member, when in asks.order_by("at").values_list("claim_id", "member_id", "at"):
        spoken = people[claim, member]
        spoken.asks += 1
        spoken.last_asked_at = when
        spoken.asks_since += spoken.given is None or when > spoken.given
    for claim, member in boxes.values_list("counterpart__claim_id", "member_id"):
        people[claim, member].in_box = True
    turns: dict[int, list[tuple[str, datetime, int | None]]] = defaultdict(list)
    kept: dict[int, datetime] = {}
    said = Turn.objects.filter(place=place, verb__in=SAID_AGAIN).order_by("position")
    for claim, verb, when, by in said.values_list("claim_id", "verb", "at", "by_id"):
        turns[claim].append((verb, when, by))
        if verb == TurnVerb.KEPT:
            kept.setdefault(claim, when)
    return Said(dict(people), dict(turns), kept, dict(spoke_for))


def since_when(claim: Claim, counterpart: Counterpart, said: Said) -> date:
    """The day from which somebody could be asked for the first time."""
    zone = claim.place.zone
    since = day_in(claim.claimed_at or claim.put_at, zone)
    if claim.due_on:
        kept = said.kept.get(claim.pk)
        due = min(claim.due_on, day_in(kept, zone)) if kept else claim.due_on
        since = max(since, due)
    return max(
        since, day_in(counterpart.counts_from or counterpart.at, zone), counterpart.ask_from or date.min
    )


def why_again(claim: Claim, member: Member, spoken: Spoken, said: Said, seats: Seats) -> date | None:
    """The day from which somebody who has answered could be asked once more, if there is a reason."""
    reasons = [_said_again(claim, member, spoken, said, seats), _grown_old(claim, spoken)]
    days = [day for day in reasons if day is not None]
    return min(days) if days else None


def _said_again(claim: Claim, member: Member, spoken: Spoken, said: Said, seats: Seats) -> date | None:
    """They said that it is not so; the other side has since mended it, or replied."""
    if spoken.verdict not in NOT_QUITE_SO or spoken.given is None:
        return None
    for verb, when, by in said.turns.get(claim.pk, ()):
        if when > spoken.given and by != member.pk and _by_the_claimant(claim, verb, by, when, seats):
            return day_in(when, claim.place.zone)
    return None


def _by_the_claimant(claim: Claim, verb: str, by: int | None, when: datetime, seats: Seats) -> bool:
    """Only the claimant says that it is kept or gone; a reply may be anybody's whom it concerns."""
    if verb != TurnVerb.REPLIED:
        return True
    member = seats.members.get(by or 0)
    return member is not None and why_barred(member, claim, when, seats.family) is not None


def _grown_old(claim: Claim, spoken: Spoken) -> date | None:
    """What lasts is asked about again: is it still so? Those who said that it was are asked."""
    if claim.standing != Standing.CONFIRMED or spoken.verdict != Verdict.YES or claim.heard_at is None:
        return None
    heard = day_in(claim.heard_at, claim.place.zone)
    if claim.of.again == Again.EIGHT_WEEKS and not _asked_again_before(claim):
        return heard + EIGHT_WEEKS
    lasts = claim.lasts and claim.of.again != Again.NEW_CLAIM
    return heard + OLD if lasts else None


def _asked_again_before(claim: Claim) -> bool:
    """Eight weeks on it was confirmed once more: from now on every six months is enough."""
    return bool(claim.stood_at and claim.heard_at and claim.heard_at - claim.stood_at >= EIGHT_WEEKS)
