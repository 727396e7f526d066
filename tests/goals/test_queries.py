"""Each page of goals and measures, in its fullest state, asks the database at most twelve things; unchanged, hardly any."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.experiments import actions as tries
from counterpoint.goals import actions
from counterpoint.goals.choices import Sort
from counterpoint.goals.models import Goal
from counterpoint.partnership.actions import write_note
from tests.acts import promise
from tests.claims.visiting import Visitor
from tests.experiments.tried import decided
from tests.goals.acts import said
from tests.goals.chosen import goal
from tests.goals.measured import SHIFTS, TWO, measure, months
from tests.world import World

CHARTS = 12
DAY = timedelta(days=1)
PAGES = ("goals/", "goals/1/", "measures/", "measures/1/", "measures/1/?before={rebase}")


@pytest.fixture
def everything(world: World, now: datetime) -> tuple[Goal, int]:
    """A goal with twelve charts and something of each sort on them; and what was refused of the first."""
    made = goal(world, now)
    first = measure(world, now, TWO, goal=made)
    for count in range(1, CHARTS):
        small = {"small_counts": True, "holder": world.hospital} if count % 2 else {}
        own = {"sort": Sort.OWN, "organisation": world.hospital, "better": "up"} if count > 6 else {}
        measure(world, now, SHIFTS, goal=made, name=f"Measure {count}", **small, **own)
    actions.set_target(measure=first, value=Decimal(45), from_on=date(2025, 4, 1), by=world.ada, at=now)
    points = [(date(now.year + 1, 2, 28), Decimal(54))]
    actions.lock_forecast(measure=first, points=points, words="As ever", by=world.ada, at=now)
    named = [Named(world.council), Named(world.desmond)]
    rebase = actions.ask_for_rebase(
        measure=first, on=months(14)[13], reason="Monday cover", named=named, by=world.ben,
        acting_for=world.hospital, at=now,
    )  # fmt: skip
    claims.answer(claim=rebase, verdict=Verdict.NO, words="No", by=world.kofi, at=now)
    claims.answer(claim=rebase, verdict=Verdict.NO, words="No", by=world.desmond, at=now)
    for count in range(3):
        line = actions.need(goal=made, words=f"Thing {count}", by=world.moira, at=now)
        kept = promise(world, now + timedelta(hours=count)).claim
        actions.promise_need(need=line, promise=kept, by=world.ben, at=now + timedelta(hours=count))
        actions.serve(goal=made, claim=kept, by=world.ben, at=now + timedelta(hours=count))
    for kind in ("carried", "met"):
        said(made, world, now, kind)
    for idea in ("A list at 11", "A call in 48 hours"):
        tries.serve(experiment=decided(world, now, "adopt", idea, idea=idea), goal=made, by=world.ben, at=now)
    write_note(place=world.place, organisation=None, words="A hard winter", begins_on=date(2026, 1, 1), by=world.ada, at=now)  # fmt: skip
    return made, rebase.number


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime, world: World) -> Visitor:
    made = Visitor(monkeypatch, now + 10 * DAY)
    made.sign_in(world.ruth)
    return made


def test_no_page_of_goals_with_charts_asks_more_than_twelve_things(
    everything: tuple[Goal, int], visitor: Visitor, now: datetime
) -> None:
    for path in PAGES:
        for past in ("", f"as-at={(now + DAY).date()}"):
            cache.clear()
            url = path.format(rebase=everything[1])
            with CaptureQueriesContext(connection) as asked:
                visitor.get(f"/aldermouth/{url}{'&' if '?' in url else '?'}{past}")
            assert visitor.status == 200
            seen = f"{url} {past} {len(asked)}\n" + "\n".join(one["sql"][:150] for one in asked)
            print(seen)
            assert len(asked) <= 12, seen


def test_a_page_of_goals_that_nothing_has_changed_for_is_not_made_again(
    everything: tuple[Goal, int], visitor: Visitor
) -> None:
    for path in PAGES:
        url = f"/aldermouth/{path.format(rebase=everything[1])}"
        visitor.get(url)
        held = visitor.response.headers["ETag"]
        with CaptureQueriesContext(connection) as asked:
            visitor.get(url, headers={"If-None-Match": held})
        assert (visitor.status, len(asked)) == (304, 4), path  # who asks, and the head of the ledger with it
