"""What people told in the demonstration, as its files leave it: told, moderated, answered, withdrawn, asked again."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from counterpoint.analysis.calendar import day_in
from counterpoint.demo.reading import PLACES, read
from counterpoint.ledger.models import Event
from counterpoint.partnership.models import Member, Place
from counterpoint.partnership.queries.membership import members
from counterpoint.stories.choices import Audience, CopyKind, StoryState, Way
from counterpoint.stories.models import Copy, Passage, Story
from counterpoint.stories.queries.newest import newest_story
from counterpoint.stories.queries.reading import public_page, story_page
from counterpoint.threads.queries import thread_page

pytestmark = pytest.mark.usefixtures("demonstration")

NOW = datetime(2026, 9, 30, 12, tzinfo=UTC)
TOLD = {"harrowmere": 7, "saltreach": 7, "kelderdale": 7}


def story(name: str) -> Story:
    """By its name in the paper: the third of Saltreach is its third story."""
    slug = {"H": "harrowmere", "S": "saltreach", "K": "kelderdale"}[name[0]]
    return Story.objects.select_related("place", "group").get(place__slug=slug, number=int(name[-1]))


def somebody(slug: str, name: str) -> Member:
    return members().get(place__slug=slug, name=name)


def shown(one: Story) -> list[str]:
    return [str(passage.shown) for passage in Passage.objects.filter(story=one).select_related("shown")]


@pytest.mark.parametrize("slug", TOLD)
def test_each_story_was_told_on_its_day_and_for_its_readers(slug: str) -> None:
    place = Place.objects.get(slug=slug)
    rows = read(PLACES / slug / "stories.toml")["stories"]
    kept = list(Story.objects.filter(place=place))
    assert [day_in(one.told_at, place.zone) for one in kept] == [row["on"] for row in rows]
    audiences = [one.audience for one in kept]
    assert audiences == [row.get("audience", Audience.PLACE) for row in rows]


@pytest.mark.parametrize("slug", TOLD)
def test_nobody_read_first_what_they_told_or_wrote_down(slug: str) -> None:
    for one in Story.objects.filter(place__slug=slug).exclude(state=StoryState.WITHDRAWN):
        assert one.moderated_by_id not in (None, one.teller_id, one.typed_by_id), one.number


@pytest.mark.parametrize("slug", TOLD)
def test_nothing_waits_for_a_moderator_or_for_somebody_at_risk(slug: str) -> None:
    waiting = Story.objects.filter(place__slug=slug, state__in=[StoryState.WAITING, StoryState.PAUSED])
    assert not waiting.exists()
    assert not Story.objects.filter(
        place__slug=slug, concerns__handed_at__isnull=True, concerns__isnull=False
    ).exists()


def test_whoever_told_the_first_story_was_told_what_came_of_it() -> None:
    first = story("H-S1")
    answer = first.replies.get()
    assert (first.way, answer.organisation.name) == (Way.TYPED, "Warm Hearth Harrowmere")
    assert day_in(answer.at, first.place.zone) == date(2025, 7, 2)


def test_what_was_withdrawn_is_a_number_and_a_month() -> None:
    gone = story("H-S6")
    assert gone.state == StoryState.WITHDRAWN
    assert gone.withdrawn_at is not None
    assert day_in(gone.withdrawn_at, gone.place.zone) == date(2026, 5, 18)
    assert gone.teller is None
    assert all(one.words.erased_at for one in Passage.objects.filter(story=gone).select_related("words"))
    page = story_page(somebody("harrowmere", "Priya Raman"), gone.number, NOW)
    assert page is not None
    assert (page.withdrawn, page.parts, page.month) == (True, (), "March 2026")
    assert thread_page(somebody("harrowmere", "Priya Raman"), "stories", gone.number, NOW, None) is None


def test_thirty_printed_copies_of_it_were_called_back_and_twenty_six_are_gone() -> None:
    held = Copy.objects.select_related("holder", "organisation").get(story=story("H-S6"))
    assert (held.kind, held.count, held.destroyed) == (CopyKind.PRINTED, 30, 26)
    assert held.organisation
    assert held.organisation.name == "Mere Valley Hospitals NHS Trust"
    assert held.recalled_at
    assert held.confirmed_at


def test_a_death_is_read_by_one_group_was_paused_for_fourteen_days_and_nothing_may_rest_on_it() -> None:
    death = story("S-S4")
    assert (death.sensitive, death.citable, death.helpline) == (True, False, "Samaritans, 116 123")
    assert (death.audience, death.group and death.group.name) == (Audience.GROUP, "Lantern House")
    assert set(death.reasons) == {"dates", "harm"}
    assert not any("Thursday" in words or "room" in words for words in shown(death))
    events = Event.objects.filter(
        place_id=death.place_id, subject=death.ref, verb__in=["story.paused", "story.cleared"]
    )
    days = {one.verb: day_in(one.at, death.place.zone) for one in events}
    assert (days["story.cleared"] - days["story.paused"]).days == 14


def test_the_death_stands_in_nobodys_thread_and_is_there_for_its_group_alone() -> None:
    death = story("S-S4")
    fran, helen = somebody("saltreach", "Fran Delacroix"), somebody("saltreach", "Dr Helen Marchetti")
    assert story_page(fran, death.number, NOW) is not None
    assert story_page(helen, death.number, NOW) is None
    assert thread_page(fran, "stories", death.number, NOW, None) is None


def test_a_story_that_was_widely_quoted_was_asked_about_again_and_may_still_be_read() -> None:
    quoted = story("S-S5")
    assert day_in(quoted.permitted_at, quoted.place.zone) == date(2026, 8, 3)
    assert (quoted.audience, quoted.state, quoted.teller) == (Audience.PROGRAMME, StoryState.CLEARED, None)


def test_a_story_in_welsh_stands_beside_its_tellers_own_english() -> None:
    page = story_page(somebody("kelderdale", "Jo Bainbridge"), story("K-S6").number, NOW)
    assert page is not None
    (part,) = page.parts
    assert (part.lang, part.words[:11]) == ("cy", "Eisteddais ")
    assert part.translated == (("en", "I sat with a man who had gone back to his first language."),)


def test_the_town_that_a_moderator_took_out_is_read_by_nobody_else() -> None:
    words = shown(story("K-S1"))
    assert any("[town removed by moderator]" in one for one in words)
    assert not any("Thornwick" in one for one in words)


@pytest.mark.parametrize(("slug", "public"), [("harrowmere", 2), ("saltreach", 3), ("kelderdale", 3)])
def test_one_story_of_each_place_is_open_to_anyone(slug: str, public: int) -> None:
    page = public_page(Place.objects.get(slug=slug), NOW)
    assert page is not None
    assert [one.number for one in page.stories if not one.withdrawn] == [public]


@pytest.mark.parametrize(
    ("slug", "who", "begins"),
    [
        ("harrowmere", "Alan Fotheringay", "Second time."),
        ("saltreach", "Dr Helen Marchetti", "Eleven months he answered the phone."),
        ("kelderdale", "Jo Bainbridge", "Lovely people."),
    ],
)
def test_the_newest_story_stands_at_the_top_of_the_mirror(slug: str, who: str, begins: str) -> None:
    newest = newest_story(somebody(slug, who), NOW)
    assert newest is not None
    assert newest.words.startswith(begins)


def test_a_story_and_what_it_led_to_are_one_thread() -> None:
    priya = somebody("harrowmere", "Priya Raman")
    page = thread_page(priya, "stories", story("H-S3").number, NOW, None)
    assert page is not None
    (first,) = page.branches
    assert {one.node.caption.split()[0] for one in first.below} == {"Barrier", "Thing"}
    back = first.below[0].node
    again = thread_page(priya, back.url.split("/")[2], back.number, NOW, None)
    assert again is not None
    assert again.branches[0].node == first.node
