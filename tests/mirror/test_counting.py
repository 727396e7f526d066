"""What the database counts is what each claim says of itself; and who was heard is kept as the rules have it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, timedelta

import pytest

from counterpoint.analysis.standing import Verdict
from counterpoint.claims.choices import State
from counterpoint.claims.models import Claim, Counterpart
from counterpoint.claims.queries import verify
from counterpoint.claims.queries.snapshots import recorded, snapshots
from counterpoint.mirror.queries.counting import NOT_CLAIMED, Tally, by_message
from counterpoint.mirror.queries.gathering import read
from counterpoint.mirror.queries.reading import recorded_since, view_of
from counterpoint.mirror.queries.tallying import counted_now, counted_then
from counterpoint.web.staff.spacing import months
from tests.mirror.conftest import Stage
from tests.mirror.test_pages import fresh, scrambled

pytestmark = pytest.mark.django_db


def told(tallies: Iterable[Tally]) -> Counter[tuple[int, State, date]]:
    counted: Counter[tuple[int, State, date]] = Counter()
    for one in tallies:
        counted[one.message, one.state, one.month] += one.number
    return counted


def test_the_database_counts_what_every_claim_says_of_itself(stage: Stage) -> None:
    dice, template = random.Random(11), stage.claim()
    for number in range(1000, 1500):
        one = scrambled(Claim.objects.get(pk=template.pk), number, dice, stage)
        one.message = dice.choice([None, 1, 3, 9])
        one.kind = dice.choice(["promise", "sacrifice", "barrier", "shaped"])
        one.horizon = dice.choice(["now", "next"])
        one.save(force_insert=True)
    for reader in (stage.world.kofi, stage.world.ben):
        member = fresh(stage, reader)
        view = view_of(member, stage.at, None, read(member, stage.at).facts.who.family)
        now, then = counted_now(view, 3), counted_then(view, recorded_since(view, view.day).on(view.day))
        assert told(now.tallies) == told(then.tallies)
        assert now.beside == then.beside
        assert len({one.state for one in now.tallies}) >= 12
        said, known = by_message(now.tallies), by_message(then.tallies)
        for message, one in said.items():
            assert (one.gone, one.first_due, one.fits) == (
                known[message].gone,
                known[message].first_due,
                known[message].fits,
            )
        assert len(now.heard) == 2
        assert all(one.state not in NOT_CLAIMED for one in now.tallies if one.other)


def test_the_month_that_the_database_keeps_is_that_of_the_claim_or_of_its_putting(stage: Stage) -> None:
    claim = stage.claim()
    assert claim.claimed_at is not None
    Claim.objects.filter(pk=claim.pk).update(
        claimed_at=claim.claimed_at.astimezone(UTC) + timedelta(days=100)
    )
    claim.refresh_from_db()
    assert claim.claimed_at is not None
    assert claim.month == months(claim.claimed_at.date())
    Claim.objects.filter(pk=claim.pk).update(claimed_at=None)
    claim.refresh_from_db()
    assert claim.month == months(claim.put_at.date())


def test_two_days_told_from_one_reading_are_as_each_told_alone(stage: Stage) -> None:
    days = []
    for verdict in (Verdict.YES, Verdict.NO, Verdict.PARTLY):
        claim = stage.claim(of=stage.world.hospital)
        stage.promise(stage.today + timedelta(days=40))
        stage.wait(10)
        stage.says(claim, verdict)
        days.append(stage.today)
        stage.wait(15)
    reader = fresh(stage, stage.world.kofi)
    both = recorded(stage.world.place, today=stage.today, since=days[0], reader=reader, at=stage.at)
    for day in (*days, stage.today):
        alone = snapshots(stage.world.place, today=stage.today, as_at=day, reader=reader, at=stage.at)
        assert both.on(day) == alone
        assert alone


def heard(claim: Claim) -> list[bool]:
    return [one.heard_at is not None for one in Counterpart.objects.filter(claim=claim).order_by("position")]


def test_who_was_heard_is_kept_and_cannot_tell_is_not_heard(stage: Stage) -> None:
    claim = stage.claim(to=[stage.world.charity, stage.world.kofi])
    assert heard(claim) == [False, False]
    stage.says(claim, Verdict.CANT_TELL)
    assert heard(claim) == [False, False]
    begun = stage.at
    stage.says(claim, Verdict.YES)
    stage.wait(3)
    stage.says(claim, Verdict.NO)
    assert heard(claim) == [True, False]
    assert Counterpart.objects.get(claim=claim, position=1).heard_at == begun  # the first that could tell


def test_as_at_a_day_only_who_had_been_heard_by_then_is_counted(stage: Stage) -> None:
    claim = stage.claim()
    before = stage.today
    stage.wait(3)
    stage.says(claim, Verdict.YES)
    reader = fresh(stage, stage.world.ada)
    (now,), (then,) = read(reader, stage.at).asked, read(reader, stage.at, before).asked
    assert ((now.asked, now.heard), (then.asked, then.heard)) == ((1, 1), (1, 0))


def test_the_chain_does_not_verify_when_somebody_is_made_to_be_heard(stage: Stage) -> None:
    claim = stage.claim()
    assert all(one.fits for one in verify())
    Counterpart.objects.filter(claim=claim).update(heard_at=stage.at)
    (found,) = verify()
    assert not found.fits
    assert "Who was heard on claim" in str(found)
