"""The newest story at the top of the Mirror and at the beginning of the hour: which may stand there, and until when."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from counterpoint.partnership.models import Place
from counterpoint.stories import actions
from counterpoint.stories.actions import Care
from counterpoint.stories.choices import Attribution, Audience, Purpose
from tests import acts
from tests.threads.conftest import DAY, WORDS, Threads, met, threads
from tests.world import World

__all__ = ["threads"]

MIRROR, HOUR = "/aldermouth/mirror/", "/aldermouth/hour/"
NO_GOAL = "Nobody has yet said what should change for people."


@pytest.fixture
def ruth(threads: Threads) -> Client:
    return threads.browser(threads.world.ruth)


def test_the_newest_story_stands_under_what_changed_for_people(threads: Threads, ruth: Client) -> None:
    threads.story("An older one", days_ago=40)
    newest = threads.story(days_ago=20)
    said = ruth.get(MIRROR).text
    assert said.index(NO_GOAL) < said.index(WORDS)
    assert "An older one" not in said
    assert f'<a href="/aldermouth/stories/{newest.number}/">a carer, October 2026</a>' in said


def test_it_carries_the_name_that_its_teller_chose(threads: Threads, ruth: Client) -> None:
    threads.story(attribution=Attribution.CHOSEN, name="Bluebell")
    assert "Bluebell, October 2026" in ruth.get(MIRROR).text


@pytest.mark.parametrize("why", ["sensitive", "not citable", "for one group", "nobody has read it"])
def test_some_never_stand_there(threads: Threads, ruth: Client, why: str) -> None:
    if why == "sensitive":
        threads.story(care=Care(sensitive=True))
    elif why == "not citable":
        threads.story(care=Care(citable=False))
    elif why == "for one group":
        threads.story(audience=Audience.GROUP, group=threads.world.hospital)
    else:
        from tests.stories.told import told

        told(threads.world, threads.now, WORDS)
    for page in (MIRROR, HOUR):
        said = ruth.get(page).text
        assert WORDS not in said
    assert NO_GOAL in ruth.get(MIRROR).text


def test_of_a_past_day_it_is_the_newest_of_then_if_it_may_still_be_read(
    threads: Threads, ruth: Client
) -> None:
    older = threads.story("An older one", days_ago=20)
    threads.story(days_ago=5)
    then = f"{MIRROR}?as-at={(threads.now - 10 * DAY).date()}"
    assert "An older one" in ruth.get(then).text
    actions.withdraw(story=older, at=threads.now)
    said = ruth.get(then).text
    assert "An older one" not in said
    assert WORDS not in said


@pytest.mark.parametrize("page", [MIRROR, f"{MIRROR}table/"])
def test_withdrawn_it_is_gone_with_the_next_request_conditional_or_not(
    threads: Threads, ruth: Client, page: str
) -> None:
    story = threads.story()
    first = ruth.get(page)
    assert ruth.get(page, headers={"If-None-Match": first["ETag"]}).status_code == 304
    actions.withdraw(story=story, at=threads.now)
    for headers in ({}, {"If-None-Match": first["ETag"]}):
        then = ruth.get(page, headers=headers)
        assert then.status_code == 200
        assert WORDS not in then.text


def test_its_permission_runs_out_without_an_act(
    threads: Threads, ruth: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads.story(expires_on=(threads.now + DAY).date())
    first = ruth.get(MIRROR)
    assert WORDS in first.text
    monkeypatch.setattr(timezone, "now", lambda: threads.now + DAY)
    assert WORDS not in ruth.get(MIRROR, headers={"If-None-Match": first["ETag"]}).text


def test_the_hour_begins_with_a_story_only_where_its_teller_lets_it_be_read_out(
    threads: Threads, ruth: Client
) -> None:
    threads.story(purposes=(Purpose.REPORTS,))
    assert WORDS not in ruth.get(HOUR).text
    story = threads.story("They rang first", purposes=(Purpose.MEETINGS, Purpose.TRAINING), days_ago=30)
    said = ruth.get(HOUR).text
    assert "They rang first" in said
    assert f'<a href="/aldermouth/stories/{story.number}/">Read the story</a>' in said
    actions.withdraw(story=story, at=threads.now)
    assert "They rang first" not in ruth.get(HOUR).text


def test_without_one_the_hour_begins_with_the_words_of_lived_experience_as_before(
    threads: Threads, world: World, now: datetime, ruth: Client
) -> None:
    from counterpoint.analysis.standing import Verdict
    from counterpoint.claims import actions as claims

    claim = acts.answered(world, now - 9 * DAY)
    claims.add_counterpart(
        claim=claim, who=world.moira, must_hear=False, by=met(world.kofi), at=now - 3 * DAY
    )
    claims.answer(claim=claim, verdict=Verdict.YES, words="I saw the lamp", by=world.moira, at=now - 2 * DAY)
    assert "I saw the lamp" in ruth.get(HOUR).text
    threads.story("They rang first", purposes=(Purpose.MEETINGS,))
    said = ruth.get(HOUR).text
    assert "They rang first" in said
    assert "I saw the lamp" not in said.split("Promised for now")[0]


def test_in_the_quiet_fortnight_there_is_none(threads: Threads, ruth: Client) -> None:
    threads.story()
    Place.objects.filter(pk=threads.world.place.pk).update(quiet_until=threads.now + DAY)
    assert WORDS not in ruth.get(MIRROR).text
