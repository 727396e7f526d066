"""Reading stories: who sees which, and how they look to them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from counterpoint.partnership.models import Place
from counterpoint.stories import actions
from counterpoint.stories.choices import Attribution, Audience, Way
from counterpoint.stories.models import Story
from counterpoint.stories.queries.shown import shortened
from tests.stories.test_withdrawing import browser, met
from tests.stories.told import HELPED, told
from tests.world import World, build

pytestmark = pytest.mark.django_db
LIST = "/aldermouth/stories/"


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch, now: datetime) -> datetime:
    monkeypatch.setattr(timezone, "now", lambda: now)
    return now


def cleared(world: World, now: datetime, happened: str = "A long wait", **more: Any) -> Story:
    shown = {"shown": more.pop("shown"), "reasons": ["names"]} if "shown" in more else {}
    story, _ = told(world, now, happened, **more)
    return actions.clear(story=story, by=met(world.ada), at=now, **shown)


def test_nobody_but_moderators_reads_a_story_before_it_was_read(world: World, at: datetime) -> None:
    story, _ = told(world, at, "Nobody has read this")
    for who in (world.ruth, world.moira, world.tunde):
        reader = browser(who)
        assert "Nobody has read this" not in reader.get(LIST).text
        assert reader.get(f"{LIST}{story.number}/").status_code == 404


def test_a_member_reads_what_is_shown_who_told_it_and_that_it_was_edited(world: World, at: datetime) -> None:
    named = actions.Permission(attribution=Attribution.CHOSEN, name="Bluebell")
    story = cleared(world, at, "Nurse Joy was kind", shown={1: "A nurse was kind"}, permission=named)
    page = browser(world.ruth).get(f"{LIST}{story.number}/").text
    for words in ("A nurse was kind", "Bluebell, November 2026", "Edited: names removed", HELPED):
        assert words in page
    assert "Joy" not in page


def test_who_gave_no_name_is_called_by_where_they_stand(world: World, at: datetime) -> None:
    cleared(world, at)
    assert "a carer, November 2026" in browser(world.ruth).get(LIST).text


def test_it_says_who_wrote_it_down_and_how_the_teller_agreed(world: World, at: datetime) -> None:
    hand = actions.ByHand(world.tunde, Way.PHONED, "Read back, and she said yes")
    story = cleared(world, at, by_hand=hand, permission=actions.Permission(Audience.PUBLIC))
    page = browser(world.ruth).get(f"{LIST}{story.number}/").text
    assert "Written down by Tunde Oke" in page
    assert "Read back, and she said yes" in page
    assert "Tunde" not in Client().get(f"{LIST}public/").text


def test_a_story_for_one_group_is_read_by_that_group_alone(world: World, at: datetime) -> None:
    story = cleared(world, at, "For us alone", permission=actions.Permission(Audience.GROUP, world.voices))
    assert "For us alone" in browser(world.moira).get(LIST).text
    for who in (world.ruth, world.ben, world.tunde):
        assert "For us alone" not in browser(who).get(LIST).text
        assert browser(who).get(f"{LIST}{story.number}/").status_code == 404


@pytest.mark.parametrize("audience", [Audience.PLACE, Audience.PROGRAMME])
def test_only_what_is_for_anyone_is_read_by_anyone(world: World, at: datetime, audience: Audience) -> None:
    assert Client().get(f"{LIST}public/").status_code == 404
    cleared(world, at, "For those signed in", permission=actions.Permission(audience))
    assert Client().get(f"{LIST}public/").status_code == 404
    cleared(world, at, "For anyone", permission=actions.Permission(Audience.PUBLIC))
    page = Client().get(f"{LIST}public/")
    assert "For anyone" in page.text
    assert "For those signed in" not in page.text
    assert page["Cache-Control"] == "no-store"


def test_a_reply_is_read_by_anyone_as_its_organisations(world: World, at: datetime) -> None:
    story = cleared(world, at, permission=actions.Permission(Audience.PUBLIC))
    actions.reply(story=story, organisation=world.council, words="We are sorry", by=met(world.kofi), at=at)
    page = Client().get(f"{LIST}public/").text
    assert "Aldermouth Council" in page
    assert "Kofi" not in page
    assert "Kofi Baah" in browser(world.ruth).get(f"{LIST}{story.number}/").text


def test_in_a_quiet_fortnight_only_its_teller_reads_a_story(world: World, at: datetime) -> None:
    cleared(world, at, "Quietly", by=world.moira, permission=actions.Permission(Audience.PUBLIC))
    Place.objects.filter(pk=world.place.pk).update(quiet_until=at + timedelta(days=3))
    assert "Quietly" in browser(world.moira).get(LIST).text
    assert "Quietly" not in browser(world.ruth).get(LIST).text
    assert Client().get(f"{LIST}public/").status_code == 404


def test_a_story_of_another_place_is_not_there(world: World, at: datetime) -> None:
    story = cleared(world, at)
    other = build(at, "stowmere")
    reader = browser(other.ruth)
    assert reader.get(f"{LIST}{story.number}/").status_code == 404
    assert reader.get(f"/stowmere/stories/{story.number}/").status_code == 404


def test_what_may_be_hard_to_read_is_not_quoted_in_the_list(world: World, at: datetime) -> None:
    story, _ = told(world, at, "What was hard")
    actions.clear(
        story=story,
        by=met(world.ada),
        at=at,
        care=actions.Care(sensitive=True, helpline="Samaritans: 116 123"),
    )
    assert "What was hard" not in browser(world.ruth).get(LIST).text
    page = browser(world.ruth).get(f"{LIST}{story.number}/").text
    assert page.index("Samaritans: 116 123") < page.index("What was hard")


def test_a_list_costs_the_same_whatever_it_holds(world: World, at: datetime) -> None:
    reader = browser(world.ruth)
    for number in range(8):
        story = cleared(world, at, f"Story {number} of many")
        if number % 2:
            actions.say_changed(
                story=story,
                organisation=world.council,
                sentence=f"Change {number}",
                by=met(world.kofi),
                at=at,
            )
            actions.reply(
                story=story, organisation=world.council, words=f"No {number}", by=met(world.kofi), at=at
            )
    for path in (LIST, f"{LIST}{story.number}/"):
        with CaptureQueriesContext(connection) as asked:
            assert reader.get(path).status_code == 200

        assert len(asked) <= 12, path


def test_a_long_story_is_quoted_to_the_end_of_a_sentence() -> None:
    assert shortened("One. " * 100).endswith("One.")
    assert len(shortened("word " * 100)) <= 282


def test_whoever_told_one_signed_in_finds_it_again_and_nobody_else_does(world: World, at: datetime) -> None:
    told(world, at, "Mine, and not read yet", by=world.moira)
    page = browser(world.moira).get(LIST).text
    link = re.search(r'href="(/s/[^"]+)"', page)
    assert link
    assert "waits to be read" in page
    assert "Mine, and not read yet" in Client().get(link[1]).text
    for who in (world.ada, world.desmond, world.ruth):
        assert "Told by you" not in browser(who).get(LIST).text
