"""Stories on a programme's page: only those whose tellers and whose place let it, no place named, gone at once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from counterpoint.partnership.actions import share
from counterpoint.partnership.models import Place
from counterpoint.partnership.queries.membership import members
from counterpoint.stories import actions
from counterpoint.stories.actions import Care, Permission
from counterpoint.stories.choices import Audience
from counterpoint.stories.models import Story
from tests.programme.conftest import Browser
from tests.programme.world import Reach
from tests.stories.told import told
from tests.world import World

PAGE = "/northern-reach/programme/"
WORDS = "The kettle was still warm when they came"
DAY = timedelta(days=1)


def cleared(
    world: World, now: datetime, audience: str = Audience.PROGRAMME, care: Care | None = None, **more: object
) -> Story:
    given = Permission(audience=Audience(audience), **more)  # type: ignore[arg-type]
    story, _ = told(world, now - DAY, WORDS, permission=given)
    return actions.clear(story=story, by=members().get(pk=world.ada.pk), care=care, at=now - DAY)


def shares(it: Reach, world: World, shows: str, now: datetime) -> None:
    share(sharing=it.sharing(world.place), shows=shows, by=world.ada, at=now)


@pytest.fixture
def sams(it: Reach, as_member: Browser) -> Client:
    return as_member(it.sam)


@pytest.mark.parametrize("audience", [Audience.PROGRAMME, Audience.PUBLIC])
def test_a_story_is_there_where_its_teller_and_its_place_let_it(
    it: Reach, sams: Client, now: datetime, audience: str
) -> None:
    cleared(it.near, now, audience)
    assert WORDS not in sams.get(PAGE).text
    shares(it, it.near, "stories", now)
    assert WORDS in sams.get(PAGE).text
    shares(it, it.near, "counts", now)
    assert WORDS not in sams.get(PAGE).text


def test_a_story_for_its_place_or_a_group_of_it_is_not(it: Reach, sams: Client, now: datetime) -> None:
    shares(it, it.near, "stories", now)
    cleared(it.near, now, Audience.PLACE)
    cleared(it.near, now, Audience.GROUP, group=it.near.voices)
    assert WORDS not in sams.get(PAGE).text


def test_what_waits_is_hard_to_read_or_may_not_be_cited_is_not(
    it: Reach, sams: Client, now: datetime
) -> None:
    shares(it, it.near, "stories", now)
    told(it.near, now - DAY, WORDS, permission=Permission(audience=Audience.PUBLIC))
    cleared(it.near, now, care=Care(sensitive=True))
    cleared(it.near, now, care=Care(citable=False))
    assert WORDS not in sams.get(PAGE).text


def test_a_story_says_neither_its_place_nor_where_it_is(it: Reach, sams: Client, now: datetime) -> None:
    shares(it, it.near, "stories", now)
    cleared(it.near, now)
    said = sams.get(PAGE).text
    assert WORDS in said
    assert "Nearmouth" not in said
    assert "nearmouth" not in said
    assert "/stories/" not in said.split("What people told")[1].split("</section>")[0]


def test_it_is_on_the_programmes_page_and_nowhere_else_of_it(it: Reach, sams: Client, now: datetime) -> None:
    shares(it, it.near, "stories", now)
    number = cleared(it.near, now).number
    assert sams.get(f"/nearmouth/stories/{number}/").status_code == 404
    assert sams.get(f"/northern-reach/stories/{number}/").status_code == 404
    for path in ("mirror/", "record/?words=kettle", "hour/", "stories/", "yours/"):
        assert WORDS not in sams.get(f"/northern-reach/{path}").text


def test_the_next_request_has_it_no_more_after_a_withdrawal_conditional_or_not(
    it: Reach, sams: Client, now: datetime
) -> None:
    shares(it, it.near, "stories", now)
    story = cleared(it.near, now)
    first = sams.get(PAGE)
    assert WORDS in first.text
    held = {"If-None-Match": first["ETag"]}
    assert sams.get(PAGE, headers=held).status_code == 304
    actions.withdraw(story=story, at=now)
    for headers in ({}, held):
        then = sams.get(PAGE, headers=headers)
        assert then.status_code == 200
        assert WORDS not in then.text


def test_its_time_runs_out_without_an_act(
    it: Reach, sams: Client, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    shares(it, it.near, "stories", now)
    cleared(it.near, now, expires_on=(now + 3 * DAY).date())
    first = sams.get(PAGE)
    assert WORDS in first.text
    monkeypatch.setattr(timezone, "now", lambda: now + 3 * DAY)
    assert WORDS not in sams.get(PAGE, headers={"If-None-Match": first["ETag"]}).text


def test_a_place_in_its_quiet_fortnight_shows_none(it: Reach, sams: Client, now: datetime) -> None:
    shares(it, it.near, "stories", now)
    cleared(it.near, now)
    Place.objects.filter(pk=it.near.place.pk).update(quiet_until=now + DAY)
    assert WORDS not in sams.get(PAGE).text


def test_stories_cost_one_question_however_many(it: Reach, sams: Client, now: datetime) -> None:
    shares(it, it.near, "stories", now)
    for _ in range(12):
        cleared(it.near, now)
    with CaptureQueriesContext(connection) as asked:
        said = sams.get(PAGE).text
    assert said.count(WORDS) == 9
    assert len(asked) <= 12, "\n".join(one["sql"][:160] for one in asked)
