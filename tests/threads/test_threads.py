"""What led to what: every source of ties, both ways, as its reader may know it, now and as at a past day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.partnership.models import Place
from counterpoint.promises import actions as promises
from counterpoint.promises.actions import Terms
from counterpoint.stories import actions
from counterpoint.stories.actions import Care
from counterpoint.stories.choices import Audience
from counterpoint.threads.queries import ThreadPage, thread_page
from counterpoint.threads.queries.sources import SOURCES
from counterpoint.threads.queries.walking import Branch
from tests import acts
from tests.threads.conftest import DAY, WORDS, Threads, met

SLUG = "aldermouth"


def whole(
    threads: Threads, room: str, number: int, who: str = "ruth", as_at: datetime | None = None
) -> ThreadPage:
    reader = met(getattr(threads.world, who))
    found = thread_page(reader, room, number, threads.now, as_at.date() if as_at else None)
    assert found is not None
    return found


def listed(branches: tuple[Branch, ...], deep: int = 0) -> list[tuple[int, str]]:
    """(how far in, how it begins) of each line of the list."""
    return [
        line
        for one in branches
        for line in [(deep, one.node.words or one.node.caption), *listed(one.below, deep + 1)]
    ]


def test_a_story_what_it_led_to_and_what_came_of_that_are_one_thread(threads: Threads) -> None:
    world, now = threads.world, threads.now
    story = threads.story()
    asked = claims.ask_for(asked=world.council, sentence="Ring us first", by=world.tunde, at=now - 8 * DAY)
    threads.led_to(story, asked, days_ago=7)
    promise = promises.put(
        place=world.place, sentence="We ring before we come", promiser=world.council,
        named=[Named(world.tunde)], terms=Terms(), answers=asked, by=world.kofi, at=now - 6 * DAY,
    ).claim  # fmt: skip
    lines = [(0, f"“{WORDS}”"), (1, "Ring us first"), (2, "We ring before we come")]
    for room, number in (("stories", story.number), ("requests", asked.number), ("promises", promise.number)):
        assert listed(whole(threads, room, number).branches) == lines


def test_what_was_changed_because_of_it_is_in_its_thread(threads: Threads) -> None:
    story = threads.story()
    claim = actions.say_changed(
        story=story, organisation=threads.world.council, sentence="We ring first", by=met(threads.world.kofi),
        at=threads.now - DAY,
    )  # fmt: skip
    (first,) = whole(threads, "claims", claim.number).branches
    assert (first.node.end, first.below[0].says) == (("story", story.pk), "Changed because of it")


def test_a_choice_put_again_follows_the_first(threads: Threads) -> None:
    first = threads.claim("Thursday is kept", kind="longterm")
    again = claims.put_again(
        claim=first, sentence="Thursday is kept still", named=[Named(threads.world.kofi)], by=threads.world.ben,
        at=threads.now - DAY,
    )  # fmt: skip
    assert listed(whole(threads, "claims", again.number).branches) == [
        (0, "Thursday is kept"),
        (1, "Thursday is kept still"),
    ]


def test_every_room_that_ties_things_is_among_the_sources() -> None:
    """Of each: what it ties. A source that is forgotten here, or a new one that no test looks at, fails."""
    tied = {(one.model.__name__, one.says) for one in SOURCES}
    assert tied == {
        ("Claim", "Then"), ("Request", "Answered with"), ("Behind", "Led to"), ("Outcome", "Changed because of it"),
        ("Barrier", "Is the same as"), ("Elsewhere", "Taken to"), ("Elsewhere", "Came here as"),
        ("Experiment", "Tried again as"), ("Experiment", "Taught"), ("LedTo", "Led to"), ("TriedFor", "Is served by"),
        ("Serves", "Is served by"), ("Need", "Needs"), ("Goal", "Is carried"), ("Goal", "Is to be signed"),
        ("Goal", "Is said to be met"),
    }  # fmt: skip


def test_barriers_that_are_the_same_hang_together(threads: Threads) -> None:
    from counterpoint.barriers import actions as barriers

    one = acts.raised(threads.world, threads.now - 5 * DAY)
    other = barriers.raise_(
        place=threads.world.place, sentence="One more door that is shut", could_remove=threads.world.council,
        how_often="", by=threads.world.ruth, at=threads.now - 4 * DAY,
    )  # fmt: skip
    barriers.merge(barrier=other, into=one, by=met(threads.world.ruth), at=threads.now - 3 * DAY)
    found = whole(threads, "barriers", one.claim.number)
    assert {node.node.number for node in found.branches} | {
        below.node.number for node in found.branches for below in node.below
    } == {one.claim.number, other.claim.number}
    before = whole(threads, "barriers", one.claim.number, as_at=threads.now - 4 * DAY)
    assert before.alone


def test_the_same_thread_is_drawn_and_listed(threads: Threads) -> None:
    story, claim = threads.story(), threads.claim("A lamp at the door")
    threads.led_to(story, claim)
    found = whole(threads, "claims", claim.number)
    story_there, claim_here = found.drawing.dots
    assert story_there.name == f"Story 1, a carer: “{WORDS}”"
    assert claim_here.name.endswith(", claim 1, asked, no answer: A lamp at the door")
    assert [one.here for one in found.drawing.dots] == [False, True]
    assert len(found.drawing.paths) == 1
    assert found.sentence == "One story and one record, in October 2026: one without an answer."


def test_whoever_reads_a_record_sees_its_thread_and_the_way_to_all_of_it(threads: Threads) -> None:
    story, claim = threads.story(), threads.claim("A lamp at the door")
    threads.led_to(story, claim)
    ruth = threads.browser(threads.world.ruth)
    for address, other in (
        (f"/{SLUG}/claims/{claim.number}/", f"/{SLUG}/stories/{story.number}/"),
        (f"/{SLUG}/stories/{story.number}/", f"/{SLUG}/claims/{claim.number}/"),
    ):
        said = ruth.get(address).text
        assert "How it is tied to other things" in said
        assert said.count(f'href="{other}"') >= 2  # drawn, and listed
        assert f'href="/{SLUG}/threads{address.removeprefix("/" + SLUG)}"' in said
    lonely = threads.claim("Nothing led to this")
    assert "How it is tied" not in ruth.get(f"/{SLUG}/claims/{lonely.number}/").text
    assert "Nothing led here" in ruth.get(f"/{SLUG}/threads/claims/{lonely.number}/").text


@pytest.mark.parametrize(
    "hidden", ["withdrawn", "group", "paused", "waiting again", "run out", "not citable"]
)
def test_a_story_that_may_not_be_read_is_neither_a_node_nor_a_gap(threads: Threads, hidden: str) -> None:
    """Two claims that only the story holds together fall apart: the one's thread says nothing of the other."""
    story = threads.story(expires_on=(threads.now + DAY).date())
    one, other = threads.claim("A lamp at the door"), threads.claim("A bell at the door")
    threads.led_to(story, one)
    threads.led_to(story, other)
    assert len(whole(threads, "claims", one.number).drawing.dots) == 3
    world, now = threads.world, threads.now
    if hidden == "withdrawn":
        actions.withdraw(story=story, at=now)
    elif hidden == "group":
        group = actions.Permission(audience=Audience.GROUP, group=world.council)
        actions.change_permission(story=story, permission=group, at=now)
    elif hidden == "paused":
        actions.pause(story=story, until=(now + 9 * DAY).date(), note="", by=met(world.ada), at=now)
    elif hidden == "waiting again":
        public = actions.Permission(audience=Audience.PUBLIC)
        actions.change_permission(story=story, permission=public, at=now)
    elif hidden == "run out":
        threads.now = now + DAY
    else:
        actions.clear(story=story, care=Care(citable=False), by=met(world.ada), at=now)
    for who in ("ruth", "kofi", "ada"):
        found = whole(threads, "claims", one.number, who)
        assert found.alone
        assert thread_page(met(getattr(world, who)), "stories", story.number, threads.now, None) is None
    if hidden != "run out":
        said = threads.browser(world.ruth).get(f"/{SLUG}/claims/{one.number}/").text
        assert WORDS not in said
        assert "A bell at the door" not in said
        assert "How it is tied" not in said


