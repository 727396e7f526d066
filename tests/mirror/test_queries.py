"""Each page of the Mirror, in its fullest state, asks the database at most twelve things."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.mirror.queries import gathering
from counterpoint.mirror.queries.pages import KEPT
from counterpoint.partnership.models import Member
from counterpoint.promises import actions as promises
from tests.mirror.conftest import Stage
from tests.mirror.test_pages import get

pytestmark = pytest.mark.django_db

BEFORE, THEN = "2025-10-20", "2025-12-01"
PAGES = (
    "", "table/", "3/", "2/", "9/", "3/?month=2025-11", f"?as-at={THEN}", f"table/?as-at={THEN}", f"3/?as-at={THEN}",
    f"9/?as-at={THEN}", f"?compare={THEN}", f"?as-at={THEN}&compare={BEFORE}",
)  # fmt: skip


@pytest.fixture
def everything(stage: Stage) -> Stage:
    """Something of each sort, before the one day, between the two, and after: contests, moves, what was taken back."""
    world = stage.world
    for _ in range(3):
        promise = stage.promise(stage.today + timedelta(days=20))
        stage.says(stage.claim(of=world.hospital), Verdict.NO, words="It is a list, not a bed.")
        stage.says(stage.claim(to=[world.charity, world.kofi]), Verdict.YES)
        stage.claim("coproduced", to=world.voices, step=7)
        stage.barrier()
        claims.ask_for(asked=world.hospital, sentence=stage.words("A key"), by=world.kofi, at=stage.at)
        stage.wait(30)
        promises.move(
            promise=promise, due_on=stage.today + timedelta(days=9), words="Snow.", by=world.ben, at=stage.at
        )
        claims.withdraw(claim=stage.claim(), by=world.ben, at=stage.at, words="We no longer can.")
    return stage


@pytest.mark.parametrize("crowded_from", [1, 60])
def test_no_page_of_the_mirror_asks_more_than_twelve_things(
    everything: Stage,
    signed_in: Callable[[Member], Client],
    monkeypatch: pytest.MonkeyPatch,
    crowded_from: int,
) -> None:
    monkeypatch.setattr(gathering, "BY_MONTH", crowded_from)
    client = signed_in(everything.world.ada)
    for path in PAGES:
        KEPT.clear()
        with CaptureQueriesContext(connection) as asked:
            assert get(client, f"/aldermouth/mirror/{path}", everything.at).status_code == 200
        assert len(asked) <= 12, path + "\n" + "\n".join(one["sql"][:150] for one in asked)
