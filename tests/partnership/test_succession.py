"""A became B on a date; who hosts whom; who does somebody's work now. Once, never in a circle, and never too early."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from counterpoint.ledger.models import Event
from counterpoint.partnership import actions
from counterpoint.partnership.actions import Person
from counterpoint.partnership.models import Member, Organisation
from counterpoint.web.http import Refused
from tests.partnership.conftest import Browser
from tests.world import World, build

PLACE = "/aldermouth"


def becomes(old: Organisation, heir: Organisation, at: datetime, on: date | None = None) -> Organisation:
    return actions.succeed(old=old, heir=heir, on=on or at.date(), by=None, at=at)


def follows(heir: Member, member: Member, at: datetime, on: date | None = None, by: Any = None) -> Member:
    return actions.follow(member=member, heir=heir, on=on or at.date(), by=by, at=at)


def fresh(one: Any) -> Any:
    return type(one).objects.get(pk=one.pk)


# What is refused


def test_no_merger_goes_round_in_a_circle_however_long(world: World, now: datetime) -> None:
    with pytest.raises(Refused, match="can’t succeed itself"):
        becomes(world.council, world.council, now)
    becomes(world.charity, world.council, now)
    with pytest.raises(Refused, match="a circle"):
        becomes(world.council, world.charity, now)
    becomes(world.council, world.hospital, now)
    with pytest.raises(Refused, match="a circle"):
        becomes(world.hospital, world.charity, now)


def test_nobody_has_two_heirs(world: World, now: datetime) -> None:
    becomes(world.charity, world.council, now)
    with pytest.raises(Refused, match="has a successor already"):
        becomes(world.charity, world.hospital, now)
    follows(world.kofi, world.ada, now)
    with pytest.raises(Refused, match="Kofi Baah does this work already"):
        follows(world.ruth, world.ada, now)


def test_an_heir_that_became_another_itself_is_not_chosen(world: World, now: datetime) -> None:
    becomes(world.charity, world.council, now)
    with pytest.raises(Refused, match="has become Aldermouth Council since"):
        becomes(world.hospital, world.charity, now)
    follows(world.kofi, world.ada, now)
    with pytest.raises(Refused, match="Kofi Baah does the work of Ada Quill now"):
        follows(world.ada, world.ben, now)


@pytest.mark.parametrize(
    ("days", "why"), [(-61, "was not here yet on that day"), (1, "That day has not come yet")]
)
def test_the_day_lies_between_the_joining_and_today(world: World, now: datetime, days: int, why: str) -> None:
    day = (now + timedelta(days=days)).date()
    with pytest.raises(Refused, match=why):
        becomes(world.charity, world.council, now, day)
    with pytest.raises(Refused, match=why):
        follows(world.kofi, world.ada, now, day)
    becomes(world.charity, world.council, now, (now - timedelta(days=60)).date())


def test_an_heir_in_another_place_is_nobody_here(world: World, now: datetime) -> None:
    other = build(now, "otherton")
    with pytest.raises(Refused, match="partners in this place"):
        becomes(world.charity, other.council, now)
    with pytest.raises(Refused, match="who is in this place"):
        follows(other.kofi, world.ada, now)
    with pytest.raises(Refused, match="partners in this place"):
        actions.name_host(organisation=world.voices, host=other.council, by=None, at=now)


def test_nobodys_work_goes_round_in_a_circle_however_long(world: World, now: datetime) -> None:
    with pytest.raises(Refused, match="nobody follows themselves"):
        follows(world.ada, world.ada, now)
    follows(world.kofi, world.ada, now)
    with pytest.raises(Refused, match="round in a circle"):
        follows(world.ada, world.kofi, now)
    follows(world.ruth, world.kofi, now)
    with pytest.raises(Refused, match="round in a circle"):
        follows(world.ada, world.ruth, now)


def test_somebody_who_has_left_does_nobodys_work(world: World, now: datetime) -> None:
    actions.leave(member=world.kofi, by=None, at=now)
    with pytest.raises(Refused, match="Kofi Baah has left this place"):
        follows(world.kofi, world.ada, now)


def test_who_speaks_for_themselves_has_no_work_to_pass_on(world: World, now: datetime) -> None:
    with pytest.raises(Refused, match="Moira Tell speaks for themselves here"):
        follows(world.kofi, world.moira, now)
    alone = actions.add_member(
        place=world.place, person=Person(name="Cy Carer", perspectives=["carer"]), by=None, at=now
    )
    with pytest.raises(Refused, match="speaks for themselves"):
        follows(world.kofi, alone, now)


def test_only_they_or_a_steward_say_who_does_their_work(world: World, now: datetime) -> None:
    with pytest.raises(Refused, match="Only Ben Iver or a steward"):
        follows(world.ruth, world.ben, now, by=world.ruth)
    follows(world.ruth, world.ben, now, by=world.ben)


def test_only_a_steward_says_what_became_of_an_organisation(world: World, now: datetime) -> None:
    for deed in (
        lambda: actions.succeed(old=world.charity, heir=world.council, on=now.date(), by=world.kofi, at=now),
        lambda: actions.name_host(organisation=world.voices, host=world.council, by=world.kofi, at=now),
    ):
        with pytest.raises(Refused, match="Only a steward"):
            deed()


def test_a_host_is_another_that_is_still_there_and_hosts_in_no_circle(world: World, now: datetime) -> None:
    def host(organisation: Organisation, by: Organisation | None) -> None:
        actions.name_host(organisation=organisation, host=by, by=None, at=now)

    with pytest.raises(Refused, match="can’t host itself"):
        host(world.voices, world.voices)
    host(world.voices, world.charity)
    with pytest.raises(Refused, match="Charity hosts Aldermouth Voices, so it can’t be hosted"):
        host(world.charity, world.voices)
    host(world.charity, world.council)
    with pytest.raises(Refused, match="can’t be hosted by it"):
        host(world.council, world.voices)
    becomes(world.hospital, world.council, now)
    with pytest.raises(Refused, match="Choose that instead"):
        host(world.voices, world.hospital)
    with pytest.raises(Refused, match="Say who hosts that"):
        host(world.hospital, world.charity)
    host(world.voices, None)
    assert fresh(world.voices).host is None


# What is done


def test_who_goes_along_works_for_the_heir_from_today_and_the_others_for_nobody(
    world: World, now: datetime
) -> None:
    long_ago = (now - timedelta(days=30)).date()
    actions.succeed(
        old=world.hospital, heir=world.council, on=long_ago, by=world.ada, at=now, goes=[world.ben.number]
    )
    held = {
        (one.organisation.name, one.until is None, one.since)
        for one in world.ben.memberships.select_related("organisation")
    }
    assert ("Aldermouth Council", True, now.date()) in held
    assert not world.ruth.memberships.filter(until=None).exists()
    assert world.ruth.memberships.get().until == now.date()
    last = Event.objects.filter(place_id=world.place.pk).latest("seq")
    assert (last.facts["goes"], last.facts["on"]) == ([world.ben.ref], long_ago.isoformat())


def test_no_more_than_three_are_asked_for_the_heir(world: World, now: datetime) -> None:
    for name in ("Pat", "Pia"):
        actions.add_member(
            place=world.place,
            person=Person(name=name, organisation=world.council, asked=True),
            by=None,
            at=now,
        )
    everyone = [world.ben.number, world.ruth.number]
    actions.succeed(old=world.hospital, heir=world.council, on=now.date(), by=None, at=now, goes=everyone)
    assert world.council.memberships.filter(asked=True, until=None).count() == 3


def test_an_heir_that_is_not_here_yet_joins_and_follows_or_does_neither(world: World, now: datetime) -> None:
    before = Organisation.objects.count()
    with pytest.raises(Refused):
        actions.succeed_by_new(
            old=world.charity, name="One Care", kind="charity", on=now.date() + timedelta(days=1),
            by=world.ada, at=now,
        )  # fmt: skip
    assert Organisation.objects.count() == before
    actions.succeed_by_new(
        old=world.charity, name="One Care", kind="charity", on=now.date(), by=world.ada, at=now
    )
    assert fresh(world.charity).successor.name == "One Care"


def test_leaving_and_saying_who_follows_is_both_or_neither(world: World, now: datetime) -> None:
    with pytest.raises(Refused):
        actions.leave_to(member=world.ben, heir=world.ben, by=world.ben, at=now)
    assert fresh(world.ben).left_at is None
    actions.leave_to(member=world.ben, heir=world.ruth, by=world.ben, at=now)
    assert (fresh(world.ben).successor, fresh(world.ben).succeeded_on) == (world.ruth, now.date())
    assert fresh(world.ben).left_at is not None


# The pages


def sent(day: date, **more: Any) -> dict[str, Any]:
    return {"on_day": day.day, "on_month": day.month, "on_year": day.year, **more}


@pytest.mark.parametrize("page", ["became", "host"])
def test_only_stewards_find_the_pages_of_an_organisations_succession(
    world: World, as_member: Browser, page: str
) -> None:
    path = f"{PLACE}/organisations/{world.hospital.number}/{page}/"
    assert as_member(world.ben).get(path).status_code == 404
    assert as_member(world.ben).post(path, {}).status_code == 404
    assert as_member(world.ada).get(path).status_code == 200
    assert as_member(world.ada).get(f"{PLACE}/organisations/999/{page}/").status_code == 404


def test_a_steward_says_what_it_became_and_who_goes_along(
    world: World, now: datetime, as_member: Browser
) -> None:
    path = f"{PLACE}/organisations/{world.hospital.number}/became/"
    ada = as_member(world.ada)
    assert "Who goes along?" in ada.get(path).content.decode()
    refused = ada.post(path, sent(now.date() - timedelta(days=900), heir=world.council.number))
    assert refused.status_code == 422
    assert "was not here yet on that day" in refused.content.decode()
    day = fresh(world.hospital).joined_at.date() + timedelta(days=3)
    assert ada.post(path, sent(day, heir=world.council.number, goes=[world.ben.number])).status_code == 302
    shown = ada.get(f"{PLACE}/organisations/{world.council.number}/").content.decode()
    assert "Was before" in shown
    assert "Aldermouth Hospital" in shown
    assert "Ben Iver" in shown
    assert "Ruth Vane" not in shown


def test_a_steward_adds_the_heir_on_the_way(world: World, now: datetime, as_member: Browser) -> None:
    path = f"{PLACE}/organisations/{world.charity.number}/became/"
    day = fresh(world.charity).joined_at.date()
    nameless = as_member(world.ada).post(path, sent(day, heir="new", kind="charity"))
    assert "Give the organisation’s name." in nameless.content.decode()
    as_member(world.ada).post(path, sent(day, heir="new", name="One Care", kind="charity", goes=[]))
    assert fresh(world.charity).successor.name == "One Care"


def test_a_steward_says_who_hosts_a_group(world: World, as_member: Browser) -> None:
    path = f"{PLACE}/organisations/{world.voices.number}/host/"
    as_member(world.ada).post(path, {"host": world.charity.number})
    assert fresh(world.voices).host == world.charity
    shown = as_member(world.kofi).get(f"{PLACE}/organisations/{world.voices.number}/").content.decode()
    assert "Hosted by" in shown
    as_member(world.ada).post(path, {"host": ""})
    assert fresh(world.voices).host is None


def test_somebody_who_leaves_says_who_does_their_work_now(world: World, as_member: Browser) -> None:
    path = f"{PLACE}/people/{world.ben.number}/leave/"
    ben = as_member(world.ben)
    shown = ben.get(path).content.decode()
    assert "Who does this work now?" in shown
    assert "Moira Tell" not in shown  # she does not sign, and Ben is no steward
    ben.post(path, {"heir": world.ruth.number})
    assert fresh(world.ben).successor == world.ruth
    own = as_member(world.ruth).get(f"{PLACE}/people/{world.ruth.number}/").content.decode()
    assert "You do the work of" in own
    assert f"/people/{world.ben.number}/handover/" in own


def test_who_speaks_for_themselves_is_asked_for_no_successor(world: World, as_member: Browser) -> None:
    shown = as_member(world.moira).get(f"{PLACE}/people/{world.moira.number}/leave/").content.decode()
    assert "Who does this work now?" not in shown
    path = f"{PLACE}/people/{world.moira.number}/successor/"
    assert as_member(world.moira).get(path).status_code == 404
    assert as_member(world.ada).post(path, {"heir": world.kofi.number}).status_code == 422


@pytest.mark.parametrize(("who", "status"), [("ben", 200), ("ada", 200), ("ruth", 404), ("kofi", 404)])
def test_who_follows_somebody_is_said_by_them_and_by_stewards(
    world: World, as_member: Browser, who: str, status: int
) -> None:
    path = f"{PLACE}/people/{world.ben.number}/successor/"
    assert as_member(getattr(world, who)).get(path).status_code == status


def test_it_can_be_said_long_after_somebody_left(world: World, now: datetime, as_member: Browser) -> None:
    actions.leave(member=world.ben, by=None, at=now)
    path = f"{PLACE}/people/{world.ben.number}/successor/"
    done = as_member(world.ada).post(path, sent(now.date(), heir=world.ruth.number))
    assert done.status_code == 302
    assert fresh(world.ben).successor == world.ruth
