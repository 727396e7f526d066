"""The demonstration, loaded once for all tests of it: each of them runs in a savepoint on top."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(scope="module")
def loaded(django_db_setup: Any, django_db_blocker: Any) -> Any:
    from django.db import transaction

    from counterpoint.demo.load import load

    with django_db_blocker.unblock(), transaction.atomic():
        load(lambda said: None, only=("harrowmere", "saltreach", "kelderdale"))
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demonstration(loaded: Any, db: None) -> None:
    """All three places, as their files leave them."""
