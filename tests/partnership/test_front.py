"""The front door, and in the demonstration only: be this person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from counterpoint.partnership.actions import account_for
from counterpoint.partnership.models import Place
from tests.partnership.conftest import Browser
from tests.world import World, build


@pytest.fixture
def demonstration(world: World, settings: Any) -> World:
    settings.DEMO = True
    Place.objects.filter(pk=world.place.pk).update(demonstration=True)
    return world


def test_a_stranger_reads_what_this_is_and_may_sign_in_and_sees_nobodys_name(world: World) -> None:
    page = Client().get("/").content.decode()
    assert "nobody marks their own homework" in page
    assert "Send me a link" in page
    assert "Aldermouth" not in page
    assert "Ada Quill" not in page


def test_where_no_place_is_the_page_says_how_to_found_one(db: None) -> None:
    assert "printed where Counterpoint was started" in Client().get("/").content.decode()


def test_whoever_is_in_one_place_goes_straight_to_what_waits_for_them(
    world: World, as_member: Browser
) -> None:
    assert as_member(world.kofi).get("/")["Location"] == "/aldermouth/yours/"


def test_whoever_is_in_several_chooses(world: World, now: datetime, as_member: Browser) -> None:
    other = build(now, "saltreach")
    client = as_member(world.kofi)
    type(other.ada).objects.filter(pk=other.ada.pk).update(account=account_for(member=world.kofi))
    page = client.get("/").content.decode()
    assert "/aldermouth/yours/" in page
    assert "/saltreach/yours/" in page
    assert "you are there as Ada Quill" in page


def test_in_the_demonstration_one_may_be_anyone_of_it(demonstration: World) -> None:
    page = Client().get("/").content.decode()
    assert "Be somebody in Aldermouth" in page
    assert "integration lead, Aldermouth Council" in page
    client = Client()
    assert client.post(f"/be/aldermouth/{demonstration.moira.number}/")["Location"] == "/aldermouth/yours/"
    assert "Moira Tell" in client.get("/aldermouth/people/").content.decode()


def test_one_can_become_somebody_else_and_is_then_only_that_person(demonstration: World) -> None:
    client = Client()
    client.post(f"/be/aldermouth/{demonstration.ada.number}/")
    assert client.get("/aldermouth/settings/").status_code == 200
    client.post(f"/be/aldermouth/{demonstration.ruth.number}/")
    assert client.get("/aldermouth/settings/").status_code == 404


def test_outside_the_demonstration_nobody_may_be_anybody(world: World) -> None:
    assert Client().post(f"/be/aldermouth/{world.ada.number}/").status_code == 404
    assert Client().get("/be/").status_code == 404


def test_in_the_demonstration_nobody_may_be_a_person_of_a_real_place(world: World, settings: Any) -> None:
    settings.DEMO = True
    assert Client().post(f"/be/aldermouth/{world.ada.number}/").status_code == 404
    assert "Ada Quill" not in Client().get("/be/").content.decode()


def test_being_somebody_takes_a_press(demonstration: World) -> None:
    assert Client().get(f"/be/aldermouth/{demonstration.ada.number}/").status_code == 405


def test_the_front_door_of_the_demonstration_asks_few_questions(
    demonstration: World, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(4):
        Client().get("/")
