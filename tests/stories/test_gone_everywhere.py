"""A story that was taken back is on no page, to nobody, in no copy and in no row: every route is tried."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import hash_of
from counterpoint.claims.models import Claim
from counterpoint.ledger.models import Event
from counterpoint.partnership.actions import account_for
from counterpoint.partnership.choices import Channel
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries import members
from counterpoint.stories import actions
from counterpoint.stories.choices import Attribution, Audience, CopyKind, Part
from counterpoint.stories.models import Outcome, Story
from tests.bundle.copies import everything as in_files
from tests.bundle.copies import mine, ours, whole
from tests.claims.test_all_or_nothing import everything as in_tables
from tests.journeys.filled import Filled, fill
from tests.journeys.pages import PAGES

pytestmark = pytest.mark.django_db

PHRASE = "vermilion"  # in every word that the teller said, and in their name and address
SECRET = "fJ2bq0d3sW8kYzR1tUoXnA"
STUB = "withdrawn by whoever told it"
WHO = ("ada", "kofi", "ruth", "tunde")  # a steward, who answered it, who holds copies of it, a moderator


@pytest.fixture
def stowmere(db: None, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Filled:
    """The place that has something on every page, with one story that touches as many of them as one can."""
    monkeypatch.setattr(timezone, "now", lambda: now)
    caches["shared"].clear()
    made = fill(now)
    world = made.world
    story, _ = actions.tell(
        place=world.place,
        passages=[
            (Part.HAPPENED, f"A {PHRASE} kettle was on the stairs"),
            (Part.HELPED, f"No {PHRASE} kettle"),
        ],
        permission=actions.Permission(
            Audience.PUBLIC,
            attribution=Attribution.CHOSEN,
            name=PHRASE.title(),
            purposes=("meetings", "reports"),
        ),
        perspective="carer",
        hears=actions.Hears(Channel.MAIL, f"{PHRASE}@example.org"),
        secret=SECRET,
        at=now,
    )
    tunde, kofi = met(world.tunde), met(world.kofi)
    story = actions.clear(story=story, shown={2: f"A {PHRASE} lamp"}, reasons=["dates"], note=f"The {PHRASE} hour went.",
                          by=tunde, at=now)  # fmt: skip
    actions.reply(
        story=story, organisation=world.council, words=f"Sorry for the {PHRASE} kettle", by=kofi, at=now
    )
    actions.say_changed(
        story=story, organisation=world.council, sentence="Stairs are kept clear", by=kofi, at=now
    )
    voice = Outcome.objects.get(story=story).voice
    assert voice is not None
    claims.answer_by_ticket(ticket=voice, verdict=Verdict.YES, words=f"The {PHRASE} kettle is gone", at=now)
    promise = Claim.objects.get(place=world.place, number=made.numbers["promise"])
    actions.tie(story=story, claim=promise, by=kofi, at=now)
    actions.take_copy(story=story, kind=CopyKind.PRINTED, count=30, by=met(world.ruth), at=now)
    actions.add_to(story=story, words=f"More of the {PHRASE} kettle", at=now)
    made.numbers["vermilion"] = story.number
    return made


def met(member: Member) -> Member:
    return members().get(pk=member.pk)


def addresses(made: Filled) -> list[str]:
    """Every page of the place, and what leads to this story by itself."""
    here = [row.at(made) for row in PAGES if row.place == made.world.place.slug]
    number = made.numbers["vermilion"]
    own = [f"/stowmere/stories/{number}/", f"/stowmere/stories/{number}/copy/", f"/stowmere/stories/moderate/{number}/",
           f"/stowmere/stories/{number}/complain/", "/stowmere/stories/moderate/", "/stowmere/stories/log/",
           "/stowmere/record/?words=stairs", "/stowmere/record/", "/stowmere/mirror/"]  # fmt: skip
    ticket = [f"/s/{SECRET}/{act}" for act in ("", "add/", "permission/", "hear/", "withdraw/", "tell/")]
    return sorted({*here, *own, *ticket})


def browsers(made: Filled) -> Iterator[tuple[str, Client]]:
    yield "nobody", Client()
    for name in WHO:
        client = Client()
        member = Member.objects.get(pk=getattr(made.world, name).pk)
        client.force_login(account_for(member=member))
        yield name, client


def test_a_story_that_was_taken_back_is_on_no_page_conditional_or_not(
    stowmere: Filled, now: datetime
) -> None:
    story = Story.objects.get(place=stowmere.world.place, number=stowmere.numbers["vermilion"])
    looked, everywhere = dict(browsers(stowmere)), addresses(stowmere)
    held: dict[tuple[str, str], str] = {}
    shown: set[str] = set()
    for name, client in looked.items():
        for address in everywhere:
            page = client.get(address)
            held[name, address] = page.headers.get("ETag", "")
            if PHRASE in page.text.lower():
                shown.add(address.split("?")[0])
    number = stowmere.numbers["vermilion"]
    assert {
        f"/stowmere/stories/{number}/",
        "/stowmere/stories/",
        "/stowmere/stories/public/",
        f"/s/{SECRET}/",
    } <= shown
    actions.withdraw(story=story, at=now + timedelta(seconds=1))
    found = []
    for name, client in looked.items():
        for address in everywhere:
            for tag in {"", held[name, address]}:
                page = client.get(address, headers={"If-None-Match": tag} if tag else {})
                words = page.text.lower()
                if PHRASE in words or (page.status_code == 304 and address in shown):
                    found.append((name, address, page.status_code))
    assert not found
    assert STUB in looked["ruth"].get(f"/stowmere/stories/{number}/").text
    assert looked["nobody"].get(f"/s/{SECRET}/").status_code == 404


def test_it_is_in_no_copy_and_in_no_row_of_any_table(stowmere: Filled, now: datetime) -> None:
    world = stowmere.world
    story = Story.objects.get(place=world.place, number=stowmere.numbers["vermilion"])
    assert PHRASE in in_files(whole(world.ada, now)).lower()
    assert any(PHRASE in row.lower() for rows in in_tables().values() for row in rows)
    actions.withdraw(story=story, at=now)
    for who in (world.ada, world.kofi, world.ruth, world.tunde):
        assert PHRASE not in in_files(mine(who, now)).lower()
    for organisation, who in (("council", world.kofi), ("hospital", world.ben)):
        assert PHRASE not in in_files(ours(world, organisation, who, now)).lower()
    assert PHRASE not in in_files(whole(world.ada, now)).lower()
    left = {table: row for table, rows in in_tables().items() for row in rows if PHRASE in row.lower()}
    assert not left
    assert not any(hash_of(SECRET) in row for rows in in_tables().values() for row in rows)
    assert PHRASE not in str(list(Event.objects.values_list("facts", flat=True)))
