"""A programme, its places, and browsers of their people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from counterpoint.partnership.actions import account_for
from counterpoint.partnership.models import Member
from tests.programme.world import Reach, reach

type Browser = Callable[[Member], Client]


@pytest.fixture
def it(db: None, now: datetime) -> Reach:
    return reach(now)


@pytest.fixture
def as_member(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Browser:
    """The browser of somebody who is signed in, at the test's now."""
    monkeypatch.setattr(timezone, "now", lambda: now)

    def signed_in(member: Member) -> Client:
        client = Client()
        client.force_login(account_for(member=Member.objects.get(pk=member.pk)))
        return client

    return signed_in
