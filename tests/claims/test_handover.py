"""What somebody was in the middle of: all of it, each thing once, and only for those who take it over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from counterpoint.analysis.standing import Verdict
from counterpoint.barriers import actions as barriers
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.claims.queries.handover import HandoverPage, handover_page
from counterpoint.partnership import actions as partnership
from counterpoint.partnership.actions import account_for
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries import member_numbered, organisation_numbered
from counterpoint.promises import actions as promises
from counterpoint.promises.actions import Terms
from tests.acts import box, later, plain, promise, raised
from tests.world import World

type Browser = Callable[[Member], Client]


@pytest.fixture
def as_member() -> Browser:
    def signed_in(member: Member) -> Client:
        client = Client()
        client.force_login(account_for(member=Member.objects.get(pk=member.pk)))
        return client

    return signed_in


def read(world: World, reader: str, of: Any, at: datetime) -> HandoverPage:
    who = member_numbered(world.place, getattr(world, reader).number)
    found = member_numbered if isinstance(of, Member) else organisation_numbered
    whose = found(world.place, of.number)
    assert who is not None
    assert whose is not None
    shown = handover_page(who, whose, at)
    assert shown is not None
    return shown


def told(shown: HandoverPage) -> dict[str, list[int]]:
    return {part.id: [one.number for one in part.lines] for part in shown.parts}


def test_a_persons_page_has_both_sides_of_all_that_is_open(world: World, now: datetime) -> None:
    made = promise(world, now).claim  # Ben, for the hospital, to the council
    not_so = plain(world, now)  # likewise
    claims.answer(claim=not_so, verdict=Verdict.NO, by=world.kofi, at=now)
    to_ben = promises.put(
        place=world.place, sentence="Beds on Sunday", promiser=world.council, named=[Named(world.ben)],
        terms=Terms(due_on=later(now, 30).date()), by=world.kofi, at=now,
    ).claim  # fmt: skip
    unanswered = claims.put(
        place=world.place, kind="sacrifice", sentence="We lost a van", claimants=[world.charity],
        named=[Named(world.ben)], by=world.tunde, at=now,
    )  # fmt: skip
    barrier = barriers.take(barrier=raised(world, now), organisation=world.hospital, by=world.ben, at=now)
    request = claims.ask_for(asked=world.council, sentence="Pay on time", by=world.ben, at=now)
    kept = plain(world, later(now), "longterm")
    answered = claims.put(
        place=world.place, kind="sacrifice", sentence="We lost a room", claimants=[world.charity],
        named=[Named(world.ben)], by=world.tunde, at=now,
    )  # fmt: skip
    claims.answer(claim=answered, verdict=Verdict.YES, by=world.ben, at=now)
    assert told(read(world, "ben", world.ben, later(now, 2))) == {
        "made": [made.number],
        "not-so": [not_so.number],
        "to": [to_ben.number],
        "unanswered": [unanswered.number],
        "barriers": [barrier.claim.number],
        "requests": [request.number],
        "longterm": [kept.number],
    }


def test_an_organisations_page_has_what_it_was_before_in_it_too(world: World, now: datetime) -> None:
    made = promise(world, now).claim
    request = claims.ask_for(asked=world.hospital, sentence="Pay on time", by=world.tunde, at=now)
    before = told(read(world, "ben", world.hospital, now))
    assert before == {"made": [made.number], "requests": [request.number]}
    partnership.succeed(old=world.hospital, heir=world.charity, on=now.date(), by=None, at=later(now))
    assert told(read(world, "tunde", world.charity, later(now, 2))) == before
    assert told(read(world, "tunde", world.hospital, later(now, 2))) == before


@pytest.mark.parametrize(
    ("who", "status"),
    [("ben", 200), ("ada", 200), ("tunde", 200), ("kofi", 404), ("ruth", 404), ("moira", 404)],
)
def test_a_persons_is_read_by_them_and_by_stewards(
    world: World, as_member: Browser, who: str, status: int
) -> None:
    path = f"/aldermouth/people/{world.ben.number}/handover/"
    assert as_member(getattr(world, who)).get(path).status_code == status


def test_a_persons_is_read_by_whoever_does_their_work_now_and_by_no_other(
    world: World, now: datetime, as_member: Browser
) -> None:
    path = f"/aldermouth/people/{world.ben.number}/handover/"
    assert as_member(world.ruth).get(path).status_code == 404
    partnership.leave_to(member=world.ben, heir=world.ruth, by=world.ben, at=now)
    assert as_member(world.ruth).get(path).status_code == 200
    assert as_member(world.kofi).get(path).status_code == 404
    theirs = f"/aldermouth/people/{world.ruth.number}/handover/"
    assert as_member(world.kofi).get(theirs).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("ruth", 200), ("ada", 200), ("kofi", 404), ("moira", 404)])
def test_an_organisations_is_read_by_its_people_and_by_stewards(
    world: World, as_member: Browser, who: str, status: int
) -> None:
    path = f"/aldermouth/organisations/{world.hospital.number}/handover/"
    assert as_member(getattr(world, who)).get(path).status_code == status


def test_an_organisations_is_read_by_those_of_what_it_became(
    world: World, now: datetime, as_member: Browser
) -> None:
    path = f"/aldermouth/organisations/{world.hospital.number}/handover/"
    partnership.succeed(old=world.hospital, heir=world.council, on=now.date(), by=None, at=now)
    assert as_member(world.kofi).get(path).status_code == 200
    assert as_member(world.moira).get(path).status_code == 404


def test_another_places_pages_are_not_there(world: World, now: datetime, as_member: Browser) -> None:
    from tests.world import build

    other = build(now, "otherton")
    for path in ("people/1/handover/", "organisations/1/handover/", "people/1/inherit/"):
        assert as_member(world.ada).get(f"/{other.place.slug}/{path}").status_code == 404
    for path in ("people/999/handover/", "organisations/999/inherit/"):
        assert as_member(world.ada).get(f"/aldermouth/{path}").status_code == 404


def test_in_its_reply_time_a_steward_does_not_learn_from_it_who_contested(
    world: World, now: datetime
) -> None:
    """Kofi says no to what the hospital claims. Tunde, a steward and no party, opens Kofi's page."""
    claim = plain(world, now, to=world.kofi)
    claims.answer(claim=claim, verdict=Verdict.NO, by=world.kofi, at=now)
    assert told(read(world, "tunde", world.kofi, later(now))) == {}
    assert told(read(world, "kofi", world.kofi, later(now))) == {"not-so": [claim.number]}
    assert told(read(world, "tunde", world.kofi, later(now, 12))) == {"not-so": [claim.number]}


