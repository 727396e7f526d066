"""A try that serves a goal: on the goal's page, on the time axis of its charts, and on its own page."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.experiments import actions
from counterpoint.experiments.models import Experiment, TriedFor
from counterpoint.goals import actions as goals
from counterpoint.goals.models import Goal, Measure
from counterpoint.goals.queries.goal_page import TryLine, goal_page
from counterpoint.goals.queries.series import load
from counterpoint.partnership.models import Member, Place
from counterpoint.web.http import Refused
from tests.claims.visiting import Visitor
from tests.experiments.tried import DAY, EXPECTED, IDEA, begun, decided, plan, planned
from tests.goals.chosen import WORDS, goal
from tests.goals.measured import USUAL, measure
from tests.threads.conftest import met
from tests.world import World

HERE = "/aldermouth/experiments/"


@pytest.fixture
def made(world: World, now: datetime) -> Goal:
    return goal(world, now)


def lines(member: Member, made: Goal, at: datetime, as_at: date | None = None) -> tuple[TryLine, ...]:
    page = goal_page(met(member), made.number, at, as_at)
    assert page is not None
    return page.tries


def on_the_axis(
    measured: Measure, member: Member, at: datetime, until: datetime | None = None
) -> set[tuple[date, str]]:
    [series] = load([measured], met(member), at, until=until)
    return {(one.on, one.words) for one in series.happened}


def test_a_goal_says_what_is_tried_for_it_and_how_far_that_has_come(
    world: World, now: datetime, made: Goal
) -> None:
    one = planned(world, now)
    assert lines(world.tunde, made, now) == ()
    actions.serve(experiment=one, goal=made, by=world.tunde, at=now)
    [line] = lines(world.kofi, made, now)
    assert (line.tried.words, line.tried.said, line.tried.when, line.tried.who) == (
        IDEA, "planned", "", world.hospital.called,
    )  # fmt: skip
    actions.begin(experiment=one, by=world.ruth, at=now + DAY)
    [line] = lines(world.kofi, made, now + DAY)
    assert (line.tried.said, line.tried.when) == ("being tried", "begun 3 November 2026")
    actions.study(experiment=one, result="None", came="no", by=world.ruth, at=now + 2 * DAY)
    ended = decided_at(one, world, now + 3 * DAY)
    [line] = lines(world.kofi, made, now + 3 * DAY)
    assert (line.tried.said, line.tried.when) == ("stopped", "5 November 2026")
    assert line.learned is not None
    assert ended.claim is not None
    assert (line.learned.key, line.learned.sentence) == (ended.claim.pk, "The phone was the ward’s")


def decided_at(one: Experiment, world: World, at: datetime) -> Experiment:
    return actions.decide(
        experiment=one, decision="abandon", learned="The phone was the ward’s",
        named=[claims.Named(world.council), claims.Named(world.desmond)], by=world.ruth, at=at,
    )  # fmt: skip


def test_as_at_a_past_day_it_has_come_as_far_as_it_had_then(world: World, now: datetime, made: Goal) -> None:
    measured, later = measure(world, now, USUAL, goal=made), now + 30 * DAY
    one = planned(world, now)
    actions.serve(experiment=one, goal=made, by=world.ruth, at=now + DAY)
    actions.begin(experiment=one, by=world.ruth, at=now + 2 * DAY)
    actions.study(experiment=one, result="None", came="no", by=world.ruth, at=now + 3 * DAY)
    decided_at(one, world, now + 4 * DAY)
    days = [(now + count * DAY).date() for count in range(5)]
    stood = [
        [(line.tried.said, line.learned is not None) for line in lines(world.kofi, made, later, on)]
        for on in days
    ]
    assert stood == [
        [], [("planned", False)], [("being tried", False)], [("tried, and to be decided", False)], [("stopped", True)],
    ]  # fmt: skip
    tried = (days[2], f"Tried: {IDEA}")
    stopped = (days[2], f"Tried, and stopped on 6 November 2026: {IDEA}")
    for on, axis in zip(days, (set(), set(), {tried}, {tried}, {stopped}), strict=True):
        until = datetime(on.year, on.month, on.day, 23, 59, tzinfo=now.tzinfo)
        assert on_the_axis(measured, world.kofi, later, until) == axis
    assert on_the_axis(measured, world.kofi, later) == {stopped}


def test_what_was_confirmed_of_it_stands_on_the_axis_once_and_under_the_try(
    world: World, now: datetime, made: Goal
) -> None:
    measured = measure(world, now, USUAL, goal=made)
    ended = decided(world, now, "adopt", "A list at 11 helps")
    actions.serve(experiment=ended, goal=made, by=world.ruth, at=now)
    assert ended.claim is not None
    goals.serve(goal=made, claim=ended.claim, by=world.ruth, at=now)
    before = on_the_axis(measured, world.kofi, now)
    assert {words for _, words in before} == {f"Tried, and kept on 2 November 2026: {IDEA}"}
    for who in (world.kofi, world.desmond):
        claims.answer(claim=ended.claim, verdict=Verdict.YES, words="", by=who, at=now + DAY)
    [series] = load([measured], met(world.kofi), now + DAY)
    assert [one.words for one in series.happened if "Learned" in one.words] == ["Learned: A list at 11 helps"]
    page = goal_page(met(world.kofi), made.number, now + DAY)
    assert page is not None
    assert page.serves == ()
    assert [one.learned and one.learned.sentence for one in page.tries] == ["A list at 11 helps"]


def test_one_that_is_to_be_tried_in_another_way_ends_where_the_next_begins(
    world: World, now: datetime, made: Goal
) -> None:
    measured = measure(world, now, USUAL, goal=made)
    first = decided(world, now, "adapt", "Mondays have no cover")
    actions.serve(experiment=first, goal=made, by=world.ruth, at=now)
    following = actions.put(
        place=world.place, plan=plan(idea="Three wards"), organisation=world.hospital, follows=first, goal=made,
        by=world.ruth, at=now + DAY,
    )  # fmt: skip
    actions.begin(experiment=following, by=world.ruth, at=now + DAY)
    words = {words for _, words in on_the_axis(measured, world.kofi, now + DAY)}
    assert words == {f"Tried: {IDEA}", "Tried: Three wards"}


def test_in_a_quiet_fortnight_it_is_there_for_those_who_try_it_only(
    world: World, now: datetime, made: Goal
) -> None:
    measured = measure(world, now, USUAL, goal=made)
    one = begun(world, now)
    actions.serve(experiment=one, goal=made, by=world.ruth, at=now)
    Place.objects.filter(pk=world.place.pk).update(quiet_until=now + timedelta(days=3))
    assert [line.tried.number for line in lines(world.ben, made, now)] == [one.number]
    assert lines(world.desmond, made, now) == ()
    assert on_the_axis(measured, world.desmond, now) == set()


def test_a_goal_with_no_measure_says_what_is_tried_for_it(world: World, now: datetime, made: Goal) -> None:
    actions.serve(experiment=begun(world, now), goal=made, by=world.ruth, at=now)
    assert [one.tried.words for one in lines(world.kofi, made, now)] == [IDEA]


def test_it_serves_a_goal_once_and_no_goal_that_was_ended(world: World, now: datetime, made: Goal) -> None:
    one = begun(world, now)
    actions.serve(experiment=one, goal=made, by=world.tunde, at=now)
    with pytest.raises(Refused, match="tied to the goal already"):
        actions.serve(experiment=one, goal=made, by=world.ruth, at=now)
    other = goal(world, now, words="Tea at ten")
    goals.end_goal(goal=other, why="Nobody wants tea", by=world.moira, at=now)
    with pytest.raises(Refused, match="This goal was ended"):
        actions.serve(experiment=one, goal=other, by=world.ruth, at=now)
    with pytest.raises(Refused, match="This goal was ended"):
        actions.put(
            place=world.place, plan=plan(idea="Tea"), organisation=None, goal=other, by=world.ruth, at=now
        )
    assert (TriedFor.objects.count(), Experiment.objects.count()) == (1, 1)


# --- as people use it


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now + DAY)


@pytest.fixture
def ruth(visitor: Visitor, world: World) -> Visitor:
    visitor.sign_in(world.ruth)
    return visitor


def test_from_the_goal_one_tries_something_and_the_next_try_is_for_it_too(
    ruth: Visitor, world: World, now: datetime, made: Goal
) -> None:
    measure(world, now, until_next_year(), goal=made)
    ruth.get("/aldermouth/goals/1/")
    assert f'href="{HERE}try/?goal=1"' in ruth.page
    ruth.get(f"{HERE}try/?goal=1")
    assert f'<option value="1" selected>{WORDS}</option>' in ruth.page
    said = {"idea": IDEA, "prediction": EXPECTED, "goal": "1", "organisation": world.hospital.ref}
    ruth.post(f"{HERE}try/", said)
    ruth.get(f"{HERE}1/")
    assert 'For the goal <a href="/aldermouth/goals/1/"' in ruth.page
    ruth.post(f"{HERE}1/begin/")
    assert f"Tried: {IDEA}" in ruth.get("/aldermouth/goals/1/")
    assert "being tried · begun 3 November 2026" in ruth.said
    ruth.post(f"{HERE}1/came/", {"result": "None", "came": "no"})
    ruth.post(f"{HERE}1/adapt/", {"sentence": "Mondays", "who_people": [world.kofi.ref, world.desmond.ref]})
    ruth.get(f"{HERE}try/?follows=1")
    assert f'<option value="1" selected>{WORDS}</option>' in ruth.page


def until_next_year() -> tuple[int, ...]:
    """So many months that what begins now lies within the chart."""
    return (*USUAL, *USUAL, *USUAL)


def test_anybody_says_later_which_goal_it_serves(ruth: Visitor, world: World, now: datetime) -> None:
    begun(world, now)
    assert "Say which goal it serves" not in ruth.get(f"{HERE}1/")
    assert "There is no goal here" in ruth.get(f"{HERE}1/goal/")
    goal(world, now)
    ruth.sign_in(world.tunde)
    assert "Say which goal it serves" in ruth.get(f"{HERE}1/")
    ruth.get(f"{HERE}1/goal/")
    assert "Choose one." in ruth.post(f"{HERE}1/goal/", {"goal": ""})
    ruth.post(f"{HERE}1/goal/", {"goal": "1"})
    assert ruth.response["Location"] == f"{HERE}1/"
    said = ruth.get(f"{HERE}1/")
    assert "For the goal" in said
    assert "Say which goal it serves" not in said


@pytest.mark.parametrize("number", ["9", "²", "-1", "9" * 5000])
def test_a_goal_that_is_not_here_is_not_chosen(
    ruth: Visitor, world: World, now: datetime, made: Goal, number: str
) -> None:
    begun(world, now)
    ruth.get(f"{HERE}1/goal/")
    assert "Choose one of these." in ruth.post(f"{HERE}1/goal/", {"goal": number})
    ruth.post(f"{HERE}try/", {"idea": "Tea", "prediction": "Calm", "goal": number, "organisation": "member"})
    assert Experiment.objects.count() == 1
    assert ruth.get(f"{HERE}try/?goal={number}")
