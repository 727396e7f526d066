"""What an act of a demonstration file does: each verb calls one action of the product, at its day."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import Verdict
from counterpoint.barriers import actions as barriers
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Further, Named
from counterpoint.claims.choices import TurnVerb
from counterpoint.claims.models import Claim, Counterpart
from counterpoint.claims.queries import people_to_ask
from counterpoint.partnership import actions as partnership
from counterpoint.partnership.choices import Perspective
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.promises import actions as promises
from counterpoint.promises.actions import Terms

type Row = dict[str, Any]


class Stage:
    """A place under way: its organisations, people and records by the names that the file gives them."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.organisations: dict[str, Organisation] = {}
        self.people: dict[str, Member] = {}
        self.claims: dict[str, Claim] = {}

    def play(self, verb: str, at: datetime, row: Row) -> None:
        self.ask_whoever_is_due(at)
        getattr(self, f"do_{verb}")(at, **row)
        self.ask_whoever_is_due(at)

    def ask_whoever_is_due(self, at: datetime) -> None:
        """Each counterpart once, on the day the claim was put or fell due: later asking is for `work`."""
        waiting: dict[int, list[Counterpart]] = {}
        for one in people_to_ask(self.place, at):
            if one.round == 0:
                waiting.setdefault(one.member.pk, []).append(one.counterpart)
        members = {member.pk: member for member in Member.objects.filter(place=self.place, pk__in=waiting)}
        for key, counterparts in waiting.items():
            claims.ask(member=members[key], counterparts=counterparts, at=at)

    def named(self, keys: list[str]) -> list[Named]:
        return [Named(self.organisations.get(key) or self.people[key]) for key in keys]

    def fresh(self, key: str) -> Claim:
        return Claim.objects.select_related("place").get(pk=self.claims[key].pk)

    def do_promise(
        self,
        at: datetime,
        *,
        id: str,
        by: str,
        claimants: list[str],
        words: str,
        to: list[str],
        due: Any = None,
        message: int | None = None,
        follows: str = "",
    ) -> None:
        first, *others = (self.organisations[key] for key in claimants)
        promise = promises.put(
            place=self.place,
            sentence=words,
            promiser=first,
            also_by=others,
            named=self.named(to),
            terms=Terms(due_on=due, message=message, follows=self.claims.get(follows)),
            by=self.people[by],
            at=at,
        )
        self.claims[id] = promise.claim

    def do_claim(
        self,
        at: datetime,
        *,
        kind: str,
        id: str,
        by: str,
        claimants: list[str],
        words: str,
        to: list[str],
        due: Any = None,
        step: int | None = None,
    ) -> None:
        self.claims[id] = claims.put(
            place=self.place,
            kind=kind,
            sentence=words,
            claimants=[self.organisations[key] for key in claimants],
            named=self.named(to),
            by=self.people[by],
            at=at,
            further=Further(due_on=due, step=step),
        )

    def do_again(self, at: datetime, *, id: str, claim: str, by: str, words: str, to: list[str]) -> None:
        self.claims[id] = claims.put_again(
            claim=self.fresh(claim), sentence=words, named=self.named(to), by=self.people[by], at=at
        )

    def do_raise(self, at: datetime, *, id: str, by: str, words: str, could_remove: str) -> None:
        barrier = barriers.raise_(
            place=self.place,
            sentence=words,
            could_remove=self.organisations[could_remove],
            how_often="",
            by=self.people[by],
            at=at,
        )
        self.claims[id] = barrier.claim

    def do_gone(self, at: datetime, *, claim: str, by: str, claimants: list[str]) -> None:
        owner, *others = (self.organisations[key] for key in claimants)
        barrier = self.fresh(claim).barrier
        barriers.take(barrier=barrier, organisation=owner, by=self.people[by], at=at)
        barriers.say_gone(barrier=barrier, words="", together_with=others, by=self.people[by], at=at)

    def do_answer(self, at: datetime, *, claim: str, by: str, says: str, words: str = "") -> None:
        claims.answer(claim=self.fresh(claim), verdict=Verdict(says), words=words, by=self.people[by], at=at)

    def do_cards(
        self, at: datetime, *, claim: str, handed_out_by: str, steps: list[int], words: dict[str, str]
    ) -> None:
        for count, step in enumerate(steps, start=1):
            ticket, _ = claims.issue_ticket(
                claim=self.fresh(claim),
                perspective=Perspective.LIVED,
                must_hear=True,
                by=self.people[handed_out_by],
                at=at,
            )
            claims.answer_by_ticket(
                ticket=ticket, verdict=Verdict.YES, step=step, words=words.get(str(count), ""), at=at
            )

    def do_box(self, at: datetime, *, claim: str, says: dict[str, str]) -> None:
        for key, verdict in says.items():
            claims.drop_in_box(claim=self.fresh(claim), verdict=Verdict(verdict), by=self.people[key], at=at)

    def do_join(self, at: datetime, *, who: str, organisation: str) -> None:
        partnership.join_organisation(
            member=self.people[who],
            organisation=self.organisations[organisation],
            works=True,
            asked=False,
            by=None,
            at=at,
        )

    def do_steward(self, at: datetime, *, who: str) -> None:
        member = self.people[who]
        partnership.appoint(member=member, steward=True, convenor=member.convenor, by=None, at=at)

    def do_leave(self, at: datetime, *, who: str) -> None:
        partnership.leave(member=self.people[who], by=None, at=at)

    def do_host(self, at: datetime, *, organisation: str, host: str) -> None:
        partnership.name_host(
            organisation=self.organisations[organisation], host=self.organisations[host], by=None, at=at
        )

    def do_succeed(
        self, at: datetime, *, organisation: str, heir: str, name: str, kind: str, brings: list[str]
    ) -> None:
        """The heir joins, follows the old, and brings people along: one act of the file, an action each."""
        new = partnership.add_organisation(place=self.place, name=name, kind=kind, by=None, at=at)
        self.organisations[heir] = new
        old = self.organisations[organisation]
        day = day_in(at, self.place.zone)
        partnership.succeed(old=old, heir=new, on=day, by=None, at=at)
        for key in brings:
            member = self.people[key]
            membership = member.memberships.get(organisation=old, until__isnull=True)
            partnership.end_membership(membership=membership, on=day, by=None, at=at)
            partnership.join_organisation(
                member=member, organisation=new, works=True, asked=True, by=None, at=at
            )

    def do_inherit(self, at: datetime, *, claim: str, heir: str, decision: str, by: str = "") -> None:
        claims.decide_inheritance(
            claim=self.fresh(claim),
            heir=self.organisations[heir],
            decision=TurnVerb(decision),
            by=self.people.get(by),
            at=at,
        )
