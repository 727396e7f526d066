"""A moderator reads a story with the keyboard, and is warned as they type; a partner answers; its teller says whether it is so."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from counterpoint.stories.models import Story
from counterpoint.stories.queries.addresses import teller_path, told_link
from tests.journeys.conftest import PHONE, Sit
from tests.journeys.site import Site

NHS_NUMBER = "943 476 5919"  # made up by the NHS for tests: its check digit is right


def test_from_the_queue_to_what_the_teller_says(site: Site, sit: Sit) -> None:
    number = site.filled.numbers["story_waits"]
    tunde = sit(site.filled.world.tunde)
    tunde.open("/stowmere/stories/moderate/")
    tunde.reads("Only moderators of this partnership see this page", "Somebody may be at risk")
    tunde.open(f"/stowmere/stories/moderate/{number}/")
    tunde.reads("Three forms for one bed")
    tunde.leave_to("Let it be read")
    expect(tunde.page.locator("h1")).to_contain_text("What moderators read")

    kofi = sit(site.filled.world.kofi)
    kofi.open(f"/stowmere/stories/{number}/")
    kofi.leave_to("We changed something because of it")
    kofi.type("What is different now because of it?", "One form for one bed")
    kofi.leave_to("Put it to them")
    kofi.reads("One form for one bed")

    teller = sit(at=PHONE, script=False)
    teller.open(teller_path(told_link(Story.objects.get(place=site.filled.world.place, number=number))))
    teller.reads("One form for one bed")
    teller.leave_to("Did this change because of what you told us?")
    teller.leave_to("No, it did not")
    teller.reads("Thank you. Your answer is on the record.")


def test_what_points_at_somebody_is_said_below_the_box_as_one_types(site: Site, sit: Sit) -> None:
    tunde = sit(site.filled.world.tunde)
    tunde.open(f"/stowmere/stories/moderate/{site.filled.numbers['story_waits']}/")
    box = tunde.page.locator("textarea[data-spots]").first
    line = tunde.page.locator(".spotted").first
    expect(line).to_be_empty()
    for words, said in (
        (f"My number is {NHS_NUMBER}", "an NHS number"),
        ("Her dob is 3/4/1951", "a date of birth"),
        ("Ring 01632 960 123", "a phone number"),
        ("At LS1 4AP", "a postcode"),
        ("Then Dr. O’Hara went home", "somebody’s name"),
        ("a nurse called Zoë sat with us", "somebody’s name"),
    ):
        box.fill(words)
        expect(line).to_have_text(re.compile(f"This looks like {said}"))
    for nothing in (
        "On 3 March we waited 9434765918 years, on ward 7",
        "The doctor called. Miss it and you wait",
    ):
        box.fill(nothing)
        expect(line).to_be_empty()
    assert not tunde.trouble
