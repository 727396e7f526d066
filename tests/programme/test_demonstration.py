"""The demonstration's programme is as its paper says: what was promised, what places said, what each shares."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from counterpoint.claims.models import Claim, Elsewhere, Turn
from counterpoint.claims.queries import verify
from counterpoint.ledger.models import Event
from counterpoint.mirror.queries.figures import mirror_figures
from counterpoint.partnership.models import Member, Organisation, Place, Sharing
from counterpoint.programme.policies import drawn, seated


@pytest.fixture
def programme(demonstration: None) -> Place:
    return Place.objects.get(slug="northern-reach")


def test_its_four_promises_stand_as_the_paper_says(programme: Place) -> None:
    promises = Claim.objects.filter(place=programme, kind="promise").order_by("number")
    assert [one.standing for one in promises] == ["contested", "partly", "confirmed", "unanswered"]
    assert [one.counterparts.count() for one in promises] == [45] * 4
    (row,) = [
        one for one in mirror_figures("northern-reach", date(2026, 9, 30))["messages"] if one["message"] == 5
    ]
    found = {key: row[key] for key in ("claimed", "confirmed", "partly", "contested", "unanswered")}
    assert found == {"claimed": 4, "confirmed": 1, "partly": 1, "contested": 1, "unanswered": 1}


def test_forty_five_places_share_what_the_paper_says(programme: Place) -> None:
    three = ("harrowmere", "saltreach", "kelderdale")
    of_others = Sharing.objects.exclude(place__slug__in=three).values_list("shows", flat=True)
    assert Counter(of_others) == {"nothing": 12, "counts": 20, "stories": 10}
    assert dict(Sharing.objects.filter(place__slug__in=three).values_list("place__slug", "shows")) == {
        "harrowmere": "counts",
        "saltreach": "stories",
        "kelderdale": "stories",
    }
    assert Organisation.objects.filter(place=programme, stands_for__isnull=False).count() == 45
    assert len(drawn(seated(programme))) == 33


def test_of_the_forty_two_nothing_is_known_but_what_they_are_called_and_share(programme: Place) -> None:
    bare = Place.objects.filter(programme=False).exclude(slug__in=("harrowmere", "saltreach", "kelderdale"))
    assert bare.count() == 42
    assert not Member.objects.filter(place__in=bare).exists()
    assert not Claim.objects.filter(place__in=bare).exists()


def test_another_office_followed_and_two_of_three_left(programme: Place) -> None:
    old = Organisation.objects.get(place=programme, name="NHS England (region)")
    assert (str(old.successor), old.succeeded_on) == ("DHSC regional office", date(2026, 4, 1))
    team = Member.objects.filter(place=programme, number__lte=3)
    assert Counter(one.left_at is None for one in team) == {True: 1, False: 2}


def test_kelderdales_barrier_was_taken_there_and_word_came_back(programme: Place) -> None:
    tie = Elsewhere.objects.get(way="to")
    assert (tie.place.slug, tie.other) == ("kelderdale", programme.uuid)
    assert [str(one.words) for one in Turn.objects.filter(claim=tie.claim, verb="came_back")] == [
        "DHSC regional office took it on."
    ]
    when = Event.objects.get(place_id=tie.place_id, verb="claim.came_back").at
    assert when.date() == date(2026, 7, 16)


def test_the_places_mirrors_are_what_they_are_without_a_programme(programme: Place) -> None:
    rows = mirror_figures("kelderdale", date(2026, 9, 30))["messages"]
    (row,) = [one for one in rows if one["message"] == 9]
    assert (row["claimed"], row["confirmed"], row["contested"]) == (3, 2, 1)


def test_every_chain_of_all_places_fits(programme: Place) -> None:
    assert all(one.fits for one in verify())
