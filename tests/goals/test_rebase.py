"""A new beginning of a chart: asked for with a reason, and there only while those confirm it who would know."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.claims.models import Claim
from counterpoint.claims.queries.addresses import answer_token, answer_url
from counterpoint.claims.queries.readers import CONTEST
from counterpoint.goals import actions
from counterpoint.goals.models import Measure
from counterpoint.goals.queries.charts import Drawn, charts_of_place
from counterpoint.web import dates
from counterpoint.web.http import Refused
from tests.claims.visiting import Visitor
from tests.goals.acts import said as claimed
from tests.goals.chosen import WORDS, goal
from tests.goals.measured import NAME, TWO, measure, months
from tests.world import World

DAY = timedelta(days=1)
BEGINS = months(14)[13]  # the first of the new ones


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now)


def asked(world: World, made: Measure, at: datetime, **more: Any) -> Claim:
    said: dict[str, Any] = {
        "on": BEGINS, "reason": "All wards have Monday cover", "by": world.ben, "acting_for": world.hospital,
        "named": [Named(world.council), Named(world.desmond)],
    }  # fmt: skip
    return actions.ask_for_rebase(measure=made, at=at, **(said | more))


def phases(world: World, at: datetime) -> int:
    return len(drawn(world, at).chart.phases)  # type: ignore[union-attr]


def drawn(world: World, at: datetime) -> Drawn:
    [found] = charts_of_place(world.ada, at)
    return found


def answer(claim: Claim, who: Any, verdict: Verdict, at: datetime, words: str = "") -> None:
    claims.answer(claim=claim, verdict=verdict, words=words, by=who, at=at)


def test_a_chart_begins_anew_only_once_those_confirm_it_who_would_know(world: World, now: datetime) -> None:
    made = measure(world, now, TWO)
    claim = asked(world, made, now)
    assert phases(world, now) == 1
    for who in (world.kofi, world.desmond):
        answer(claim, who, Verdict.YES, now + DAY)
    assert phases(world, now + DAY) == 2


def test_whoever_is_asked_finds_the_chart_and_the_day_on_the_page_of_the_claim(
    world: World, now: datetime, visitor: Visitor
) -> None:
    made = measure(world, now, TWO)
    claim = asked(world, made, now)
    visitor.sign_in(world.kofi)
    said = visitor.get(f"/aldermouth/claims/{claim.number}/")
    assert f"The chart that is to begin anew from {dates.day(BEGINS)}: {made.name}" in said
    assert f'href="/aldermouth/measures/{made.number}/"' in visitor.page


def test_who_takes_a_yes_back_takes_the_new_beginning_back(world: World, now: datetime) -> None:
    made = measure(world, now, TWO)
    claim = asked(world, made, now)
    for who in (world.kofi, world.desmond):
        answer(claim, who, Verdict.YES, now + DAY)
    answer(claim, world.kofi, Verdict.NO, now + 2 * DAY, "It was the old rota again")
    assert phases(world, now + 2 * DAY) == 1


def test_a_refused_one_stays_beside_the_chart_with_the_reason(world: World, now: datetime) -> None:
    made = measure(world, now, TWO)
    claim = asked(world, made, now)
    answer(claim, world.kofi, Verdict.NO, now + DAY, "Four points is not a system")
    waiting = drawn(world, now + DAY).refused
    assert "Four points" not in waiting[0].line  # those it is about reply first: {CONTEST}
    assert CONTEST
    later = now + 14 * DAY
    [one] = drawn(world, later).refused
    assert one.line == "asked for on 2 November 2026, refused: Four points is not a system"
    assert phases(world, later) == 1


def test_words_that_somebody_took_back_are_no_reason_beside_the_chart(world: World, now: datetime) -> None:
    made = measure(world, now, TWO)
    claim = asked(world, made, now)
    answer(claim, world.desmond, Verdict.NO, now + DAY, "Mondays are as they were")
    answer(claim, world.kofi, Verdict.NO, now + 2 * DAY, "I said this in anger")
    answer(claim, world.kofi, Verdict.YES, now + 3 * DAY)
    [one] = drawn(world, now + 20 * DAY).refused
    assert one.line == "asked for on 2 November 2026, refused: Mondays are as they were"


def test_how_it_was_before_is_one_press_away(world: World, now: datetime, visitor: Visitor) -> None:
    made = measure(world, now, TWO)
    claim = asked(world, made, now)
    for who in (world.kofi, world.desmond):
        answer(claim, who, Verdict.YES, now + DAY)
    visitor.at = now + DAY
    visitor.sign_in(world.ada)
    here = f"/aldermouth/measures/{made.number}/"
    visitor.get(here)
    assert "xmr__break" in visitor.page
    assert f"{here}?before={claim.number}" in visitor.page
    visitor.get(f"{here}?before={claim.number}")
    assert "xmr__break" not in visitor.page
    assert "As it was before the new beginning on 31 May 2025" in visitor.said


@pytest.mark.parametrize(
    ("named", "why"),
    [
        ("council", "somebody with lived experience as well"),
        ("voices_person", "somebody in another organisation as well"),
    ],
)
def test_both_are_named_another_organisation_and_lived_experience(
    world: World, now: datetime, named: str, why: str
) -> None:
    made = measure(world, now, TWO)
    who = {"council": world.council, "voices_person": world.desmond}[named]
    with pytest.raises(Refused, match=why):
        asked(world, made, now, named=[Named(who)])


@pytest.mark.parametrize("on", [date(2024, 4, 30), date(2026, 6, 1), date(2020, 1, 1)])
def test_a_new_beginning_lies_within_the_series(world: World, now: datetime, on: date) -> None:
    made = measure(world, now, TWO)
    with pytest.raises(Refused, match="Choose a day after 30 April 2024, and no later than 31 May 2026"):
        asked(world, made, now, on=on)


def test_a_chart_of_pressure_has_no_new_beginning(world: World, now: datetime) -> None:
    made = measure(world, now, TWO, sort="pressure")
    with pytest.raises(Refused, match="no new beginning"):
        asked(world, made, now)


def test_it_needs_a_reason(world: World, now: datetime) -> None:
    made = measure(world, now, TWO)
    with pytest.raises(Refused, match="what has changed for good"):
        asked(world, made, now, reason="  ")


def test_it_is_asked_for_by_the_form_with_its_day(world: World, now: datetime, visitor: Visitor) -> None:
    made = measure(world, now, TWO)
    visitor.sign_in(world.ben)
    here = f"/aldermouth/measures/{made.number}/rebase/"
    visitor.get(here)
    assert "From which day is the chart to begin anew?" in visitor.said
    visitor.post(
        here,
        {
            "sentence": "All wards have Monday cover", "acting_for": world.hospital.ref,
            "who_people": world.desmond.ref, "who_organisations": world.council.ref,
            "on_day": "31", "on_month": "5", "on_year": "2025",
        },
    )  # fmt: skip
    assert visitor.status == 302, visitor.said
    assert made.rebases.get().on == date(2025, 5, 31)


def by_link(world: World, claim: Claim) -> str:
    return answer_url(answer_token(world.place, world.desmond, claim))


def test_whoever_is_asked_by_mail_learns_which_chart_and_what_it_says(
    world: World, now: datetime, visitor: Visitor
) -> None:
    claim = asked(world, measure(world, now, TWO), now)
    said = visitor.get(by_link(world, claim))
    assert f"The chart that is to begin anew from {dates.day(BEGINS)}: {NAME}. It is" in said
    other = claims.put(
        place=world.place, kind="sacrifice", sentence="We lent two therapists", claimants=[world.hospital],
        named=[Named(world.desmond)], by=world.ben, at=now,
    )  # fmt: skip
    assert NAME not in visitor.get(by_link(world, other))


def test_whoever_is_asked_whether_a_goal_is_met_learns_what_its_charts_say(
    world: World, now: datetime, visitor: Visitor
) -> None:
    made = goal(world, now)
    measure(world, now, TWO, goal=made)
    measure(world, now, TWO, goal=made, sort="own", organisation=world.hospital, name="Beds in use")
    said = visitor.get(by_link(world, claimed(made, world, now, "met")))
    assert f"What is measured for the goal “{WORDS}”: {NAME}. It is" in said
    assert "Beds in use" not in said


def test_small_counts_are_said_on_a_link_as_everybody_reads_them(
    world: World, now: datetime, visitor: Visitor
) -> None:
    made = goal(world, now)
    small = {"goal": made, "small_counts": True, "holder": world.hospital}
    histories = ((1, 6, 2, 5, 3, 7, 4, 6, 2, 5, 3, 4, 1, 6), (1, 2, 1, 2, 1, 2, 1, 6, 7, 6, 7, 6, 7, 6))
    for count, values in enumerate(histories, start=1):
        measure(world, now, values, name=f"Count {count}", **small)
    said = visitor.get(by_link(world, claimed(made, world, now, "met")))
    first, second = (said.partition(f"Count {count}. ")[2].partition(" What is")[0] for count in (1, 2))
    assert first
    assert second.startswith(first)
