"""Old actions of a spreadsheet become heard promises by one press; then five of their promisers are asked."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from counterpoint.claims.models import Counterpart
from counterpoint.ledger.models import Event
from counterpoint.ledger.queries import first_break
from counterpoint.partnership.actions import Person, add_member
from counterpoint.partnership.models import BringIn
from counterpoint.promises.models import Promise
from tests.claims.visiting import Visitor
from tests.world import World, build

DAY = timedelta(days=1)


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now + DAY)


def action(words: str, **more: Any) -> dict[str, Any]:
    return {
        "words": words, "owner_name": "", "owner_member": None, "owner_organisation": None, "for_organisation": None,
        "due": None, "due_words": "", "status": "", "row": "Actions, row 2",
    } | more  # fmt: skip


@pytest.fixture
def waiting(world: World, now: datetime) -> BringIn:
    """Ada of the council has brought in five old actions."""
    ben, hospital = world.ben.number, world.hospital.number
    return BringIn.objects.create(
        place=world.place,
        by=world.ada,
        begun_at=now,
        file_name="last quarter.xlsx",
        actions=[
            action("Ward rounds before ten", owner_member=ben, owner_organisation=hospital, due="2026-12-01"),
            action(
                "Pay the charity on time", owner_organisation=hospital, for_organisation=world.charity.number
            ),
            action("Ring the lounge", owner_name="Barry"),
            action("Share the rota", owner_member=world.kofi.number, owner_organisation=world.council.number),
            action("Print the leaflet", owner_organisation=hospital, status="Done"),
        ],
    )


def page(world: World, visitor: Visitor) -> str:
    visitor.sign_in(world.ada)
    return visitor.get(f"/{world.place.slug}/promises/bring-in/")


def send(world: World, visitor: Visitor, **said: Any) -> str:
    return visitor.post(f"/{world.place.slug}/promises/bring-in/", said)


def test_every_action_that_can_be_a_promise_is_ticked_and_the_others_say_why_not(
    world: World, waiting: BringIn, visitor: Visitor
) -> None:
    said = page(world, visitor)
    assert "We found five actions in last quarter.xlsx." in said
    ticked = [key for key in "01234" if f'value="{key}" checked' in visitor.page]
    assert ticked == ["0", "1"]
    assert "“Barry”: say who promised it." in said
    assert "Aldermouth Council can’t promise to itself. Say to whom it was made." in said
    assert "Your list says “Done”." in said
    assert "Ben Iver, chief executive, Aldermouth Hospital · by 1 December 2026" in said


def test_one_press_makes_each_a_heard_promise_with_its_own_event(
    world: World, waiting: BringIn, visitor: Visitor
) -> None:
    page(world, visitor)
    send(world, visitor, lines=["0", "1"], to_0=world.council.ref, to_1=world.charity.ref)
    assert visitor.response["Location"] == f"/{world.place.slug}/promises/ask-about/"
    found = list(Promise.objects.order_by("claim__number"))
    assert [str(one.claim.sentence) for one in found] == ["Ward rounds before ten", "Pay the charity on time"]
    assert [(one.state, one.ask_owner_at, one.heard_by) for one in found] == [("heard", None, world.ada)] * 2
    assert str(found[0].where) == "last quarter.xlsx, Actions, row 2"
    assert [one.organisation for one in Counterpart.objects.order_by("pk")] == [world.council, world.charity]
    assert Event.objects.filter(verb="promise.heard").count() == 2
    assert not BringIn.objects.exists()
    assert first_break(world.place.pk) is None


def test_a_second_press_finds_nothing_to_take(world: World, waiting: BringIn, visitor: Visitor) -> None:
    page(world, visitor)
    said = {"lines": ["0"], "to_0": world.council.ref}
    send(world, visitor, **said)
    page(world, visitor)
    assert visitor.response["Location"] == f"/{world.place.slug}/promises/ask-about/"
    assert Promise.objects.count() == 1


def test_one_line_that_cannot_be_leaves_all_of_them_waiting(
    world: World, waiting: BringIn, visitor: Visitor
) -> None:
    page(world, visitor)
    said = send(world, visitor, lines=["0", "3"], to_0=world.council.ref, to_3=world.council.ref)
    assert visitor.status == 422
    assert "Aldermouth Council makes this claim, so it can’t also say whether it is so." in said
    assert (Promise.objects.count(), BringIn.objects.count()) == (0, 1)
    assert not Event.objects.filter(verb="promise.heard").exists()
    assert 'value="3" checked' in visitor.page


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"lines": []}, "Tick at least one, or leave the whole list out."),
        ({"lines": ["0"], "to_0": ""}, "Say to whom it was made, or untick it."),
        ({"lines": ["2"], "to_2": "organisation:1"}, "Say who promised it, or untick it."),
        ({"lines": ["77"]}, "Choose from these."),
        ({"lines": ["0"], "to_0": "organisation:88"}, "Choose one of these."),
    ],
)
def test_what_is_missing_is_said_beside_its_line(
    world: World, waiting: BringIn, visitor: Visitor, said: dict[str, Any], why: str
) -> None:
    page(world, visitor)
    assert why in send(world, visitor, **said)
    assert (visitor.status, Promise.objects.count()) == (422, 0)


def test_a_name_that_nobody_knows_can_be_given_a_promiser(
    world: World, waiting: BringIn, visitor: Visitor
) -> None:
    page(world, visitor)
    send(world, visitor, lines=["2"], promiser_2=world.ruth.ref, to_2=world.council.ref)
    assert Promise.objects.get().promiser == world.ruth


def test_the_whole_list_can_be_left_out(world: World, waiting: BringIn, visitor: Visitor) -> None:
    page(world, visitor)
    send(world, visitor, leave_out="yes")
    assert not BringIn.objects.exists()
    assert not Promise.objects.exists()


def test_only_whoever_brought_it_in_takes_it(world: World, waiting: BringIn, visitor: Visitor) -> None:
    visitor.sign_in(world.tunde)
    visitor.get(f"/{world.place.slug}/promises/bring-in/")
    assert visitor.status == 302
    visitor.sign_in(build(visitor.at, "brackwater").ada)
    assert visitor.client.get(f"/{world.place.slug}/promises/bring-in/").status_code == 404


def test_five_are_asked_about_and_nobody_else(world: World, now: datetime, visitor: Visitor) -> None:
    BringIn.objects.create(
        place=world.place,
        by=world.ada,
        begun_at=now,
        file_name="",
        actions=[
            action(f"Bed {n}", owner_member=world.ben.number, due=f"2026-12-{20 - n:02}") for n in range(8)
        ],
    )
    lines = [str(n) for n in range(8)]
    page(world, visitor)
    send(world, visitor, lines=lines, **{f"to_{n}": world.charity.ref for n in lines})
    said = visitor.get(visitor.response["Location"])
    assert "Ask about these five" in said
    assert visitor.page.count(" checked") == 5
    numbers = [str(one.claim.number) for one in Promise.objects.all()]
    said = visitor.post(f"/{world.place.slug}/promises/ask-about/", {"promises": numbers[:6]})
    assert "Five at a time are enough" in said
    visitor.post(f"/{world.place.slug}/promises/ask-about/", {"promises": numbers[:5]})
    assert visitor.response["Location"] == f"/{world.place.slug}/mirror/"
    assert Promise.objects.filter(ask_owner_at__isnull=False).count() == 5
    assert Event.objects.filter(verb="promise.owner_asked").count() == 5
    assert "Ask about these three" in visitor.get(f"/{world.place.slug}/promises/ask-about/")


def test_a_promiser_who_cannot_be_reached_is_named_and_not_asked(
    world: World, now: datetime, visitor: Visitor
) -> None:
    unreached = add_member(
        place=world.place, person=Person("Ivy Stone", organisation=world.hospital), by=world.ada, at=now
    )
    BringIn.objects.create(
        place=world.place,
        by=world.ada,
        begun_at=now,
        actions=[action("Bread", owner_member=unreached.number)],
    )
    page(world, visitor)
    send(world, visitor, lines=["0"], to_0=world.council.ref)
    said = visitor.get(visitor.response["Location"])
    assert "Bread Ivy Stone: we know no e-mail address and no phone number: ask in person." in said
    assert 'type="checkbox"' not in visitor.page


def test_the_page_asks_the_database_little(
    world: World, now: datetime, visitor: Visitor, django_assert_max_num_queries: object
) -> None:
    BringIn.objects.create(
        place=world.place,
        by=world.ada,
        begun_at=now,
        actions=[action(f"Bed {n}", owner_member=world.ben.number) for n in range(25)],
    )
    visitor.sign_in(world.ada)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        visitor.get(f"/{world.place.slug}/promises/bring-in/")
    assert visitor.status == 200
