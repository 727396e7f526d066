"""Who could find out who raised it. A moderator, a manager, a partner and an organiser each try: pages, files, ledger,
letters. And who reads it first.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from counterpoint.barriers import actions as barriers
from counterpoint.barriers.models import Barrier, RaisedBy
from counterpoint.bundle.tables import tables
from counterpoint.claims.actions import hash_of
from counterpoint.claims.models import Claim, Unsealed
from counterpoint.ledger.models import Event
from counterpoint.partnership.actions import Person, add_member
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries import members
from counterpoint.work.reactions import drafts_of
from tests.bundle import copies
from tests.claims.visiting import Visitor
from tests.world import World

DAY = timedelta(days=1)
SAID = "The rota is kept from us"
WHO = "Ruth Vane"


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now + 3 * DAY)


@pytest.fixture
def told(world: World, now: datetime) -> SimpleNamespace:
    """Ruth, of the hospital, tells only the stewards; somebody else writes without a name on the same day."""
    secret = barriers.raise_quietly(
        place=world.place, sentence=SAID, could_remove=world.hospital, how_often="daily", told=world.ruth
    )
    barriers.raise_quietly(place=world.place, sentence="The other one", could_remove=None, how_often="")
    barriers.seal(place=world.place, waiting_since=None, at=now + DAY)
    barrier = Barrier.objects.select_related("claim").get(claim__tickets__hash=hash_of(secret))
    return SimpleNamespace(
        secret=secret, barrier=barrier, where=f"/{world.place.slug}/barriers/{barrier.claim.number}/"
    )


def manager_at_the_hospital(world: World, now: datetime, **more: bool) -> Member:
    made = add_member(
        place=world.place,
        person=Person(
            name=f"Mona Boss {len(more)}", post="ward manager", email=f"mona{len(more)}@x.example", phone="",
            organisation=world.hospital, perspectives=["manager"], **more,  # type: ignore[arg-type]
        ),
        by=None, at=now,
    )  # fmt: skip
    return members().get(pk=made.pk)


def test_stewards_who_work_elsewhere_read_who_it_was_and_nobody_else_does(
    world: World, now: datetime, told: SimpleNamespace, visitor: Visitor
) -> None:
    own_steward = manager_at_the_hospital(world, now, steward=True)
    moderator = manager_at_the_hospital(world, now)
    Member.objects.filter(pk=moderator.pk).update(moderator=True)
    for steward in (world.ada, world.tunde):
        visitor.sign_in(steward)
        assert WHO in visitor.get(told.where)
    others = (world.ben, world.kofi, world.moira, world.desmond, own_steward, moderator)
    for reader in others:
        visitor.sign_in(reader)
        for page in (told.where, f"{told.where}take/", f"/{world.place.slug}/barriers/", f"/{world.place.slug}/record/",
                     f"/{world.place.slug}/mirror/", f"/{world.place.slug}/yours/"):  # fmt: skip
            assert WHO not in visitor.get(page), f"{reader} on {page}"
        assert visitor.client.get(f"{told.where}mine/").status_code == 404


def test_whoever_told_the_stewards_follows_and_answers_it_on_pages_of_their_own(
    world: World, now: datetime, told: SimpleNamespace, visitor: Visitor
) -> None:
    visitor.sign_in(world.ruth)
    assert SAID in visitor.get(f"/{world.place.slug}/barriers/")
    assert f'href="{told.where}mine/"' in visitor.page
    barrier = barriers.take(barrier=told.barrier, organisation=world.hospital, by=world.ben, at=now + 2 * DAY)
    barriers.say_gone(barrier=barrier, words="On the wall", by=world.ben, at=now + 2 * DAY)
    assert "Is it gone?" in visitor.get(f"{told.where}mine/")
    visitor.post(f"{told.where}mine/", {"answer": "no"})
    assert "It waits to be put on the record." in visitor.get(f"{told.where}mine/")
    barriers.seal(place=world.place, waiting_since=(now - 9 * DAY).date(), at=now + 3 * DAY)
    answer = world.claim(told.barrier.claim.number).answers.get()
    assert (answer.member, answer.verdict) == (None, "no")


def test_the_form_names_the_stewards_who_will_read_it(world: World, visitor: Visitor) -> None:
    visitor.sign_in(world.ruth)
    where = f"/{world.place.slug}/barriers/raise/to-stewards/"
    said = visitor.get(where)
    assert "Ada Quill (Aldermouth Council) and Tunde Oke (Aldermouth Charity)" in said
    visitor.post(
        where, {"sentence": SAID, "slip": visitor.page.partition('name="slip" value="')[2].partition('"')[0]}
    )
    assert (RaisedBy.objects.get().member, Unsealed.objects.count()) == (world.ruth, 1)
    assert "Your number:" in visitor.get(visitor.response["Location"])
    visitor.sign_in(world.ada)
    assert "Ada Quill" not in visitor.get(where).partition("Only stewards")[2], "nobody tells themselves"


def test_neither_ledger_nor_bundle_nor_letters_say_who_told_the_stewards(
    world: World, now: datetime, told: SimpleNamespace
) -> None:
    events = Event.objects.filter(subject=told.barrier.claim.ref)
    assert {one.actor for one in events} == {"ticket"}
    assert world.ruth.ref not in json.dumps([one.facts for one in events])
    assert not Claim.objects.filter(pk=told.barrier.pk, put_by__isnull=False).exists()
    assert RaisedBy not in {table.model for table in tables()}
    barrier = barriers.take(barrier=told.barrier, organisation=world.hospital, by=world.ben, at=now + 2 * DAY)
    barriers.say_gone(barrier=barrier, words="", by=world.ben, at=now + 2 * DAY)
    for event in Event.objects.filter(subject=told.barrier.claim.ref):
        assert world.ruth.pk not in {one.member.pk for one in drafts_of(world.place, event)}


def test_no_copy_says_who_it_was(world: World, now: datetime, told: SimpleNamespace) -> None:
    """What a partner, a colleague and two stewards take away: of that barrier, nothing leads to whoever told them."""
    later = now + 2 * DAY
    for files in (
        copies.mine(world.ben, later),
        copies.ours(world, "hospital", world.ben, later),
        copies.whole(world.ada, later),
    ):
        assert not [name for name in files if "raised" in name.lower()]
        assert hash_of(told.secret) not in copies.everything(files)
        assert not [line for line in copies.everything(files).splitlines() if SAID in line and WHO in line]


def test_taken_back_in_time_nobody_ever_knew(world: World) -> None:
    secret = barriers.raise_quietly(
        place=world.place, sentence=SAID, could_remove=None, how_often="", told=world.ruth
    )
    barriers.take_back(place=world.place, secret=secret)
    assert not RaisedBy.objects.exists()


# Who is written to first


def told_when(world: World, verb: str = "barrier.raised") -> dict[str, datetime]:
    event = Event.objects.filter(place_id=world.place.pk, verb=verb).order_by("-seq")[0]
    return {d.member.name: d.send_after for d in drafts_of(world.place, event) if d.kind == "request"}


def raise_(world: World, by: Member, could_remove: object, at: datetime) -> Barrier:
    return barriers.raise_(
        place=world.place,
        sentence=SAID,
        could_remove=could_remove,
        how_often="",
        by=by,
        at=at,  # type: ignore[arg-type]
    )


def test_of_ones_own_organisation_stewards_elsewhere_hear_two_working_days_before_its_managers(
    world: World, now: datetime
) -> None:
    raise_(world, world.ruth, world.hospital, now)  # a Monday
    told = told_when(world)
    assert told["Ada Quill"] == told["Tunde Oke"] == now
    assert told["Ben Iver"].date() == (now + 3 * DAY).date(), "Tuesday and Wednesday are whole working days"


def test_of_another_organisation_whoever_is_asked_there_hears_at_once(world: World, now: datetime) -> None:
    raise_(world, world.ruth, world.council, now)
    assert told_when(world) == {"Kofi Baah": now}


def test_of_nobody_with_a_name_it_is_always_as_if_they_worked_there(
    world: World, now: datetime, told: SimpleNamespace
) -> None:
    """Else the date of a letter would say whether whoever told the stewards works there."""
    event = Event.objects.get(subject=told.barrier.claim.ref, verb="barrier.raised")
    waits = {d.member.name: d.send_after for d in drafts_of(world.place, event) if d.kind == "request"}
    assert waits["Ben Iver"] > waits["Tunde Oke"] == event.at


def test_handed_on_to_the_raisers_own_organisation_it_waits_again(world: World, now: datetime) -> None:
    barrier = raise_(world, world.ruth, world.council, now)
    barriers.hand_on(barrier=barrier, to=world.hospital, words="Their rota", by=world.kofi, at=now + DAY)
    waits = told_when(world, "barrier.handed_on")
    assert waits["Ben Iver"] > waits["Ada Quill"]
