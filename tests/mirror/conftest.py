"""A place in which what next depends on one act: each rule's true case, and its nearly-true case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from counterpoint.analysis.standing import Verdict
from counterpoint.barriers import actions as barriers
from counterpoint.barriers.models import Barrier
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Further, Named
from counterpoint.claims.models import Claim, Counterpart
from counterpoint.mirror.choices import NextRule
from counterpoint.mirror.queries.gathering import read
from counterpoint.mirror.queries.next import Next, all_next
from counterpoint.partnership.actions import Person, add_member, add_organisation
from counterpoint.partnership.models import Account, Member, Organisation
from counterpoint.partnership.queries import member_numbered
from counterpoint.promises import actions as promises
from counterpoint.promises.actions import Terms
from counterpoint.promises.models import Promise
from tests.world import World, build


@dataclass
class Stage:
    """The world, with its own clock: acts happen at `at`, and time passes when a test says so."""

    world: World
    at: datetime
    put: int = 0  # so that no two sentences are the same

    def wait(self, days: int) -> None:
        self.at += timedelta(days=days)

    def words(self, sentence: str) -> str:
        self.put += 1
        return f"{sentence}, number {self.put}"

    @property
    def today(self) -> date:
        return self.at.date()

    def promise(
        self, due: date | None = None, *, by: Member | None = None, of: Organisation | None = None,
        to: Any = None, **terms: Any,
    ) -> Promise:  # fmt: skip
        return promises.put(
            place=self.world.place, sentence=self.words("Weekend social work cover"), promiser=of or self.world.hospital,
            named=[Named(to or self.world.charity)], terms=Terms(due_on=due, **terms), by=by or self.world.ben,
            at=self.at,
        )  # fmt: skip

    def claim(
        self, kind: str = "sacrifice", *, of: Organisation | None = None, to: Any = None, **further: Any
    ) -> Claim:
        organisation = of or self.world.hospital
        by = {self.world.hospital.pk: self.world.ben, self.world.charity.pk: self.world.tunde}
        return claims.put(
            place=self.world.place, kind=kind, sentence=self.words("We lent two therapists"), claimants=[organisation],
            named=[Named(one) for one in (to if isinstance(to, list) else [to or self.world.charity])],
            by=by.get(organisation.pk, self.world.kofi), at=self.at, further=Further(**further),
        )  # fmt: skip

    def says(
        self,
        claim: Claim,
        verdict: Verdict,
        by: Member | None = None,
        words: str = "",
        step: int | None = None,
    ) -> None:
        claims.answer(
            claim=claim, verdict=verdict, by=by or self.world.tunde, at=self.at, words=words, step=step
        )

    def barrier(self, by: Member | None = None) -> Barrier:
        return barriers.raise_(
            place=self.world.place, sentence=self.words("Two forms ask the same"), could_remove=self.world.hospital,
            how_often="", by=by or self.world.kofi, at=self.at,
        )  # fmt: skip

    def ask_twice(self, claim: Claim, member: Member, times: int = 2) -> Counterpart:
        counterpart = Counterpart.objects.select_related("claim").get(claim=claim, position=1)
        for _ in range(times):
            claims.ask(member=member, counterparts=[counterpart], at=self.at)
        return counterpart

    def national(self) -> tuple[Organisation, Member]:
        body = add_organisation(
            place=self.world.place, name="The Centre", kind="national", by=None, at=self.at
        )
        lead = add_member(
            place=self.world.place, by=None, at=self.at,
            person=Person(name="Sam Reed", post="programme lead", email="sam@centre.example", organisation=body,
                          perspectives=["national"], asked=True),
        )  # fmt: skip
        return body, lead

    def next(self, rule: NextRule, reader: Member | None = None) -> Next | None:
        return self.nexts(reader).get(rule)

    def nexts(self, reader: Member | None = None, as_at: date | None = None) -> dict[NextRule, Next]:
        who = member_numbered(self.world.place, (reader or self.world.ada).number)
        assert who is not None
        return {one.rule: one for one in reversed(all_next(read(who, self.at, as_at).facts))}


@pytest.fixture
def stage(db: None, now: datetime) -> Stage:
    """Two months old, and no longer quiet. A Monday, a year before the tests' now, so that time can pass."""
    begun = now - timedelta(days=399)
    return Stage(build(begun), begun)


@pytest.fixture
def signed_in(client: Client) -> Callable[[Member], Client]:
    def sign_in(member: Member) -> Client:
        if member.account is None:
            member.account = Account.objects.create(email=member.email)
            member.save(update_fields=["account"])
        client.force_login(member.account)
        return client

    return sign_in
