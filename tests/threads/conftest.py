"""Threads of the small world: a story, what it led to, and a browser at the test's now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.claims.models import Claim
from counterpoint.partnership.actions import account_for
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries.membership import members
from counterpoint.stories import actions
from counterpoint.stories.actions import Care, Permission
from counterpoint.stories.models import Story
from tests.stories.told import told
from tests.world import World

DAY = timedelta(days=1)
WORDS = "The kettle was still warm when they came"


def met(member: Member) -> Member:
    return members().get(pk=member.pk)


@dataclass
class Threads:
    world: World
    now: datetime

    def story(
        self, words: str = WORDS, *, days_ago: int = 20, care: Care | None = None, **permission: Any
    ) -> Story:
        at = self.now - days_ago * DAY
        given, _ = told(self.world, at, words, permission=Permission(**permission))
        return actions.clear(story=given, by=met(self.world.ada), care=care, at=at)

    def claim(self, sentence: str, *, days_ago: int = 10, kind: str = "sacrifice") -> Claim:
        return claims.put(
            place=self.world.place, kind=kind, sentence=sentence, claimants=[self.world.hospital],
            named=[Named(self.world.kofi)], by=self.world.ben, at=self.now - days_ago * DAY,
        )  # fmt: skip

    def led_to(self, story: Story, claim: Claim, *, days_ago: int = 9) -> None:
        actions.tie(story=story, claim=claim, by=met(self.world.kofi), at=self.now - days_ago * DAY)

    def browser(self, member: Member) -> Client:
        client = Client()
        client.force_login(account_for(member=met(member)))
        return client


@pytest.fixture
def threads(world: World, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Threads:
    monkeypatch.setattr(timezone, "now", lambda: now)
    return Threads(world, now)


type Reads = Callable[[Member, str], str]
