"""Telling a story."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest

from counterpoint.claims.actions import hash_of
from counterpoint.ledger.models import Event
from counterpoint.partnership.choices import Channel
from counterpoint.stories import actions
from counterpoint.stories.choices import Attribution, Audience, StoryState, Way
from counterpoint.stories.models import Telling
from counterpoint.web.http import Refused
from counterpoint.work.clearing import clear_what_ran_out
from tests.stories.told import HAPPENED, MATTERED, told
from tests.world import World

pytestmark = pytest.mark.django_db


def test_a_story_that_was_told_waits_and_nothing_of_it_is_shown(world: World, now: datetime) -> None:
    story, secret = told(world, now)
    assert story.state == StoryState.WAITING
    assert [str(one.words) for one in story.passages.all()][:2] == [HAPPENED, MATTERED]
    assert not any(one.shown for one in story.passages.all())
    assert len(secret) >= 22  # 128 bits
    assert story.tickets.get().hash != secret


def test_the_ledger_holds_no_words_no_name_and_no_address(world: World, now: datetime) -> None:
    told(
        world,
        now,
        permission=actions.Permission(attribution=Attribution.CHOSEN, name="Bluebell"),
        hears=actions.Hears(Channel.MAIL, "moira.home@example.org"),
    )
    event = Event.objects.get(place_id=world.place.pk, verb="story.told")
    assert event.actor == "ticket"
    written = json.dumps(event.facts)
    for word in ("Mum", "Bluebell", "moira", "example.org", "carer"):
        assert word not in written


def test_who_wrote_it_down_and_how_the_teller_agreed_is_kept(world: World, now: datetime) -> None:
    story, _ = told(
        world, now, by_hand=actions.ByHand(world.tunde, Way.PHONED, "Read back, and she said yes")
    )
    assert (story.way, story.typed_by, story.how_agreed) == (
        Way.PHONED,
        world.tunde,
        "Read back, and she said yes",
    )
    assert Event.objects.get(verb="story.told").actor == world.tunde.ref


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"happened": " "}, "Tell us what happened"),
        ({"happened": "My NHS number is 943 476 5919"}, "looks like an NHS number"),
        ({"permission": actions.Permission(audience=Audience.GROUP)}, "which group"),
        ({"permission": actions.Permission(attribution=Attribution.CHOSEN)}, "Write the name"),
        ({"permission": actions.Permission(purposes=("sold",))}, "what is offered"),
    ],
)
def test_what_can_not_be_told_is_refused_with_a_sentence(
    world: World, now: datetime, more: dict[str, object], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        told(world, now, **more)
    assert not Event.objects.filter(verb="story.told").exists()


def test_a_day_that_is_over_can_not_end_a_permission(world: World, now: datetime) -> None:
    with pytest.raises(Refused, match="still to come"):
        told(world, now, permission=actions.Permission(expires_on=now.date()))
    told(world, now, permission=actions.Permission(expires_on=now.date() + timedelta(days=1)))


def test_what_is_still_being_told_is_kept_under_its_ticket_and_gone_when_it_is_sent(
    world: World, now: datetime
) -> None:
    actions.keep(place=world.place, secret="a-secret", said={"happened": "One"}, today=now.date())
    kept = actions.keep(place=world.place, secret="a-secret", said={"mattered": "Two"}, today=now.date())
    assert kept.said == {"happened": "One", "mattered": "Two"}
    _, secret = told(world, now, secret="a-secret")
    assert secret == "a-secret"
    assert not Telling.objects.exists()


def test_a_story_that_nobody_sent_is_deleted_after_a_week(world: World, now: datetime) -> None:
    for secret, days in (("old", 8), ("new", 6)):
        begun = now.date() - timedelta(days=days)
        actions.keep(place=world.place, secret=secret, said={"happened": "It rained"}, today=begun)
    clear_what_ran_out(now)
    assert Telling.objects.get().hash == hash_of("new")
