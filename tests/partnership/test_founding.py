"""The one-time link of an empty installation, and the place that is founded with it."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from counterpoint.ledger.models import Event
from counterpoint.ledger.queries import first_break
from counterpoint.partnership import actions
from counterpoint.partnership.models import Founding, Member, Place
from counterpoint.web.http import Refused

GIVEN = {
    "place": "Harrowmere", "issue": "Why does my mum wait six days for a bed at home?", "nation": "wales",
    "name": "Priya Raman", "organisation": "Harrowmere Council", "post": "integration lead",
    "email": "Priya@hc.example",
}  # fmt: skip


@pytest.fixture
def link(db: None, now: datetime) -> str:
    return actions.founding_link(at=now)


def test_the_founder_is_member_steward_and_convenor_signed_in_and_brought_to_bringing_in(link: str) -> None:
    client = Client()
    assert client.get(link).status_code == 200
    assert client.post(link, GIVEN)["Location"] == "/harrowmere/bring-in/"
    priya = Member.objects.get()
    assert (priya.name, priya.steward, priya.convenor, priya.email) == (
        "Priya Raman",
        True,
        True,
        "priya@hc.example",
    )
    assert [(one.organisation.name, one.works, one.asked) for one in priya.memberships.all()] == [
        ("Harrowmere Council", True, True)
    ]
    assert priya.place.nation == "wales"
    assert client.get("/harrowmere/bring-in/").status_code == 200


def test_only_a_hash_of_the_link_is_kept(link: str) -> None:
    token = link.strip("/").rpartition("/")[2]
    assert token not in " ".join(str(value) for value in Founding.objects.values_list()[0])


def test_founding_is_two_acts_on_a_whole_chain_and_neither_holds_a_name(link: str) -> None:
    Client().post(link, GIVEN)
    events = list(Event.objects.order_by("seq"))
    assert [one.verb for one in events] == ["place.founded", "place.started"]
    assert "Priya" not in str([one.facts for one in events])
    assert first_break(Place.objects.get().pk) is None


def test_the_link_works_once_and_then_says_so_kindly(link: str) -> None:
    Client().post(link, GIVEN)
    for page in (Client().get(link), Client().post(link, {**GIVEN, "place": "Elsewhere"})):
        assert page.status_code == 410
        assert "works only once. If it was you, sign in." in page.content.decode()
    assert Place.objects.count() == 1


def test_a_forged_link_founds_nothing(link: str) -> None:
    page = Client().post("/start/forged/", GIVEN)
    assert page.status_code == 410
    assert "not a link that founds a place" in page.content.decode()
    assert not Place.objects.exists()


def test_a_newer_link_makes_the_older_one_nothing(link: str, now: datetime) -> None:
    newer = actions.founding_link(at=now)
    assert Client().get(link).status_code == 410
    assert Client().get(newer).status_code == 200


def test_what_was_typed_is_kept_beside_what_was_wrong(link: str) -> None:
    page = Client().post(link, {**GIVEN, "place": "", "name": ""})
    assert page.status_code == 422
    for words in ("Give the place a name.", "Give your name.", "Harrowmere Council", "Why does my mum wait"):
        assert words in page.content.decode()
    assert Client().post(link, GIVEN).status_code == 302, "a mistake does not use the link up"


@pytest.mark.parametrize("name", ["!!!", "sign-in", "Static"])
def test_a_name_that_cannot_stand_in_an_address_is_refused_beside_its_field(link: str, name: str) -> None:
    page = Client().post(link, {**GIVEN, "place": name})
    assert page.status_code == 422
    assert 'href="#place"' in page.content.decode()
    assert Client().get(link).status_code == 200


def test_a_patients_number_in_the_issue_is_refused(link: str) -> None:
    page = Client().post(link, {**GIVEN, "issue": "Why did 943 476 5919 wait?"})
    assert page.status_code == 422
    assert "holds no patient records" in page.content.decode()
    assert not Place.objects.exists()


def test_a_founder_without_an_address_stays_signed_in_where_they_founded(link: str) -> None:
    client = Client()
    client.post(link, {**GIVEN, "email": ""})
    assert client.get("/harrowmere/people/").status_code == 200


def test_a_founding_that_fails_half_way_leaves_nothing_and_keeps_the_link(
    link: str, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**given: object) -> None:
        raise Refused("broken on purpose")

    monkeypatch.setattr("counterpoint.partnership.actions.starting.account_for", broken)
    assert Client().post(link, GIVEN).status_code == 422
    assert (Place.objects.count(), Member.objects.count(), Event.objects.count()) == (0, 0, 0)
    monkeypatch.undo()
    assert Client().post(link, GIVEN).status_code == 302
