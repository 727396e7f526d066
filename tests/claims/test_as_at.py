"""A claim's page and the record as at a past day: as they were, with nothing that came later and nothing to do."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.claims.choices import Brings
from counterpoint.claims.models import Claim
from counterpoint.promises import actions as promises
from tests import acts
from tests.claims.visiting import Visitor
from tests.world import World

DAY = timedelta(days=1)
NOT_TRUE = "It is a list, not a bed."
PAST = "This is how it stood at the end of 2 November 2026."


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now + 20 * DAY)


@pytest.fixture
def claim(world: World, now: datetime) -> Claim:
    """Put on one day, contested on the next, replied to; somebody is in."""
    claim = acts.plain(world, now)
    claims.answer(claim=claim, verdict=Verdict.NO, words=NOT_TRUE, by=world.kofi, at=now + DAY)
    claims.reply(claim=claim, words="We will look again.", by=world.ben, at=now + 2 * DAY)
    claims.offer_help(claim=claim, brings=Brings.ROOM, words="A room", by=world.tunde, at=now + 3 * DAY)
    return claim


def test_a_claim_as_at_a_day_knows_nothing_of_what_came_later(
    world: World, visitor: Visitor, now: datetime, claim: Claim
) -> None:
    visitor.sign_in(world.tunde)
    url = f"/aldermouth/claims/{claim.number}/"
    assert NOT_TRUE in visitor.get(url)
    then = visitor.get(f"{url}?as-at={now.date()}")
    assert PAST in then
    assert "asked, no answer" in then
    for later in (NOT_TRUE, "We will look again.", "A room", "answered"):
        assert later not in then.partition("Footer")[0].replace("What those who would know say", "")
    assert (
        visitor.get(f"{url}?as-at={(now + DAY).date()}").count(NOT_TRUE) == 0
    )  # in its reply time, for others
    assert NOT_TRUE in visitor.get(f"{url}?as-at={(now + 12 * DAY).date()}")


def test_nothing_can_be_done_to_the_past(world: World, visitor: Visitor, now: datetime, claim: Claim) -> None:
    for member in (world.kofi, world.ben, world.ada, world.tunde):
        visitor.sign_in(member)
        visitor.get(f"/aldermouth/claims/{claim.number}/?as-at={(now + 12 * DAY).date()}")
        main = visitor.page.partition("<main")[2]
        assert 'method="post"' not in main
        for act in ("What you can do", "I’m in", "Change what you said", "Erase", "Withdraw"):
            assert act not in main, (member, act)


def test_what_was_put_later_is_not_there(world: World, visitor: Visitor, now: datetime, claim: Claim) -> None:
    visitor.sign_in(world.tunde)
    visitor.get(f"/aldermouth/claims/{claim.number}/?as-at={(now - DAY).date()}")
    assert visitor.status == 404
    said = visitor.get(f"/aldermouth/record/?as-at={(now - DAY).date()}")
    assert "Nothing was on the record yet." in said
    said = visitor.get("/aldermouth/record/?as-at=2019-01-01")
    assert "Aldermouth was founded here on 3 September 2026, so nothing was on the record yet." in said


@pytest.mark.parametrize("typed", ["", "soon", "2026-02-31", "1066-10-14", "2026-12-31", "2026-11-22"])
def test_a_day_that_makes_no_sense_or_has_not_passed_is_today(
    world: World, visitor: Visitor, claim: Claim, typed: str
) -> None:
    visitor.sign_in(world.tunde)
    for url in (f"/aldermouth/claims/{claim.number}/", "/aldermouth/record/"):
        said = visitor.get(f"{url}?as-at={typed}")
        assert visitor.status == 200
        assert "This is how it stood" not in said
        assert "not so" in said


def test_the_day_is_kept_from_the_record_to_a_claim_and_through_a_search(
    world: World, visitor: Visitor, now: datetime, claim: Claim
) -> None:
    visitor.sign_in(world.tunde)
    asked = f"as-at={now.date()}"
    said = visitor.get(f"/aldermouth/record/?words=therapists&{asked}")
    assert PAST in said
    assert f"/aldermouth/claims/{claim.number}/?{asked}" in visitor.page
    assert f'name="as-at" value="{now.date()}"' in visitor.page
    assert "No records" in visitor.get(f"/aldermouth/record/?words=bed&{asked}")  # it was said later
    assert "1 record" in visitor.get("/aldermouth/record/?words=bed")
    visitor.get(f"/aldermouth/record/?kind={claim.kind}&state=unanswered&{asked}")
    assert visitor.page.count("row__sentence") == 1
    visitor.get(f"/aldermouth/record/?kind={claim.kind}&state=contested&{asked}")
    assert visitor.page.count("row__sentence") == 0


def test_the_past_and_today_are_two_pages_to_a_browser(
    world: World, visitor: Visitor, now: datetime, claim: Claim
) -> None:
    visitor.sign_in(world.tunde)
    url = f"/aldermouth/claims/{claim.number}/"
    visitor.get(url)
    tag = visitor.response["ETag"]
    visitor.get(f"{url}?as-at={now.date()}", headers={"If-None-Match": tag})
    assert visitor.status == 200
    then = visitor.response["ETag"]
    visitor.get(f"{url}?as-at={now.date()}", headers={"If-None-Match": then})
    assert visitor.status == 304


def test_a_heard_promise_reads_as_it_was_heard_until_it_was_owned(
    world: World, visitor: Visitor, now: datetime
) -> None:
    promise = acts.heard(world, now)
    due = (now + 40 * DAY).date()
    promises.own(promise=promise, by=world.kofi, at=now + DAY, not_quite="Forty-five days", due_on=due)
    visitor.sign_in(world.ada)
    url = f"/aldermouth/promises/{promise.claim.number}/"
    assert "Forty-five days" in visitor.get(url)
    then = visitor.get(f"{url}?as-at={now.date()}")
    assert "We will pay in thirty days" in then
    assert "Forty-five" not in then
    assert "not yet owned" in then
    assert "no day was given" in then
    assert "Put by Tunde Oke" in then


def test_pages_of_the_past_ask_at_most_twelve_things(
    world: World, visitor: Visitor, now: datetime, claim: Claim
) -> None:
    promise = acts.heard(world, now + 4 * DAY)
    promises.own(promise=promise, by=world.kofi, at=now + 5 * DAY, not_quite="Forty-five days")
    visitor.sign_in(world.kofi)
    for page in (
        f"claims/{claim.number}/?as-at={(now + 12 * DAY).date()}", f"promises/{promise.claim.number}/?as-at={(now + 4 * DAY).date()}",
        f"record/?as-at={(now + DAY).date()}&words=bed", f"record/?as-at={now.date()}&organisation=1&state=heard",
    ):  # fmt: skip
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            visitor.get(f"/aldermouth/{page}")
        assert visitor.status == 200
        told = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
        assert len(told) <= 12, page + "\n" + "\n".join(one[:160] for one in told)
