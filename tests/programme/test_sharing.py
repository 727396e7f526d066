"""What a place shares is its own act: joining, choosing, changing its mind."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from counterpoint.ledger.models import Event
from counterpoint.ledger.queries import first_break
from counterpoint.partnership.actions import founding_link, join_programme, name_who_answers, share
from counterpoint.partnership.models import Member, Organisation, Place, Sharing
from counterpoint.partnership.queries.programmes import join_token, programme_of_token, team_of
from counterpoint.web.http import Refused
from tests.programme.conftest import Browser
from tests.programme.world import Reach
from tests.world import build


def test_joining_writes_in_both_places_and_both_chains_hold(it: Reach) -> None:
    partner = it.partner(it.near.place)
    assert (partner.kind, partner.name) == ("place", "Nearmouth")
    verbs = Event.objects.filter(place_id=it.place.pk).values_list("verb", flat=True)
    assert list(verbs)[-4:] == ["programme.joined", "member.added"] * 2
    assert Event.objects.filter(place_id=it.near.place.pk, verb="sharing.joined").count() == 1
    assert first_break(it.place.pk) is None
    assert first_break(it.near.place.pk) is None


def test_whoever_joins_answers_for_the_place_there_with_the_same_account(
    it: Reach, as_member: Browser
) -> None:
    as_member(it.near.kofi)
    name_who_answers(
        programme=it.place,
        person=Member.objects.get(pk=it.near.kofi.pk),
        by=it.near.ada,
        at=it.sharing(it.near.place).since,
    )
    there = it.there(it.near.kofi)
    assert there.account == Member.objects.get(pk=it.near.kofi.pk).account
    assert [one.organisation for one in there.memberships.all()] == [it.partner(it.near.place)]
    assert not there.steward


@pytest.mark.parametrize("who", ["kofi", "moira"])
def test_only_a_steward_of_the_place_joins_or_chooses(it: Reach, now: datetime, who: str) -> None:
    fresh = build(now, "newmouth")
    with pytest.raises(Refused, match="Only a steward of Newmouth"):
        join_programme(place=fresh.place, programme=it.place, shows="counts", by=getattr(fresh, who), at=now)
    with pytest.raises(Refused, match="Only a steward of this place"):
        share(sharing=it.sharing(it.near.place), shows="nothing", by=getattr(it.near, who), at=now)
    with pytest.raises(Refused, match="Only a steward"):
        name_who_answers(programme=it.place, person=it.near.ruth, by=getattr(it.near, who), at=now)


def test_a_steward_of_another_place_cannot_choose_for_this_one(it: Reach, now: datetime) -> None:
    with pytest.raises(Refused, match="Only a steward of Nearmouth"):
        join_programme(place=it.near.place, programme=it.place, shows="counts", by=it.far.ada, at=now)


def test_a_place_joins_once_and_a_programme_joins_nothing(it: Reach, now: datetime) -> None:
    with pytest.raises(Refused, match="is in Northern Reach already"):
        join_programme(place=it.near.place, programme=it.place, shows="counts", by=it.near.ada, at=now)
    with pytest.raises(Refused, match="is a place, not a programme"):
        join_programme(place=it.near.place, programme=it.far.place, shows="counts", by=it.near.ada, at=now)
    with pytest.raises(Refused, match="is a programme itself"):
        join_programme(place=it.place, programme=it.place, shows="counts", by=it.sam, at=now)
    assert Organisation.objects.filter(place=it.place, stands_for__isnull=False).count() == 2


def test_what_is_not_known_cannot_be_shared(it: Reach, now: datetime) -> None:
    with pytest.raises(Refused, match="Choose what the programme may see"):
        share(sharing=it.sharing(it.near.place), shows="everything", by=it.near.ada, at=now)
    assert it.sharing(it.near.place).shows == "counts"


def test_the_link_of_a_programme_runs_out_and_cannot_be_made_up(it: Reach, now: datetime) -> None:
    token = join_token(it.place, now.date())
    assert programme_of_token(token, now.date()) == it.place
    assert programme_of_token(token, now.date() + timedelta(days=29)) is None
    assert programme_of_token(token[:-2] + "xx", now.date()) is None


def test_a_steward_joins_by_the_link_and_chooses_what_is_seen(
    it: Reach, now: datetime, as_member: Browser
) -> None:
    fresh = build(now, "newmouth")
    path = f"/northern-reach/programme/join/{join_token(it.place, now.date())}/"
    browser = as_member(fresh.ada)
    assert "Newmouth" in browser.get(path).content.decode()
    answer = browser.post(path, {"place": "newmouth", "shows": "counts"})
    assert answer.headers["Location"] == "/newmouth/programme/"
    assert Sharing.objects.get(place=fresh.place).shows == "counts"
    assert "How many claims stand how" in browser.get("/newmouth/programme/").content.decode()


def test_the_link_tells_somebody_who_is_no_steward_to_pass_it_on(
    it: Reach, now: datetime, as_member: Browser
) -> None:
    path = f"/northern-reach/programme/join/{join_token(it.place, now.date())}/"
    said = as_member(it.sam).get(path).content.decode()
    assert "Only a steward of a place can join for it" in said
    assert as_member(it.sam).post(path, {"place": "nearmouth", "shows": "counts"}).status_code == 200
    assert it.sharing(it.near.place).by == it.near.ada


def test_a_link_of_another_programme_opens_nothing(it: Reach, now: datetime, as_member: Browser) -> None:
    path = f"/nearmouth/programme/join/{join_token(it.place, now.date())}/"
    assert as_member(it.near.ada).get(path).status_code == 410


def test_a_steward_changes_what_is_seen_on_a_page_of_the_place(it: Reach, as_member: Browser) -> None:
    browser = as_member(it.near.ada)
    path = "/nearmouth/programme/northern-reach/sees/"
    assert "Change what it sees" in browser.get("/nearmouth/programme/").content.decode()
    assert browser.post(path, {"shows": "stories"}).status_code == 302
    assert it.sharing(it.near.place).shows == "stories"
    assert browser.post(path, {"shows": ""}).status_code == 422


def test_a_member_reads_what_is_seen_and_cannot_change_it(it: Reach, as_member: Browser) -> None:
    browser = as_member(it.near.ruth)
    said = browser.get("/nearmouth/programme/").content.decode()
    assert "never which place a count is of" in said
    assert "Change what it sees" not in said
    for address in ("sees", "people"):
        assert browser.get(f"/nearmouth/programme/northern-reach/{address}/").status_code == 404


def test_a_place_in_no_programme_is_told_what_one_is(it: Reach, now: datetime, as_member: Browser) -> None:
    fresh = build(now, "newmouth")
    browser = as_member(fresh.ada)
    assert "Newmouth is in no programme" in browser.get("/newmouth/programme/").content.decode()
    assert browser.get("/newmouth/programme/northern-reach/sees/").status_code == 404


def test_a_programme_is_founded_beside_places_with_a_link_of_its_own(it: Reach, now: datetime) -> None:
    link = founding_link(at=now, further=True, programme=True)
    browser = Client()
    assert "Found a programme" in browser.get(link).content.decode()
    said = {"place": "Upland Reach", "nation": "england", "name": "Jo Vale", "organisation": "Upland Office"}
    answer = browser.post(link, said)
    assert answer.headers["Location"] == "/upland-reach/programme/"
    founded = Place.objects.get(slug="upland-reach")
    assert founded.programme
    assert team_of(founded) == Organisation.objects.get(place=founded)
    assert "We have promised nothing yet" in browser.get("/upland-reach/programme/").content.decode()
    assert browser.get(link).status_code == 410


def test_the_first_link_founds_nothing_beside_places_that_are_here(it: Reach, now: datetime) -> None:
    assert Client().get(founding_link(at=now)).status_code == 410
    assert "Found a place" in Client().get(founding_link(at=now, further=True)).content.decode()