def test_a_thread_that_was_fetched_before_is_not_shown_again_after_a_withdrawal(threads: Threads) -> None:
    story, claim = threads.story(), threads.claim("A lamp at the door")
    threads.led_to(story, claim)
    ruth = threads.browser(threads.world.ruth)
    pages = (f"/{SLUG}/threads/claims/{claim.number}/", f"/{SLUG}/claims/{claim.number}/")
    held = {page: ruth.get(page) for page in pages}
    for page, first in held.items():
        assert WORDS in first.text
        assert ruth.get(page, headers={"If-None-Match": first["ETag"]}).status_code == 304
    actions.withdraw(story=story, at=threads.now)
    for page, first in held.items():
        then = ruth.get(page, headers={"If-None-Match": first["ETag"]})
        assert then.status_code == 200
        assert WORDS not in then.text


def test_a_permission_that_runs_out_is_noticed_without_an_act(
    threads: Threads, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.utils import timezone

    story, claim = threads.story(expires_on=(threads.now + DAY).date()), threads.claim("A lamp at the door")
    threads.led_to(story, claim)
    ruth = threads.browser(threads.world.ruth)
    page = f"/{SLUG}/threads/claims/{claim.number}/"
    first = ruth.get(page)
    assert WORDS in first.text
    monkeypatch.setattr(timezone, "now", lambda: threads.now + DAY)
    then = ruth.get(page, headers={"If-None-Match": first["ETag"]})
    assert then.status_code == 200
    assert WORDS not in then.text


def test_as_at_a_past_day_the_thread_is_what_was_there_then(threads: Threads) -> None:
    story, claim = threads.story(days_ago=20), threads.claim("A lamp at the door", days_ago=15)
    threads.led_to(story, claim, days_ago=5)
    assert whole(threads, "claims", claim.number, as_at=threads.now - 6 * DAY).alone
    then = whole(threads, "claims", claim.number, as_at=threads.now - 5 * DAY)
    assert len(then.drawing.dots) == 2
    assert f"?as-at={(threads.now - 5 * DAY).date()}" in then.drawing.dots[1].url or then.drawing.dots[1].here
    assert (
        thread_page(
            met(threads.world.ruth), "claims", claim.number, threads.now, (threads.now - 16 * DAY).date()
        )
        is None
    )


def test_in_a_past_thread_each_stands_as_it_stood(threads: Threads) -> None:
    from counterpoint.analysis.standing import Verdict

    story, claim = threads.story(), threads.claim("A lamp at the door")
    threads.led_to(story, claim)
    claims.answer(claim=claim, verdict=Verdict.YES, words="", by=threads.world.kofi, at=threads.now - 2 * DAY)
    now, then = (
        whole(threads, "stories", story.number, as_at=day).drawing.dots[1].mark
        for day in (None, threads.now - 4 * DAY)
    )
    assert (now, then) == ("confirmed", "unanswered")


def test_what_is_of_another_place_or_of_no_room_is_not_there(threads: Threads, now: datetime) -> None:
    from tests.world import build

    claim = threads.claim("A lamp at the door")
    other = build(now, "brackwater")
    ruth = threads.browser(threads.world.ruth)
    stranger = threads.browser(other.ruth)
    address = f"/{SLUG}/threads/claims/{claim.number}/"
    assert ruth.get(address).status_code == 200
    assert stranger.get(address).status_code == 404
    for wrong in ("promises/1", "claims/999", "stories/999", "people/1", "goals/1"):
        assert ruth.get(f"/{SLUG}/threads/{wrong}/").status_code == 404


def test_in_the_quiet_fortnight_a_thread_holds_only_what_one_is_part_of(threads: Threads) -> None:
    story, claim = threads.story(), threads.claim("A lamp at the door")
    threads.led_to(story, claim)
    Place.objects.filter(pk=threads.world.place.pk).update(quiet_until=threads.now + DAY)
    assert thread_page(met(threads.world.tunde), "claims", claim.number, threads.now, None) is None
    assert whole(threads, "claims", claim.number, "kofi").alone


def test_a_long_thread_costs_as_much_as_a_short_one_and_says_what_it_leaves_out(threads: Threads) -> None:
    story, first = threads.story(), threads.claim("A lamp at the door")
    threads.led_to(story, first)
    ruth = threads.browser(threads.world.ruth)
    address = f"/{SLUG}/threads/stories/{story.number}/"
    asked = []
    for more in (0, 70):
        for count in range(more):
            threads.led_to(story, threads.claim(f"A lamp at door {count}", days_ago=8), days_ago=7)
        with CaptureQueriesContext(connection) as found:
            said = ruth.get(address).text
        asked.append(len(found))
    assert asked[0] == asked[1] <= 12
    assert "And twelve records more, further away." in said
    part = ruth.get(f"/{SLUG}/stories/{story.number}/").text
    assert "And 63 records more" in part


def test_a_records_own_page_asks_one_question_more(threads: Threads) -> None:
    story, claim = threads.story(), threads.claim("A lamp at the door")
    lonely = threads.claim("Nothing led to this")
    for _ in range(3):
        threads.led_to(threads.story(), claim)
    threads.led_to(story, claim)
    ruth = threads.browser(threads.world.ruth)
    asked = []
    for number in (lonely.number, claim.number, claim.number):
        with CaptureQueriesContext(connection) as found:
            ruth.get(f"/{SLUG}/claims/{number}/")
        asked.append(sum("claims_request" in one["sql"] and "UNION" in one["sql"] for one in found))
    assert asked == [1, 1, 1]


def test_what_led_round_in_a_circle_is_still_listed_once() -> None:
    from counterpoint.threads.queries.nodes import Node
    from counterpoint.threads.queries.sources import Edge
    from counterpoint.threads.queries.walking import as_list

    day = date(2026, 1, 1)
    nodes = [
        Node(
            ("claim", key),
            "claims",
            key,
            "open",
            "",
            f"Claim {key}",
            "",
            "en",
            day + timedelta(days=key),
            "",
            "",
        )
        for key in (1, 2)
    ]
    edges = [Edge(("claim", 1), ("claim", 2), "Then"), Edge(("claim", 2), ("claim", 1), "Then")]
    assert listed(as_list(("claim", 1), nodes, edges)) == [(0, "Claim 1"), (1, "Claim 2"), (2, "Claim 1")]
