"""A member of a programme is nobody in a place: whatever it shares, every address of it is a 404."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from counterpoint.claims.models import Claim
from counterpoint.partnership.actions import share
from counterpoint.partnership.models import Member, Place
from tests.programme.conftest import Browser
from tests.programme.world import Reach, more_places, promise_to_all, put_claims

# Open to anybody at all, signed in or not; what they show has nothing to do with a programme.
PUBLIC = {
    "<slug:slug>/barriers/raise/quietly/": "anybody may say without a name what stops them",
    "<slug:slug>/stories/tell/": "anybody may tell a story",
    "<slug:slug>/stories/tell/happened/": "anybody may tell a story",
    "<slug:slug>/stories/policy/": "how stories are read before others do",
    "<slug:slug>/complain/": "anybody may complain about how their data is used",
    "<slug:slug>/programme/join/<str:token>/": "the programme's own link, which is 410 in a place",
}
GIVEN = {
    "slug": "farmouth",
    "number": "1",
    "kind": "sacrifice",
    "token": "abc",
    "secret": "abc",
    "choice": "yes",
    "programme": "northern-reach",
}


def addresses(patterns: list[Any], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, address)
        elif isinstance(pattern, URLPattern):
            yield address


OF_A_PLACE = sorted({one for one in addresses(get_resolver().url_patterns) if one.startswith("<slug:slug>/")})


def filled(address: str) -> str:
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda part: GIVEN.get(part.group(1), "1"), address)


@pytest.fixture
def sams(it: Reach, now: datetime, as_member: Browser) -> Client:
    """Sam's browser. Every number in the address has a record behind it in both places."""
    for world in (it.near, it.far):
        put_claims(world.place, 3, now)
    assert Claim.objects.filter(place=it.far.place, number=1).exists()
    return as_member(it.sam)


def test_there_are_addresses_to_try() -> None:
    assert len(OF_A_PLACE) > 40
    assert set(PUBLIC) <= set(OF_A_PLACE)


@pytest.mark.parametrize("shows", ["nothing", "counts", "stories"])
def test_every_address_of_a_place_is_a_404_whatever_the_place_shares(
    it: Reach, sams: Client, now: datetime, shows: str
) -> None:
    """Where an address is only ever pressed, opening it is a 405: as in a place that is not there at all."""
    share(sharing=it.sharing(it.far.place), shows=shows, by=it.far.ada, at=now)
    open_to = {}
    for address in OF_A_PLACE:
        if address in PUBLIC:
            continue
        for verb in (sams.get, sams.post):
            answer = verb(filled(address)).status_code
            if answer == 405:
                answer = verb(filled(address).replace("/farmouth/", "/nowhere/")).status_code - 1
            if answer != 404:
                open_to[address] = answer
    assert not open_to


def test_somebody_of_a_place_reads_no_other_place_by_way_of_the_programme(
    it: Reach, as_member: Browser
) -> None:
    browser = as_member(it.near.ada)
    assert browser.get("/farmouth/mirror/").status_code == 404
    assert browser.get("/farmouth/record/").status_code == 404
    there = as_member(it.there(it.near.ada))
    assert there.get("/northern-reach/programme/").status_code == 200
    assert there.get("/farmouth/mirror/").status_code == 404


def test_a_place_that_shares_nothing_is_named_only_among_the_partners(
    it: Reach, now: datetime, as_member: Browser
) -> None:
    """Its name stands in the list of partners, and in the lists from which one chooses a partner."""
    promise_to_all(it, now)
    sam = as_member(it.sam)
    for path in (
        "/northern-reach/programme/",
        "/northern-reach/mirror/",
        "/northern-reach/mirror/5/",
        "/northern-reach/mirror/table/",
        "/northern-reach/promises/1/",
        "/northern-reach/yours/",
    ):
        answer = sam.get(path)
        assert answer.status_code == 200
        assert "Farmouth" not in answer.content.decode(), path
        assert "Nearmouth" not in answer.content.decode(), (
            path
        )  # nor one that shares, where it has not spoken
    assert "Farmouth" in sam.get("/northern-reach/people/").content.decode()


def test_the_page_of_a_programme_is_not_there_for_strangers(it: Reach, as_member: Browser) -> None:
    assert as_member(it.near.kofi).get("/northern-reach/programme/").status_code == 404
    assert as_member(it.near.kofi).get("/northern-reach/programme/invite/").status_code == 404
    assert as_member(it.there(it.near.ada)).get("/northern-reach/programme/invite/").status_code == 404
    assert Client().get("/northern-reach/programme/").status_code == 302


def test_no_page_of_a_programme_says_which_places_share(it: Reach, now: datetime, as_member: Browser) -> None:
    """Whatever Farmouth shares, every page of the programme is the same, to the letter."""
    more_places(it, 3, now, claims_each=1)
    sam = as_member(it.sam)
    pages: dict[str, list[str]] = {}
    for shows in ("nothing", "counts"):
        share(sharing=it.sharing(it.far.place), shows=shows, by=it.far.ada, at=now)
        for path in ("programme", "people", "mirror", "record", "yours"):
            page = sam.get(f"/northern-reach/{path}/").content.decode()
            pages.setdefault(path, []).append(re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page))
    assert all(one == other for one, other in pages.values())


def test_somebody_who_left_the_programme_reads_nothing_there(
    it: Reach, now: datetime, as_member: Browser
) -> None:
    there = it.there(it.near.ada)
    browser = as_member(there)
    Member.objects.filter(pk=there.pk).update(left_at=now)
    assert browser.get("/northern-reach/programme/").status_code == 404
    assert Place.objects.filter(slug="northern-reach").exists()
