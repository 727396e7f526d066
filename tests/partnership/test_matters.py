"""What matters to us: written by those concerned, counted by whole quarters, and nobody to be found in the counts."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from django.template import engines

from counterpoint.ledger.models import Chain, Event
from counterpoint.partnership import actions
from counterpoint.partnership.actions.matters import digest_of
from counterpoint.partnership.forms.matters import said_of
from counterpoint.partnership.models import Matter, MatterCount, TrueNow
from counterpoint.partnership.queries.matters import SAYS, matters_page, open_matters
from counterpoint.web.http import Refused
from tests.partnership.conftest import Browser
from tests.world import World

QUARTER = timedelta(days=92)


def write(world: World, now: datetime, words: str = "I know who to ring", **more: object) -> Matter:
    given = {"by": world.moira, **more}
    return actions.write_matter(place=world.place, words=words, at=now, **given)  # type: ignore[arg-type]


def say(world: World, matter: Matter, at: datetime, **times: int) -> None:
    for says, how_often in times.items():
        for _ in range(how_often):
            actions.say_true(place=world.place, matter=matter, says=says, at=at)


def counts(matter: Matter) -> list[tuple[int, int, int, int]]:
    rows = MatterCount.objects.filter(matter=matter).order_by("last")
    return [(one.yes, one.partly, one.no, one.cant_say) for one in rows]


def test_only_the_people_concerned_write_what_matters_to_them(world: World, now: datetime) -> None:
    assert write(world, now).number == 1
    assert write(world, now, "I am asked once", by=world.desmond).number == 2
    for other in (world.ada, world.ben, world.ruth, world.tunde):
        with pytest.raises(Refused, match="for the people concerned to say"):
            write(world, now, "We are integrated", by=other)
    with pytest.raises(Refused, match="for the people concerned"):
        actions.end_matter(matter=Matter.objects.get(number=1), by=world.ada, at=now)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [(" ", "Say in a line"), ("x" * 201, "Keep it to 200"), ("I am 943 476 5919", "NHS number")],
)
def test_what_is_no_statement_is_refused_in_a_sentence(
    world: World, now: datetime, words: str, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        write(world, now, words)
    assert not Matter.objects.exists()


def test_five_are_enough_and_one_ended_makes_room(world: World, now: datetime) -> None:
    made = [write(world, now, f"I know {number}") for number in range(5)]
    with pytest.raises(Refused, match="There are 5 already"):
        write(world, now, "I know one more")
    actions.end_matter(matter=made[0], by=world.desmond, at=now)
    assert write(world, now, "I know one more").number == 6
    assert [one.number for one in open_matters(world.place)] == [2, 3, 4, 5, 6]


def test_an_answer_leaves_no_event_no_time_and_no_sign_on_any_page(world: World, now: datetime) -> None:
    matter = write(world, now)
    before = Chain.objects.get(place_id=world.place.pk)
    say(world, matter, now, yes=1)
    after = Chain.objects.get(place_id=world.place.pk)
    assert (after.length, after.ballots, after.head) == (before.length, before.ballots, before.head)
    held = {field.attname for field in TrueNow._meta.concrete_fields}
    assert held == {"id", "place_id", "matter_id", "quarter", "says"}


def test_a_statement_that_was_ended_is_not_answered_any_more(world: World, now: datetime) -> None:
    matter = write(world, now)
    actions.end_matter(matter=matter, by=world.moira, at=now)
    say(world, matter, now, yes=1)
    assert not TrueNow.objects.exists()


def test_nothing_is_counted_while_the_quarter_lasts_nor_from_four(world: World, now: datetime) -> None:
    matter = write(world, now)
    say(world, matter, now, yes=9)
    assert actions.count_matters(place=world.place, at=now) == 0
    other = write(world, now, "I am asked once")
    say(world, other, now, yes=4, cant_say=7)
    assert actions.count_matters(place=world.place, at=now + QUARTER) == 1
    assert counts(matter) == [(9, 0, 0, 0)]
    assert counts(other) == []


def test_quarters_of_fewer_than_five_wait_for_the_next_and_no_answer_is_counted_twice(
    world: World, now: datetime
) -> None:
    matter = write(world, now)
    say(world, matter, now, yes=3, cant_say=1)
    actions.count_matters(place=world.place, at=now + QUARTER)
    assert counts(matter) == []
    say(world, matter, now + QUARTER, no=2)
    say(world, matter, now + 2 * QUARTER, partly=1)
    actions.count_matters(place=world.place, at=now + 2 * QUARTER)
    assert counts(matter) == [(3, 0, 2, 1)]
    assert TrueNow.objects.count() == 1, "what was counted is let go; the quarter that lasts is not"
    assert actions.count_matters(place=world.place, at=now + 2 * QUARTER) == 0


def test_no_two_counts_differ_by_fewer_than_five_people_however_the_answers_fall(
    world: World, now: datetime
) -> None:
    """Each count is of quarters that no other took: so every sum of them grows by five who could tell, or more."""
    matter = write(world, now)
    for quarter, number in enumerate((2, 1, 6, 0, 4, 1, 5, 3)):
        say(world, matter, now + quarter * QUARTER, yes=number // 2, no=number - number // 2)
        actions.count_matters(place=world.place, at=now + (quarter + 1) * QUARTER)
    rows = list(MatterCount.objects.order_by("first"))
    assert [(one.yes + one.no) for one in rows] == [9, 5, 5]
    assert all(one.last < two.first for one, two in pairwise(rows))


def test_the_digest_of_a_count_is_in_the_ledger(world: World, now: datetime) -> None:
    matter = write(world, now)
    say(world, matter, now, yes=4, no=2)
    actions.count_matters(place=world.place, at=now + QUARTER)
    facts = Event.objects.get(verb="matter.counted").facts
    assert facts["digest"] == digest_of({"yes": 4, "partly": 0, "no": 2, "cant_say": 0})
    assert Event.objects.get(verb="matter.counted").subject == matter.ref


def test_what_nobody_joined_in_a_year_is_let_go_uncounted(world: World, now: datetime) -> None:
    matter = write(world, now)
    say(world, matter, now, yes=2)
    actions.count_matters(place=world.place, at=now + 6 * QUARTER)
    assert not TrueNow.objects.exists()
    assert counts(matter) == []


def test_the_page_says_what_was_counted_and_who_may_write(
    world: World, now: datetime, as_member: Browser
) -> None:
    moira, ada = as_member(world.moira), as_member(world.ada)
    address = "/aldermouth/what-matters/"
    assert "Nobody has said yet what matters" in ada.get(address).content.decode()
    assert moira.post(address, {"words": "I know who to ring"}).status_code == 302
    assert ada.post(address, {"words": "We are integrated"}).status_code == 422
    matter = Matter.objects.get()
    say(world, matter, now, yes=4, no=2, cant_say=1)
    actions.count_matters(place=world.place, at=now + QUARTER)
    shown = matters_page(world.moira, now + QUARTER).now[0]
    assert shown.said == (
        ("October 2026 to December 2026", "Of 6 people, 4 yes and 2 no. One more could not say."),
    )
    assert "Of 6 people" in ada.get(address).content.decode()
    ada.post(f"{address}{matter.number}/end/")
    assert Matter.objects.get().ended_at is None
    moira.post(f"{address}{matter.number}/end/")
    assert "Asked before" in moira.get(address).content.decode()


def test_a_story_or_a_card_asks_them_and_none_has_to_be_answered(world: World, now: datetime) -> None:
    one, two = write(world, now), write(world, now, "Rwy’n gwybod", lang="cy")
    asked = open_matters(world.place)
    macro = engines["jinja2"].env.get_template("components/matters.jinja").module.matters  # type: ignore[attr-defined]
    html = str(macro(asked, SAYS, {"matter_1": "yes"}))
    assert 'name="matter_1" value="yes" checked' in html
    assert 'lang="cy"' in html
    assert "required" not in html
    assert said_of({"matter_1": "yes", "matter_2": "rubbish", "matter_9": "no"}, asked) == {1: "yes"}
    actions.say_all_true(place=world.place, says={one.number: "yes", two.number: "cant_say"}, at=now)
    assert TrueNow.objects.count() == 2
    assert str(macro((), SAYS)).strip() == ""
