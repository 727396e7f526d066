"""Reading a story before anyone else does."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from counterpoint.ledger.models import Event, Text
from counterpoint.ledger.queries import erasures_told
from counterpoint.partnership.actions import account_for
from counterpoint.partnership.models import Member
from counterpoint.stories import actions
from counterpoint.stories.choices import Audience, Part, Reason, StoryState, Way
from counterpoint.stories.models import Story
from counterpoint.stories.policies.moderating import why_not_tell
from counterpoint.stories.queries.spotting import A_NAME, A_POST, HARM
from counterpoint.web.http import Refused
from tests.stories.told import HAPPENED, told
from tests.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(world: World) -> Member:
    """Kofi reads stories before anyone else does."""
    Member.objects.filter(pk=world.kofi.pk).update(moderator=True)
    world.kofi.moderator = True
    return world.kofi


def shown(story: Story) -> list[str]:
    return [str(one.shown) for one in story.passages.order_by("position")]


def verb(name: str) -> Event:
    return Event.objects.get(verb=name)


def test_nobody_tells_before_somebody_reads(world: World) -> None:
    Member.objects.update(moderator=False)
    assert "first" in (why_not_tell(world.place) or "")
    Member.objects.filter(pk=world.kofi.pk).update(moderator=True)
    assert why_not_tell(world.place) is None
    Member.objects.filter(pk=world.kofi.pk).update(left_at=world.kofi.joined_at)
    assert why_not_tell(world.place)


def test_what_is_cleared_unchanged_shows_the_very_words_that_were_told(
    world: World, reader: Member, now: datetime
) -> None:
    story, _ = told(world, now)
    actions.clear(story=story, by=reader, at=now)
    for one in story.passages.all():
        assert one.shown_id == one.words_id
    assert Story.objects.shown(now, world.place.zone).get() == story


def test_what_was_changed_is_shown_changed_and_the_original_stays(
    world: World, reader: Member, now: datetime
) -> None:
    story, _ = told(world, now, "Ruth Vane moved Mum on a Sunday")
    actions.clear(story=story, by=reader, at=now, shown={1: "A nurse moved Mum"}, reasons=[Reason.NAMES])
    first = story.passages.get(position=1)
    assert (str(first.words), str(first.shown)) == ("Ruth Vane moved Mum on a Sunday", "A nurse moved Mum")
    facts = verb("story.cleared").facts
    assert facts["reasons"] == ["names"]
    assert "nurse" not in json.dumps(facts)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"shown": {1: "Other words"}}, "Choose why"),
        ({"reasons": ["names"]}, "changed nothing"),
        ({"shown": {1: "", 2: "", 3: ""}, "reasons": ["names"]}, "Nothing would be left"),
        ({"shown": {1: "NHS 943 476 5919"}, "reasons": ["names"]}, "NHS number"),
        ({"shown": {1: "x"}, "reasons": ["because"]}, "reasons given"),
    ],
)
def test_a_change_says_why_and_a_reason_changes_something(
    world: World, reader: Member, now: datetime, given: dict[str, object], sentence: str
) -> None:
    story, _ = told(world, now)
    with pytest.raises(Refused, match=sentence):
        actions.clear(story=story, by=reader, at=now, **given)
    story.refresh_from_db()
    assert story.state == StoryState.WAITING
    assert not story.passages.filter(shown__isnull=False).exists()


def test_what_is_shown_no_more_is_erased_and_a_restore_knows_it(
    world: World, reader: Member, now: datetime
) -> None:
    story, _ = told(world, now)
    actions.clear(story=story, by=reader, at=now, shown={1: "Ward 7 rang nobody"}, reasons=["dates"])
    actions.clear(story=story, by=reader, at=now, shown={1: "Nobody rang"}, reasons=["dates"])
    assert shown(story)[0] == "Nobody rang"
    assert not Text.objects.filter(words__contains="Ward 7").exists()
    assert len(erasures_told(world.place.pk)) == 1


def test_nobody_moderates_what_they_told_or_typed(world: World, reader: Member, now: datetime) -> None:
    own, _ = told(world, now, by=reader)
    typed, _ = told(world, now, by_hand=actions.ByHand(reader, Way.PHONED, "Read back"))
    for story in (own, typed):
        with pytest.raises(Refused, match="Another moderator"):
            actions.clear(story=story, by=reader, at=now)
        with pytest.raises(Refused, match="Another moderator"):
            actions.decline(story=story, by=reader, reasons=["names"], note="No", at=now)


def test_only_a_moderator_of_this_place_reads(world: World, reader: Member, now: datetime) -> None:
    story, _ = told(world, now)
    other = build(now, "otherplace")
    Member.objects.filter(pk=other.ben.pk).update(moderator=True)
    other.ben.refresh_from_db()
    for stranger in (world.ada, other.ben):
        with pytest.raises(Refused, match="Only a moderator of this"):
            actions.clear(story=story, by=stranger, at=now)


def test_declined_needs_a_reason_and_a_line_to_the_teller(
    world: World, reader: Member, now: datetime
) -> None:
    story, _ = told(world, now)
    with pytest.raises(Refused, match="at least one reason"):
        actions.decline(story=story, reasons=[], note="Sorry", by=reader, at=now)
    with pytest.raises(Refused, match="Write a line"):
        actions.decline(story=story, reasons=[Reason.ACCUSES], note=" ", by=reader, at=now)
    actions.decline(
        story=story, reasons=[Reason.ACCUSES], note="Could you say it as you saw it?", by=reader, at=now
    )
    story.refresh_from_db()
    assert story.state == StoryState.DECLINED
    assert str(story.note) == "Could you say it as you saw it?"
    assert not Story.objects.shown(now, world.place.zone).exists()


def test_a_pause_ends_in_the_queue_and_not_by_itself(world: World, reader: Member, now: datetime) -> None:
    story, _ = told(world, now)
    with pytest.raises(Refused, match="still to come"):
        actions.pause(story=story, until=now.date(), note="", by=reader, at=now)
    actions.pause(story=story, until=now.date() + timedelta(days=14), note="", by=reader, at=now)
    later = now + timedelta(days=20)
    assert not Story.objects.shown(later, world.place.zone).exists()


def test_what_is_added_later_waits_while_the_rest_is_read(
    world: World, reader: Member, now: datetime
) -> None:
    story, _ = told(world, now)
    actions.clear(story=story, by=reader, at=now)
    added = actions.add_to(story=story, words="And then they rang", at=now)
    assert (added.part, added.shown) == (Part.ADDED, None)
    actions.clear(story=story, by=reader, at=now)
    added.refresh_from_db()
    assert str(added.shown) == "And then they rang"


def test_a_moderator_narrows_who_reads_and_never_widens(world: World, reader: Member, now: datetime) -> None:
    story, _ = told(world, now, permission=actions.Permission(audience=Audience.PUBLIC))
    care = actions.Care(sensitive=True, citable=False, helpline="Samaritans, 116 123", group=world.voices)
    actions.clear(story=story, by=reader, at=now, care=care)
    story.refresh_from_db()
    assert (story.audience, story.group, story.citable) == (Audience.GROUP, world.voices, False)
    hidden = Story.objects.seen_by(world.ben, now)
    assert not hidden.exists()
    assert Story.objects.seen_by(world.moira, now).exists()
    mine, _ = told(
        world, now, "Another", permission=actions.Permission(audience=Audience.GROUP, group=world.charity)
    )
    actions.clear(story=mine, by=reader, at=now, care=actions.Care(group=world.voices))
    mine.refresh_from_db()
    assert mine.group == world.charity


def test_a_withdrawn_story_is_read_by_nobody(world: World, reader: Member, now: datetime) -> None:
    story, _ = told(world, now)
    actions.withdraw(story=story, at=now)
    with pytest.raises(Refused, match="took it back"):
        actions.clear(story=story, by=reader, at=now)


def test_the_words_of_the_story_are_in_no_event(world: World, reader: Member, now: datetime) -> None:
    story, _ = told(world, now)
    actions.clear(story=story, by=reader, at=now, note="Thank you", shown={2: "x"}, reasons=["names"])
    everything = json.dumps([one.facts for one in Event.objects.all()])
    assert HAPPENED not in everything
    assert "Thank you" not in everything


# In the browser


def browser(member: Member) -> Client:
    client = Client()
    client.force_login(account_for(member=member))
    return client


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    assert response["Cache-Control"] == "private, no-store"
    return response.content.decode()


def at(world: World, rest: str = "") -> str:
    return f"/{world.place.slug}/stories/moderate/{rest}"


def test_the_queue_says_what_waits_those_at_risk_first(world: World, reader: Member, now: datetime) -> None:
    told(world, now - timedelta(days=7), "Older")
    story, _ = told(world, now, "Newer")
    actions.flag(story=story, by=reader, at=now - timedelta(days=3))
    text = page(browser(reader), at(world))
    order = [text.index(one) for one in ("Somebody may be at risk", "<h2>Stories", "Story 1", "Story 2")]
    assert order == sorted(order)
    assert "working days ago" in text


def test_what_points_at_somebody_is_marked_in_the_original(
    world: World, reader: Member, now: datetime
) -> None:
    story, _ = told(world, now, "Ruth Vane, the ward sister, rang 01632 960123. He hit me & left. <b>")
    text = page(browser(reader), at(world, f"{story.number}/"))
    marked = re.findall(r"<mark>([^<]*)<span[^>]*> \(([^)]*)\)", text)
    assert marked == [
        ("Ruth Vane", A_NAME),
        ("ward sister", A_POST),
        ("01632 960123", "a telephone number"),
        ("hit me", HARM),
    ]
    assert "&lt;b&gt;" in text


def test_what_stands_in_the_boxes_is_what_others_read(world: World, reader: Member, now: datetime) -> None:
    story, _ = told(world, now)
    client, address = browser(reader), at(world, f"{story.number}/")
    given = {"passage_1": "They moved Mum", "passage_2": "That somebody had told her which bed was hers",
             "passage_3": "", "reasons": "dates", "do": "clear", "sensitive": "on", "not_citable": "on"}  # fmt: skip
    assert client.post(address, given).status_code == 302
    story.refresh_from_db()
    assert (story.state, story.sensitive, story.citable) == (StoryState.CLEARED, True, False)
    assert shown(story) == ["They moved Mum", "That somebody had told her which bed was hers", ""]
    again = page(client, address)
    assert ">They moved Mum</textarea>" in again
    wrong = client.post(address, given | {"reasons": [], "passage_1": "Else"})
    assert wrong.status_code == 422
    assert "Choose why" in wrong.content.decode()


def test_the_other_two_buttons_do_what_they_say(world: World, reader: Member, now: datetime) -> None:
    client = browser(reader)
    first, second = told(world, now, "One")[0], told(world, now, "Two")[0]
    boxes = {"passage_1": "x", "passage_2": "y", "passage_3": "z"}
    client.post(
        at(world, f"{first.number}/"), {**boxes, "do": "decline", "reasons": "accuses", "note": "Could you?"}
    )
    late = {"until_day": "1", "until_month": "1", "until_year": "2099"}
    client.post(at(world, f"{second.number}/"), {**boxes, **late, "do": "pause"})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (StoryState.DECLINED, StoryState.PAUSED)
    for one in (first, second):
        assert set(shown(one)) == {""}  # what stood in the boxes is nobody's until it is cleared


def test_of_ones_own_story_the_queue_says_that_another_reads_it(
    world: World, reader: Member, now: datetime
) -> None:
    story, _ = told(world, now, by=reader)
    client = browser(reader)
    text = page(client, at(world))
    assert "another moderator reads it" in text
    assert at(world, f"{story.number}/") not in text
    assert "Another moderator" in client.get(at(world, f"{story.number}/")).content.decode()


def test_a_page_of_moderators_asks_the_database_little_however_much_waits(
    world: World, reader: Member, now: datetime, django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        story, _ = told(world, now, f"{number}. He hit me")
        actions.complain(place=world.place, words=f"{number}", at=now)
    client = browser(reader)
    for address in ("", f"{story.number}/", "concerns/1/", "complaints/1/"):
        with django_assert_max_num_queries(12):
            page(client, at(world, address))


def test_the_policy_is_for_anybody_and_the_log_for_members_without_saying_which_story(
    world: World, reader: Member, now: datetime
) -> None:
    story, _ = told(world, now, "Unlikely words")
    actions.clear(story=story, by=reader, at=now, shown={1: "Others"}, reasons=[Reason.NAMES])
    home = f"/{world.place.slug}/stories/"
    policy = Client().get(f"{home}policy/")
    assert policy.status_code == 200
    assert not policy.cookies
    assert Client().get(f"{home}log/").status_code == 302
    log = browser(world.ben).get(f"{home}log/").content.decode()
    assert "Edited: names removed." in log
    main = log[log.index("<main") :]
    for word in ("Unlikely", "Others", f"tory {story.number}", "Kofi"):
        assert word not in main


def test_a_steward_names_a_moderator_on_the_page_of_a_person(world: World, now: datetime) -> None:
    ada = browser(world.ada)
    who = f"/{world.place.slug}/people/{world.ruth.number}/"
    assert "Moderator: reads stories" in ada.get(who).content.decode()
    assert ada.post(f"{who}appoint/", {"moderator": "on"}).status_code == 302
    world.ruth.refresh_from_db()
    assert world.ruth.moderator
    assert browser(world.ruth).get(at(world)).status_code == 200
    assert ada.post(f"{who}appoint/", {}).status_code == 302
    assert browser(world.ruth).get(at(world)).status_code == 404
