"""The list of people: who may read what of whom, and who may put it right."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from counterpoint.ledger.models import Event
from counterpoint.partnership import actions
from counterpoint.partnership.models import Member, Organisation
from counterpoint.partnership.queries.people import people_page
from counterpoint.web.http import Refused
from tests.partnership.conftest import Browser
from tests.world import World

PLACE = "/aldermouth"


def text(client: Any, path: str) -> str:
    page = client.get(PLACE + path)
    assert page.status_code == 200
    return str(page.content.decode())


def details(member: Member, **more: Any) -> dict[str, Any]:
    return {
        "name": member.name, "post": member.post, "email": member.email, "phone": "", "channel": "mail",
        "signs": "named", "perspectives": ["frontline"], **more,
    }  # fmt: skip


# Reading


def test_how_somebody_is_reached_is_shown_to_stewards_and_to_themselves(
    world: World, as_member: Browser
) -> None:
    assert "ruth@aldermouth.example" in text(as_member(world.ada), "/people/")
    assert "ruth@aldermouth.example" in text(as_member(world.ruth), "/people/")
    kofis = text(as_member(world.kofi), "/people/")
    assert "Ruth Vane" in kofis
    assert "ruth@aldermouth.example" not in kofis
    assert "ruth@aldermouth.example" not in text(as_member(world.kofi), f"/people/{world.ruth.number}/")


def test_whoever_does_not_sign_with_a_name_is_named_only_to_stewards_and_themselves(
    world: World, as_member: Browser
) -> None:
    kofis = text(as_member(world.kofi), "/people/")
    assert "Moira Tell" not in kofis
    assert "two people who do not sign with a name" in kofis
    assert as_member(world.kofi).get(f"{PLACE}/people/{world.moira.number}/").status_code == 404
    for reader in (world.ada, world.moira):
        assert "Moira Tell" in text(as_member(reader), "/people/")


def test_the_list_says_who_is_asked_and_who_looks_after_the_place(world: World, as_member: Browser) -> None:
    page = text(as_member(world.kofi), "/people/")
    assert "Four organisations, seven people." in page
    assert "Ada Quill and Tunde Oke" in page
    assert "asked for it" in page


def test_the_list_costs_few_queries_and_unchanged_almost_none(
    world: World, as_member: Browser, django_assert_max_num_queries: Any
) -> None:
    client = as_member(world.kofi)
    with django_assert_max_num_queries(12):
        page = client.get(f"{PLACE}/people/")
    with django_assert_max_num_queries(6):  # session, account, three for the member, one for the page
        again = client.get(f"{PLACE}/people/", headers={"If-None-Match": page["ETag"]})
    assert again.status_code == 304


def test_a_name_put_right_is_on_the_page_at_once(world: World, as_member: Browser) -> None:
    client = as_member(world.ada)
    page = client.get(f"{PLACE}/people/")
    client.post(f"{PLACE}/people/{world.ruth.number}/edit/", details(world.ruth, name="Ruth Vane-Okafor"))
    again = client.get(f"{PLACE}/people/", headers={"If-None-Match": page["ETag"]})
    assert "Ruth Vane-Okafor" in again.content.decode()


def test_markup_in_a_name_is_shown_and_never_run(world: World, as_member: Browser) -> None:
    Member.objects.filter(pk=world.ruth.pk).update(name="<script>alert(1)</script>")
    page = text(as_member(world.kofi), "/people/")
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


# Adding


def test_any_member_may_bring_somebody_in(world: World, as_member: Browser) -> None:
    given = {
        "name": "Olu Bell",
        "organisation": str(world.charity.number),
        "works": "works",
        "post": "driver",
    }
    answer = as_member(world.ruth).post(f"{PLACE}/people/add/", {**given, "phone": "07700 900123"})
    olu = Member.objects.get(name="Olu Bell")
    assert answer["Location"] == f"{PLACE}/people/{olu.number}/"
    assert (olu.channel, olu.steward, olu.memberships.get().organisation.name) == (
        "text",
        False,
        "Aldermouth Charity",
    )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": ""}, "Give their name."),
        ({"email": "ruth@aldermouth.example"}, "is here already"),
        ({"email": "not an address"}, "That is not an e-mail address."),
        ({"post": "carer of 943 476 5919"}, "holds no patient records"),
        ({"name": "x" * 130}, "10 characters too many"),
        ({"organisation": "999"}, "Choose one of these."),
    ],
)
def test_what_cannot_be_added_is_said_beside_its_field_and_kept(
    world: World, as_member: Browser, given: dict[str, str], sentence: str
) -> None:
    typed = {"name": "Olu Bell", "post": "driver", **given}
    page = as_member(world.ruth).post(f"{PLACE}/people/add/", typed)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert typed["post"] in page.content.decode()
    assert Member.objects.count() == 7


def test_an_organisation_is_added_once(world: World, as_member: Browser) -> None:
    client, given = as_member(world.ruth), {"name": "Aldermouth Homes", "kind": "housing"}
    assert client.post(f"{PLACE}/organisations/add/", given).status_code == 302
    again = client.post(f"{PLACE}/organisations/add/", {**given, "name": "ALDERMOUTH HOMES"})
    assert "is here already" in again.content.decode()
    assert Organisation.objects.filter(name__iexact="aldermouth homes").count() == 1


# Putting right


def test_only_the_person_or_a_steward_puts_a_person_right(world: World, as_member: Browser) -> None:
    path = f"{PLACE}/people/{world.ruth.number}/edit/"
    assert as_member(world.kofi).post(path, details(world.ruth, name="Mallory")).status_code == 404
    assert as_member(world.ruth).post(path, details(world.ruth, post="matron")).status_code == 302
    assert as_member(world.ada).post(path, details(world.ruth, post="matron")).status_code == 302
    assert Member.objects.get(pk=world.ruth.pk).post == "matron"


def test_where_somebody_stands_is_theirs_to_say_and_what_came_first_stays_first(
    world: World, as_member: Browser
) -> None:
    path = f"{PLACE}/people/{world.ruth.number}/edit/"
    as_member(world.ruth).post(path, details(world.ruth, perspectives=["carer", "frontline"]))
    stands = {one.perspective: one.first for one in world.ruth.standpoints.all()}
    assert stands == {"frontline": True, "carer": False}


def test_nobody_is_asked_by_a_way_that_does_not_reach_them(world: World, as_member: Browser) -> None:
    path = f"{PLACE}/people/{world.ruth.number}/edit/"
    page = as_member(world.ruth).post(path, details(world.ruth, channel="text"))
    assert "give a telephone number" in page.content.decode()


def test_an_address_changed_by_a_steward_ends_the_session_that_the_old_one_opened(
    world: World, as_member: Browser
) -> None:
    """A slip of the finger may have let a stranger in."""
    stranger = as_member(world.ruth)
    assert stranger.get(f"{PLACE}/people/").status_code == 200
    path = f"{PLACE}/people/{world.ruth.number}/edit/"
    as_member(world.ada).post(path, details(world.ruth, email="ruth.vane@aldermouth.example"))
    assert stranger.get(f"{PLACE}/people/").status_code == 404


def test_an_organisation_is_put_right_by_its_own_people_and_stewards(
    world: World, as_member: Browser
) -> None:
    path = f"{PLACE}/organisations/{world.hospital.number}/edit/"
    given = {"name": "Aldermouth Hospitals", "kind": "acute", "asked": [str(world.ruth.number)]}
    assert as_member(world.kofi).post(path, given).status_code == 404
    assert as_member(world.ruth).post(path, given).status_code == 302
    asked = {one.member.name: one.asked for one in world.hospital.memberships.all()}
    assert asked == {"Ben Iver": False, "Ruth Vane": True}


def test_nobody_from_elsewhere_can_be_asked_for_an_organisation(world: World, as_member: Browser) -> None:
    path = f"{PLACE}/organisations/{world.hospital.number}/edit/"
    given = {"name": "Aldermouth Hospital", "kind": "acute", "asked": [str(world.kofi.number)]}
    assert as_member(world.ada).post(path, given).status_code == 422
    assert not world.hospital.memberships.filter(member=world.kofi).exists()


def test_more_than_three_are_not_asked_for_one_organisation(world: World, now: datetime) -> None:
    with pytest.raises(Refused, match="Three people at the most"):
        actions.correct_organisation(
            organisation=world.hospital, name="Hospital", short="", kind="acute", identifier="",
            asked={1, 2, 3, 4}, by=world.ada, at=now,
        )  # fmt: skip


# Looking after a place


def test_stewards_name_stewards_and_nobody_else_does(world: World, as_member: Browser) -> None:
    path = f"{PLACE}/people/{world.ruth.number}/appoint/"
    assert as_member(world.kofi).post(path, {"steward": "on"}).status_code == 404
    assert as_member(world.ada).post(path, {"steward": "on"}).status_code == 302
    assert Member.objects.get(pk=world.ruth.pk).steward


def test_a_place_keeps_a_steward(world: World, as_member: Browser, now: datetime) -> None:
    actions.appoint(member=world.tunde, steward=False, convenor=False, by=world.ada, at=now)
    client = as_member(world.ada)
    page = client.post(f"{PLACE}/people/{world.ada.number}/appoint/", {})
    assert page.status_code == 422
    assert "A place needs a steward. Name another one first." in page.content.decode()
    assert "A place needs a steward." in text(client, f"/people/{world.ada.number}/leave/")
    assert client.post(f"{PLACE}/people/{world.ada.number}/leave/").status_code == 422
    assert Member.objects.get(pk=world.ada.pk).left_at is None


def test_whoever_leaves_sees_nothing_more_and_a_steward_can_bring_them_back(
    world: World, as_member: Browser
) -> None:
    path, ruth = f"{PLACE}/people/{world.ruth.number}/leave/", as_member(world.ruth)
    assert as_member(world.kofi).get(path).status_code == 404
    assert ruth.post(path)["Location"] == "/"
    assert ruth.get(f"{PLACE}/people/").status_code == 404
    assert "Bring them back" in text(as_member(world.ada), f"/people/{world.ruth.number}/")
    as_member(world.ada).post(path)
    assert ruth.get(f"{PLACE}/people/").status_code == 200
    assert [one.until for one in world.ruth.memberships.all()] == [None]


def test_whoever_left_cannot_be_added_a_second_time_as_somebody_new(world: World, now: datetime) -> None:
    """What they said before still binds them."""
    actions.leave(member=world.ruth, by=None, at=now)
    person = actions.Person(name="R. Vane", email="ruth@aldermouth.example")
    with pytest.raises(Refused, match="A steward can bring them back"):
        actions.add_member(place=world.place, person=person, by=world.ada, at=now)


def test_coming_back_on_another_day_begins_a_new_membership(world: World, now: datetime) -> None:
    actions.leave(member=world.ruth, by=None, at=now)
    actions.come_back(member=world.ruth, by=world.ada, at=now + timedelta(days=3))
    held = sorted(world.ruth.memberships.all(), key=lambda one: one.since)
    assert [(one.organisation, one.until is None) for one in held] == [
        (world.hospital, False),
        (world.hospital, True),
    ]


def test_settings_are_the_stewards(world: World, as_member: Browser) -> None:
    given = {"name": "Greater Aldermouth", "issue": "Who answers at night?", "nation": "scotland"}
    assert as_member(world.kofi).get(f"{PLACE}/settings/").status_code == 404
    assert as_member(world.kofi).post(f"{PLACE}/settings/", given).status_code == 404
    assert as_member(world.ada).post(f"{PLACE}/settings/", given).status_code == 302
    world.place.refresh_from_db()
    assert (world.place.name, world.place.slug, world.place.nation) == (
        "Greater Aldermouth",
        "aldermouth",
        "scotland",
    )


def test_the_ledger_keeps_that_it_was_done_and_no_name(world: World, as_member: Browser) -> None:
    as_member(world.ada).post(
        f"{PLACE}/people/{world.ruth.number}/edit/", details(world.ruth, name="Ruth Okafor")
    )
    last = Event.objects.filter(place_id=world.place.pk).latest("seq")
    assert (last.verb, last.actor, last.subject) == ("member.corrected", world.ada.ref, world.ruth.ref)
    assert "Okafor" not in str(last.facts)


def test_an_organisation_that_was_followed_says_by_whom(world: World, now: datetime) -> None:
    actions.succeed(old=world.charity, heir=world.council, on=now.date(), by=None, at=now)
    rows = {row.name: row for row in people_page(world.ada, now).organisations}
    assert rows["Aldermouth Charity"].followed == "Since 2 November 2026 it is Aldermouth Council."
