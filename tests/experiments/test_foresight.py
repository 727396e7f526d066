"""How well people foresee: of a place from twenty predictions on, of a person for themselves; and who says what was learned."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from counterpoint.claims.actions import Named
from counterpoint.experiments import actions
from counterpoint.experiments.queries import foresight_page
from counterpoint.partnership.models import Member
from counterpoint.web.http import Refused
from tests.experiments.tried import studied
from tests.world import World


def foreseen(world: World, now: datetime, number: int, *, came: str = "yes", likely: str = "0.95") -> None:
    for one in range(number):
        studied(world, now, came=came, idea=f"Try {came} {one}", likely=Decimal(likely))


def met(member: Member) -> Member:
    return Member.objects.select_related("place").get(pk=member.pk)


def test_under_twenty_a_place_reads_no_count_and_no_score(world: World, now: datetime) -> None:
    foreseen(world, now, 19)
    page = foresight_page(met(world.tunde), now)
    assert "nineteen" not in page.place.sentence
    assert page.place.sentence.startswith("From 20 predictions on")
    assert page.place.figures == ""


def test_from_twenty_on_it_says_how_well_and_how_sure_that_is(world: World, now: datetime) -> None:
    foreseen(world, now, 20)
    foreseen(world, now, 3, came="cant_tell")  # which tell nothing
    page = foresight_page(met(world.tunde), now)
    assert page.place.sentence == (
        "Aldermouth foresees better than a coin, as far as 20 predictions can say. Of twenty predictions, twenty came."
    )
    assert page.place.figures.startswith("Brier score 0.00")


def test_the_other_way_round_it_is_worse_than_a_coin(world: World, now: datetime) -> None:
    foreseen(world, now, 20, came="no")
    assert "worse than a coin" in foresight_page(met(world.tunde), now).place.sentence


def test_nobody_reads_how_well_another_foresees(world: World, now: datetime) -> None:
    foreseen(world, now, 3)
    theirs, others = foresight_page(met(world.ruth), now), foresight_page(met(world.ada), now)
    assert theirs.mine.sentence.startswith("Of three predictions, three came.")
    assert others.mine.sentence.startswith("You have said of no try here")


@pytest.mark.parametrize(
    "named",
    [["council"], ["desmond"], ["council", "kofi"], ["desmond", "moira"], ["ben", "desmond"]],
    ids="-".join,
)
def test_what_was_learned_needs_another_organisation_and_lived_experience(
    named: list[str], world: World, now: datetime
) -> None:
    experiment = studied(world, now)
    with pytest.raises(Refused):
        actions.decide(
            experiment=experiment, decision="adopt", learned="It helps", by=world.ruth, at=now,
            named=[Named(getattr(world, one)) for one in named],
        )  # fmt: skip


def test_everyone_with_lived_experience_and_one_organisation_are_enough(world: World, now: datetime) -> None:
    ended = actions.decide(
        experiment=studied(world, now), decision="adopt", learned="It helps", by=world.ruth, at=now,
        named=[Named("lived_experience"), Named(world.council)],
    )  # fmt: skip
    assert ended.claim is not None