def test_what_lies_in_a_box_is_in_nobodys_page(world: World, now: datetime) -> None:
    box(world, now)
    for who in ("ben", "kofi"):
        assert told(read(world, "ada", getattr(world, who), later(now))) == {}


def test_in_the_quiet_fortnight_it_tells_a_steward_nothing_more(world: World, now: datetime) -> None:
    claim = plain(world, now, to=world.voices)
    world.place.quiet_until = now + timedelta(days=9)
    world.place.save(update_fields=["quiet_until"])
    assert told(read(world, "tunde", world.ruth, now)) == {}
    assert told(read(world, "tunde", world.hospital, now)) == {}
    assert told(read(world, "moira", world.voices, now)) == {"unanswered": [claim.number]}


def test_nothing_open_is_said_in_so_many_words(world: World, now: datetime) -> None:
    assert read(world, "ruth", world.ruth, now).nothing.startswith("Nothing is open here")


def test_it_asks_the_database_little(
    world: World, now: datetime, as_member: Browser, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        promises.put(
            place=world.place, sentence=f"Promise {number}", promiser=world.hospital,
            named=[Named(world.moira), Named(world.desmond)], terms=Terms(), by=world.ben, at=now,
        )  # fmt: skip
    partnership.succeed(old=world.hospital, heir=world.council, on=now.date(), by=None, at=later(now))
    client = as_member(world.kofi)
    with django_assert_max_num_queries(13):
        client.get(f"/aldermouth/organisations/{world.hospital.number}/handover/")
