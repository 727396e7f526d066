"""How sure promisers were, beside whether those it was made to said that it was kept."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.experiments.choices import PROMISED_SURE
from counterpoint.experiments.queries.promised import promised
from counterpoint.partnership.models import Member
from counterpoint.promises import actions as promises
from counterpoint.promises.actions import Terms
from counterpoint.promises.choices import HowSure
from counterpoint.promises.models import Promise
from tests.claims.visiting import Visitor
from tests.world import World

DAY = timedelta(days=1)
OVER = 30 * DAY  # every reply time is


def made(world: World, now: datetime, sure: str, by: Member | None = None) -> Promise:
    return promises.put(
        place=world.place, sentence=f"A bed on Sundays, {Promise.objects.count()}", promiser=world.hospital, named=[Named(world.council)],
        terms=Terms(how_sure=sure), by=by or world.ben, at=now,
    )  # fmt: skip


def answered(
    world: World, now: datetime, number: int, sure: str, says: Verdict, by: Member | None = None
) -> None:
    for _ in range(number):
        claim = made(world, now, sure, by).claim
        claims.answer(claim=claim, verdict=says, words="Not here", by=world.kofi, at=now)


def met(member: Member) -> Member:
    return Member.objects.select_related("place").get(pk=member.pk)


def test_each_way_of_being_sure_that_a_promise_knows_counts_here() -> None:
    assert list(PROMISED_SURE) == [one.value for one in HowSure]


def test_under_twenty_only_counts_are_said(world: World, now: datetime) -> None:
    answered(world, now, 2, "very", Verdict.YES)
    answered(world, now, 1, "very", Verdict.NO)
    answered(world, now, 1, "very", Verdict.PARTLY)
    answered(world, now, 1, "hoping", Verdict.YES)
    answered(world, now, 1, "", Verdict.YES)  # nobody said how sure
    made(world, now, "fairly")  # nobody has answered
    place, _ = promised(met(world.tunde), now + OVER)
    assert place.lines == (
        "Of four promises that people here were very sure of, two were kept and one was kept in part.",
        "Of one promise that people here hoped to keep, one was kept.",
    )
    assert place.sentence.startswith("From 20 such promises on")
    assert place.sentence.endswith("There are five so far.")
    assert place.figures == ""


@pytest.mark.parametrize(
    ("sure", "kept", "says"),
    [
        ("very", 20, "better than a coin"),
        ("very", 0, "worse than a coin"),
        ("hoping", 10, "no better than a coin"),
    ],
)
def test_from_twenty_on_it_says_how_well_they_foresee(
    world: World, now: datetime, sure: str, kept: int, says: str
) -> None:
    answered(world, now, kept, sure, Verdict.YES)
    answered(world, now, 20 - kept, sure, Verdict.NO)
    place, _ = promised(met(world.tunde), now + OVER)
    assert place.sentence == f"Those who promise in Aldermouth foresee {says}, as far as 20 promises can say."
    assert place.figures.startswith("Brier score")


def test_nobody_reads_how_well_another_promiser_foresees(world: World, now: datetime) -> None:
    answered(world, now, 2, "very", Verdict.YES)
    answered(world, now, 1, "very", Verdict.NO, by=world.ruth)
    of = {one: promised(met(one), now + OVER)[1].lines for one in (world.ben, world.ruth, world.tunde)}
    assert of[world.ben] == ("Of two promises that you were very sure of, two were kept.",)
    assert of[world.ruth] == ("Of one promise that you were very sure of, none was kept.",)
    assert of[world.tunde] == ()


def test_a_contest_counts_for_nobody_until_its_reply_time_is_over(world: World, now: datetime) -> None:
    answered(world, now, 1, "very", Verdict.NO)
    for reader in (world.ben, world.kofi, world.tunde):
        assert promised(met(reader), now + DAY)[0].lines == ()
        assert promised(met(reader), now + OVER)[0].lines != ()


def test_what_was_taken_back_says_nothing(world: World, now: datetime) -> None:
    claim = made(world, now, "very").claim
    claims.answer(claim=claim, verdict=Verdict.YES, by=world.kofi, at=now)
    claims.withdraw(claim=world.claim(claim.number), words="A mistake", by=world.ben, at=now)
    assert promised(met(world.tunde), now + OVER)[0].lines == ()


def test_the_page_names_no_partner_and_no_person(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(world, now, 3, "very", Verdict.YES)
    visitor = Visitor(monkeypatch, now + OVER)
    visitor.sign_in(world.tunde)
    said = visitor.get("/aldermouth/experiments/foresight/")
    said = said[said.index("How sure we are of what we promise") : said.index("It is no mark for anybody")]
    assert "Of three promises that people here were very sure of, three were kept." in said
    for name in ("Hospital", "Council", "Ben", "Kofi"):
        assert name not in said, name
