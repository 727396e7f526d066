"""Somebody without mail or telephone: what waits for them is read to them, or brought on paper, and written down."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from counterpoint.analysis.standing import Standing
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.claims.models import Answer, Claim
from counterpoint.partnership.actions import correct
from counterpoint.partnership.models import Member
from tests.claims.visiting import Visitor
from tests.world import World

DAY = timedelta(days=1)


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now + DAY)


@pytest.fixture
def asked(world: World, now: datetime) -> Claim:
    """Moira has neither mail nor telephone, and is asked whether people like her shaped something."""
    correct(
        member=world.moira, by=world.moira, at=now, name=world.moira.name, post="", email="", phone="",
        channel="none", signs=True,
    )  # fmt: skip
    return claims.put(
        place=world.place, kind="shaped", sentence="The leaflet was rewritten by carers",
        claimants=[world.council], named=[Named(Member.objects.get(pk=world.moira.pk))], by=world.ada, at=now,
    )  # fmt: skip


def at(world: World, claim: Claim | None = None) -> str:
    address = f"/{world.place.slug}/people/{world.moira.number}/asks/"
    return f"{address}{claim.number}/" if claim else address


def test_a_steward_reads_what_waits_for_them_and_writes_down_what_they_say(
    world: World, now: datetime, asked: Claim, visitor: Visitor
) -> None:
    visitor.sign_in(world.tunde)
    assert "The leaflet was rewritten by carers" in visitor.get(at(world))
    visitor.get(at(world, asked))
    visitor.post(at(world, asked), {"say": "no", "words": "We saw the last one.", "how": "On the telephone"})
    answer = Answer.objects.get()
    assert (answer.member, answer.typed_by, answer.verdict) == (world.moira, world.tunde, "no")
    assert Claim.objects.get(pk=asked.pk).standing == Standing.CONTESTED
    assert "Nothing waits for them" in visitor.get(at(world))


def test_everyone_reads_who_wrote_it_down_and_how_it_was_agreed(
    world: World, now: datetime, asked: Claim, visitor: Visitor
) -> None:
    visitor.sign_in(world.tunde)
    visitor.get(at(world, asked))
    visitor.post(at(world, asked), {"say": "yes", "how": "She ticked it on paper"})
    visitor.sign_in(world.ruth)
    said = visitor.get(f"/{world.place.slug}/claims/{asked.number}/")
    assert f"written down by {world.tunde.name} (“She ticked it on paper”)" in said


def test_without_how_they_agreed_nothing_is_kept(world: World, asked: Claim, visitor: Visitor) -> None:
    visitor.sign_in(world.tunde)
    visitor.get(at(world, asked))
    said = visitor.post(at(world, asked), {"say": "no", "words": "As she said it"})
    assert "Say how they agreed" in said
    assert "As she said it" in visitor.page
    assert not Answer.objects.exists()


def test_whoever_makes_the_claim_may_not_write_down_the_answer_to_it(
    world: World, asked: Claim, visitor: Visitor
) -> None:
    """A steward of the claimant's own organisation sees the question, and is refused the pen."""
    visitor.sign_in(world.ada)
    visitor.get(at(world, asked))
    said = visitor.post(at(world, asked), {"say": "yes", "how": "On the telephone"})
    assert "Your side makes this claim" in said
    assert not Answer.objects.exists()


def test_to_anybody_else_it_is_not_there(world: World, asked: Claim, visitor: Visitor) -> None:
    visitor.sign_in(world.ruth)
    for address in (at(world), at(world, asked)):
        visitor.get(address)
        assert visitor.status == 404


def test_nobody_writes_for_somebody_who_is_asked_directly(world: World, visitor: Visitor) -> None:
    visitor.sign_in(world.tunde)
    visitor.get(f"/{world.place.slug}/people/{world.kofi.number}/asks/")
    assert visitor.status == 404


def test_a_person_page_leads_there_for_those_who_may(world: World, asked: Claim, visitor: Visitor) -> None:
    visitor.sign_in(world.tunde)
    assert "What waits for them" in visitor.get(f"/{world.place.slug}/people/{world.moira.number}/")
    visitor.sign_in(world.ruth)
    assert "What waits for them" not in visitor.get(f"/{world.place.slug}/people/{world.moira.number}/")
