"""A story is told on a phone without a script, followed with its ticket, and taken back; and a way out at any moment."""

from __future__ import annotations

import re

from playwright.sync_api import Route, expect

from counterpoint.partnership.queries import members
from counterpoint.stories import actions as stories
from counterpoint.stories.models import Story
from tests.journeys.conftest import PHONE, Sit
from tests.journeys.person import Person
from tests.journeys.site import Site

HAPPENED = "They moved Dad at night, and I found an empty bed"
ELSEWHERE = "https://www.bbc.co.uk/**"


def read_by_a_moderator(site: Site, *, name: bool = False) -> None:
    for story in Story.objects.filter(place=site.filled.world.place, state="waiting"):
        moderator = members().get(pk=site.filled.world.tunde.pk)
        stories.clear(story=story, by=moderator, at=site.now)


def tell(person: Person) -> str:
    """From the first page to the ticket, with the keyboard. Returns the whole link."""
    person.open("/stowmere/stories/tell/")
    person.looks()
    person.leave_to("Start")
    person.type("What happened?", "")
    person.leave_to("Continue")
    person.reads("Tell us what happened. One sentence is enough.")
    person.type("What happened?", HAPPENED)
    person.leave_to("Continue")
    person.type("What mattered most to you?", "That somebody had told him")
    person.leave_to("Continue")
    person.leave_to("Continue")  # what would have helped
    person.choose("Which of these is closest to you?", "I care for")
    person.leave_to("Continue")
    for _ in range(6):  # who may read it, uses, name, until when, how to hear, what is true now
        if person.page.url.endswith("/tell/"):
            break
        person.looks()
        person.leave_to("Continue")
    person.reads("Check what you said", HAPPENED, "It is not sent yet")
    person.leave_to("Send my story")
    person.reads("Your story is sent", "It waits for a moderator")
    return person.page.locator(".slip__link").inner_text()


def test_a_story_is_told_without_a_script_followed_and_taken_back(site: Site, sit: Sit) -> None:
    teller = sit(at=PHONE, script=False)
    link = tell(teller)
    code = teller.page.locator(".slip__code").inner_text()
    assert re.fullmatch(r"[0-9A-Z]{4} [0-9A-Z]{4}", code)
    assert teller.page.context.cookies() == []
    read_by_a_moderator(site)

    ruth = sit(site.filled.world.ruth)
    ruth.open("/stowmere/stories/")
    ruth.reads(HAPPENED, "a carer")
    ruth.leave_to("Read story 5")
    ruth.reads("That somebody had told him")
    here = ruth.page.url

    later = sit(at=PHONE, script=False)
    later.open("/code/")
    later.type("Your code", code.lower())
    later.leave_to("Open it")
    assert later.page.url == link
    later.reads("It can be read since")
    later.leave_to("Take your story back")
    later.reads("This can’t be undone")
    later.leave_to("Take it back now")
    later.reads("It is withdrawn")

    for address in (here, "/stowmere/stories/"):
        ruth.open(address)
        ruth.reads("This story was withdrawn by whoever told it")
        assert HAPPENED not in ruth.words
    answers = []
    for address in (link, "/s/nobody-holds-this/"):
        answer = later.page.goto(address)
        assert answer is not None
        answers.append((answer.status, answer.text()))
    assert answers[0] == answers[1]
    assert answers[0][0] == 404


def test_whoever_told_it_says_whether_it_changed(site: Site, sit: Sit) -> None:
    teller = sit(at=PHONE, script=False)
    teller.open(f"/s/{site.filled.secrets['story']}/")
    teller.reads("Nurse Joy", "names removed", "We are sorry", "Nobody is moved before somebody was rung")
    teller.leave_to("Did this change because of what you told us?")
    teller.looks()
    teller.type("In your words", "They rang me the next time")
    teller.leave_to("Yes, it changed")
    teller.reads("Your answer is on the record", "you said: Yes, it changed", "They rang me the next time")


def away(person: Person) -> None:
    def weather(route: Route) -> None:
        route.fulfill(body="<title>Weather</title><p>Rain</p>", content_type="text/html")

    person.page.context.route(ELSEWHERE, weather)


def left(person: Person) -> None:
    expect(person.page.locator("body")).to_have_text("Rain")
    assert person.page.url.startswith("https://www.bbc.co.uk/")


def test_one_press_leaves_clears_the_device_and_is_not_behind_the_back_button(site: Site, sit: Sit) -> None:
    for script in (True, False):
        person = sit(site.world.ruth, at=PHONE, script=script)
        away(person)
        person.open("/stowmere/stories/tell/")
        if script:
            person.page.evaluate(
                "sessionStorage.setItem('typed', 'here'); localStorage.setItem('typed', 'here')"
            )
        person.leave_to("Start")
        person.type("What happened?", HAPPENED)
        assert person.page.context.cookies()
        person.page.keyboard.press("Shift+Tab")
        person.tab_to("Exit this page") if not script else None
        person.page.get_by_role("link", name="Exit this page").press("Enter")
        left(person)
        assert person.page.context.cookies(site.url) == []
        person.page.go_back()
        expect(person.page.locator("body")).not_to_contain_text(HAPPENED)


def test_a_page_that_nobody_touches_leaves_by_itself(site: Site, sit: Sit) -> None:
    person = sit(at=PHONE)
    away(person)
    person.page.clock.install(time=site.now)
    person.open("/stowmere/stories/tell/happened/")
    person.type("What happened?", HAPPENED)
    person.page.clock.fast_forward("19:00")
    person.page.keyboard.press("a")
    person.page.clock.fast_forward("19:00")
    assert "/happened/" in person.page.url, "somebody was there"
    person.page.clock.fast_forward("02:00")
    left(person)


def test_three_times_the_shift_key_leaves(site: Site, sit: Sit) -> None:
    person = sit(at=PHONE)
    away(person)
    person.open("/stowmere/stories/tell/happened/")
    for _ in range(3):
        person.page.keyboard.press("Shift")
    left(person)


def test_a_supporter_writes_one_down_and_hands_over_the_ticket(site: Site, sit: Sit) -> None:
    tunde = sit(site.filled.world.tunde)
    tunde.open("/stowmere/stories/write/")
    tunde.choose("Whose story is it?", "Somebody’s who tells it by phone")
    tunde.leave_to("Start")
    tunde.reads("Say how they agreed")
    tunde.type("How did they agree that you write it down?", "I read it back, and she said yes")
    tunde.leave_to("Start")
    tunde.reads("written down by Tunde Oke")
    tunde.type("What happened?", HAPPENED)
    tunde.leave_to("Continue")
    tunde.page.goto(tunde.page.url.partition("/tell/")[0] + "/tell/")
    tunde.leave_to("Send my story")
    tunde.reads("This ticket belongs to whoever told the story", "I read it back, and she said yes")
    tunde.leave_to("Show only the ticket, to print it")
    tunde.reads("Your ticket, to print")
    assert tunde.page.locator(".slip__code").count() == 1
