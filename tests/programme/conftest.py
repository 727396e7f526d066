"""A programme, its places, and browsers of their people."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from counterpoint.partnership.actions import account_for
from counterpoint.partnership.models import Member
from tests.conftest import NOW
from tests.programme.world import Reach, reach

type Browser = Callable[[Member], Client]


@pytest.fixture(scope="module")
def reach_of_module(django_db_setup: None, django_db_blocker: Any) -> Iterator[Reach]:
    """Built once for all tests of a file: each of them runs in a savepoint on top of it."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield reach(NOW)
        transaction.set_rollback(True)


@pytest.fixture
def it(reach_of_module: Reach, db: None) -> Reach:
    return copy.deepcopy(reach_of_module)


@pytest.fixture
def as_member(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Browser:
    """The browser of somebody who is signed in, at the test's now."""
    monkeypatch.setattr(timezone, "now", lambda: now)

    def signed_in(member: Member) -> Client:
        client = Client()
        client.force_login(account_for(member=Member.objects.get(pk=member.pk)))
        return client

    return signed_in
