"""What follows when a goal ends: everybody who had a part in it hears of it once, from whoever ended it, in their words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from counterpoint.analysis.standing import Verdict
from counterpoint.claims.choices import HelpKind
from counterpoint.claims.models import Answer, Claim, Help
from counterpoint.goals.models import Goal, Need
from counterpoint.goals.policies.needs import KEPT, everybodys_state, is_nobodys
from counterpoint.ledger.models import Event
from counterpoint.partnership.models import Member, Place
from counterpoint.work import hours, interest
from counterpoint.work.choices import NoticeKind
from counterpoint.work.drafts import Draft, Follows


@dataclass(frozen=True, slots=True)
class HadAPart:
    """Who had what part in a goal: those who are here; of whoever has left, who does their work now."""

    wrote: list[Member]
    carried: list[Member]
    signed: list[Member]
    is_in: list[Member]
    promised: list[tuple[Claim, list[Member]]]  # what holds, and was not said to be kept

    @property
    def everybody(self) -> set[Member]:
        those = [self.wrote, self.carried, self.signed, self.is_in, *(whose for _, whose in self.promised)]
        return {one for some in those for one in some}


def had_a_part(goal: Goal, at: datetime) -> HadAPart:
    place = goal.place
    return HadAPart(
        wrote=interest.still_here(place, [goal.put_by_id]),
        carried=interest.whoever_now(place, _answer_for(goal.carried)),
        signed=interest.whoever_now(place, _answer_for(goal.shared) | _signed(goal.shared)),
        is_in=interest.still_here(place, _is_in(goal)),
        promised=[
            (one, interest.whoever_now(place, interest.who_answers_for_it(one)))
            for one in _promised(goal, at)
        ],
    )


def _answer_for(claim: Claim | None) -> set[int]:
    return interest.who_answers_for_it(claim) if claim and claim.withdrawn_at is None else set()


def _signed(claim: Claim | None) -> set[int]:
    """Whoever was asked to sign, and did."""
    if claim is None or claim.withdrawn_at:
        return set()
    said = Answer.objects.filter(claim=claim, member__isnull=False).order_by("position")
    latest = dict(said.values_list("member_id", "verdict"))
    return {key for key, verdict in latest.items() if key and verdict == Verdict.YES}


def _is_in(goal: Goal) -> set[int]:
    with_whom = Q(claim=goal.carried_id) | Q(claim=goal.shared_id)
    found = Help.objects.filter(with_whom, kind=HelpKind.IN, withdrawn_at=None).exclude(came="no")
    return set(found.values_list("by_id", flat=True))


def _promised(goal: Goal, at: datetime) -> list[Claim]:
    needs = Need.objects.filter(goal=goal, ended_at=None, promise__isnull=False)
    numbers = needs.order_by("position").values_list("promise__number", flat=True)
    claims = [interest.claim_numbered(goal.place, number) for number in numbers]
    found = [(one, everybodys_state(one, goal.place, at)) for one in claims if one]
    return [one for one, state in found if not is_nobodys(state) and state not in KEPT]


def end_to_who_had_a_part(place: Place, event: Event, claim: Claim | None) -> list[Draft]:
    """Not to whoever ended it."""
    number = int(event.subject.partition(":")[2])
    goal = Goal.objects.select_related("place", "carried", "shared").get(place=place, number=number)
    people = [one for one in had_a_part(goal, event.at).everybody if one.ref != event.actor]
    later = hours.next_morning(place, event.at)
    return [
        Draft(one, NoticeKind.GOAL, f"goal:{event.seq}:{one.ref}", {"goal": number}, later)
        for one in sorted(people, key=lambda one: one.pk)
    ]


REACTIONS: dict[str, tuple[Follows, ...]] = {"goal.ended": (end_to_who_had_a_part,)}
