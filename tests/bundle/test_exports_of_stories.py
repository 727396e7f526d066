"""Stories in copies: one's own as one told them; of the place what everyone may read, noted so that it can be called back."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from counterpoint.bundle import copies
from counterpoint.bundle.actions import import_place, take_place
from counterpoint.claims import actions as claims
from counterpoint.ledger.models import Event
from counterpoint.partnership.models import Member, Place
from counterpoint.stories import actions
from counterpoint.stories.actions import Permission
from counterpoint.stories.choices import Audience, CopyKind, Purpose
from counterpoint.stories.models import Behind, Copy, Passage, Story
from counterpoint.threads.queries import thread_page
from counterpoint.web.http import Refused
from tests.bundle.bundles import elsewhere, exported
from tests.bundle.copies import DAY, everything, met, mine, ours, rows, stewards, whole
from tests.stories.told import HAPPENED, HELPED, told
from tests.world import World, build


def cleared(world: World, now: datetime, **more: Any) -> Story:
    story, _ = told(world, now, **more)
    return actions.clear(
        story=story, shown={2: "That she knew her bed"}, reasons=["names"], by=met(world.ada), at=now
    )


def test_a_member_takes_their_own_story_as_they_told_it(world: World, now: datetime) -> None:
    cleared(world, now, by=world.moira, permission=Permission(purposes=(Purpose.REPORTS,)))
    lines = rows(mine(world.moira, now + DAY), "stories")
    assert [one["as you told it"] for one in lines][::2] == [HAPPENED, HELPED]
    assert "her which bed was hers" in lines[1]["as you told it"], "not as it is shown to others"
    assert (lines[0]["how it stands"], lines[0]["also used for"]) == ("can be read", "printed in reports")
    for other in (world.kofi, world.ada):
        assert HAPPENED not in everything(mine(other, now + DAY))


def test_an_organisation_takes_what_it_replied_and_not_the_story(world: World, now: datetime) -> None:
    story = cleared(world, now)
    actions.reply(
        story=story, organisation=world.council, words="We ring first now", by=met(world.kofi), at=now
    )
    files = ours(world, "council", world.kofi, now + DAY)
    assert [one["words"] for one in rows(files, "replies")] == ["We ring first now"]
    assert HAPPENED not in everything(files)
    assert rows(ours(world, "hospital", world.ben, now + DAY), "replies") == []


def test_a_copy_of_the_place_holds_what_everyone_in_it_may_read_as_it_is_shown(
    world: World, now: datetime
) -> None:
    cleared(world, now)
    lines = rows(whole(world.ada, now + DAY), "stories")
    assert [one["words"] for one in lines] == [HAPPENED, "That she knew her bed", HELPED]
    assert (lines[0]["told in"], lines[0]["who"], lines[0]["edited"]) == (
        "November 2026",
        "a carer",
        "names removed",
    )


@pytest.mark.parametrize("why", ["waits", "group", "run out", "withdrawn", "paused"])
def test_and_nothing_else_of_stories(world: World, now: datetime, why: str) -> None:
    if why == "waits":
        told(world, now)
    elif why == "group":
        cleared(world, now, permission=Permission(audience=Audience.GROUP, group=world.council))
    elif why == "run out":
        cleared(world, now, permission=Permission(expires_on=(now + DAY).date()))
    else:
        story = cleared(world, now)
        if why == "withdrawn":
            actions.withdraw(story=story, at=now)
        else:
            actions.pause(story=story, until=(now + 9 * DAY).date(), note="", by=met(world.ada), at=now)
    files = whole(world.ada, now + DAY)
    assert rows(files, "stories") == []
    assert HAPPENED not in everything(files)


def test_which_stories_a_copy_of_the_place_holds_is_noted_and_they_are_called_back(
    world: World, now: datetime
) -> None:
    story, number = cleared(world, now), _agreed(world, now)
    made = copies.place_bundle(met(world.ada), now + DAY)
    take_place(number=number, made=made, by=met(world.ada), at=now + DAY)
    held = Copy.objects.get(story=story)
    assert (held.kind, held.holder, held.organisation) == (CopyKind.EXPORTED, world.ada, world.council)
    assert Event.objects.filter(verb="export.taken").count() == 1
    actions.withdraw(story=story, at=now + 2 * DAY)
    held.refresh_from_db()
    assert held.recalled_at == now + 2 * DAY


def test_a_story_taken_back_while_the_copy_was_made_does_not_go_out(world: World, now: datetime) -> None:
    story, number = cleared(world, now), _agreed(world, now)
    made = copies.place_bundle(met(world.ada), now + DAY)
    actions.withdraw(story=story, at=now + DAY)
    with pytest.raises(Refused, match="taken back while this copy was made"):
        take_place(number=number, made=made, by=met(world.ada), at=now + DAY)
    assert not Event.objects.filter(verb="export.taken").exists()
    assert not Copy.objects.exists()


def _agreed(world: World, now: datetime) -> int:
    stewards(world, "ada", "tunde")
    export = claims.ask_for_place(by=met(world.ada), at=now)
    claims.agree_to_place(number=export.number, by=met(world.tunde), at=now)
    return export.number


def test_stories_their_ties_and_their_tickets_go_along_to_another_installation(
    db: None, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with elsewhere():
        world = build(now, "caldermouth")
        story, secret = told(world, now)
        actions.clear(story=story, by=met(world.ada), at=now)
        claim = claims.ask_for(asked=world.council, sentence="Ring us first", by=met(world.tunde), at=now)
        actions.tie(story=story, claim=claim, by=met(world.kofi), at=now)
        gone, _ = told(world, now, "Nobody is to read this")
        actions.clear(story=gone, by=met(world.ada), at=now)
        actions.withdraw(story=gone, at=now)
        path = exported(world.place, tmp_path / "one.zip")
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=1))
    build(now, "othermouth")
    import_place(path, at=now + timedelta(days=1))
    place = Place.objects.get(slug="caldermouth")
    assert Story.objects.filter(place=place).count() == 2
    assert not Passage.objects.filter(words__words__contains="Nobody is to read").exists()
    assert Behind.objects.get(place=place).claim.number == claim.number
    ruth = met(Member.objects.get(place=place, name="Ruth Vane"))
    found = thread_page(ruth, "stories", 1, now + timedelta(days=1), None)
    assert found is not None
    assert [one.node.words for one in found.branches[0].below] == ["Ring us first"]
    assert "Your story, number 1" in Client().get(f"/s/{secret}/").text
