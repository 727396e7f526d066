"""Cards: given out after an event, filled in on phones and read back, closed, and read by all alike."""

from __future__ import annotations

from playwright.sync_api import Browser

from counterpoint.claims.models import Claim
from counterpoint.offers.models import Cards
from counterpoint.offers.queries.card_page import room_token
from tests import acts
from tests.journeys.conftest import PHONE, Sit
from tests.journeys.looking import weight
from tests.journeys.person import Person
from tests.journeys.site import Site

SAID = (
    ("We were asked what we think. Others decided.", "No"),
    ("We were asked what we think. Others decided.", "Yes"),
    ("We were heard early and often. Others still decided.", "In part"),
    ("We designed it together. Others then ran it.", "Yes"),
)


def held(site: Site) -> Claim:
    return acts.held(site.world, site.now)


def put_in(somebody: Person) -> None:
    """By keyboard: one stop for each question and each box, however many answers it has."""
    for _ in range(16):
        somebody.page.keyboard.press("Tab")
        if somebody.page.evaluate("document.activeElement.matches('button.main')"):
            break
    else:
        raise AssertionError("The button is not reached in sixteen stops")
    with somebody.page.expect_navigation():
        somebody.page.keyboard.press("Enter")


def test_from_a_card_for_each_who_came_to_what_they_say(site: Site, sit: Sit) -> None:
    claim = held(site)
    acts.matter(site.world, site.now)
    ben = sit(site.world.ben)
    ben.open(f"/aldermouth/offers/{claim.number}/")
    ben.leave_to("Give out cards to those who came")
    ben.leave_to("Give out cards")
    ben.type("How many people took part?", "12")
    ben.leave_to("Give out cards")
    ben.reads("Twelve people took part", "nobody sees how many are in")
    ben.looks()
    room = f"{site.url}/c/{room_token(Cards.objects.get(claim=claim))}/"

    for step, paid in SAID:
        somebody = sit(at=PHONE, script=False)
        somebody.open(room)
        somebody.leave_to("Take a card")
        somebody.page.get_by_label(step).check()
        somebody.page.get_by_role("group", name="Were you paid as agreed?").get_by_label(
            paid, exact=True
        ).check()
        put_in(somebody)
        somebody.reads("Thank you", "nobody knows which one is yours")

    last = sit(at=PHONE, script=False)
    last.open(room)
    last.leave_to("Take a card")
    last.looks()
    put_in(last)
    last.reads("You have left everything blank")
    last.type("What should happen next?", "Ring us on Sundays")
    last.page.get_by_role("group", name="I know who to ring").get_by_label("Partly").check()
    put_in(last)
    last.reads("Thank you")
    assert last.page.context.cookies() == []

    ben.open(f"/aldermouth/offers/{claim.number}/cards/")
    assert "Ring us on Sundays" not in ben.words
    ben.leave_to("Close the cards now")
    ben.reads("They were closed on", "Five cards", "Ring us on Sundays", "Few answers, so not shown")
    moira = sit(site.world.moira, at=PHONE)
    moira.open(f"/aldermouth/offers/{claim.number}/cards/")
    moira.reads("Ring us on Sundays", "Few answers, so not shown")
    last.page.reload()
    last.reads("What you all said", "Ring us on Sundays")
    last.looks()


def test_a_printed_card_is_opened_by_its_code(site: Site, sit: Sit) -> None:
    cards = acts.cards(site.world, site.now)
    ben = sit(site.world.ben)
    ben.open(f"/aldermouth/offers/{cards.claim.number}/cards/print/")
    ben.type("How many cards?", "3")
    ben.leave_to("Make the cards")
    ben.reads("We show them only now")
    ben.looks()
    code = ben.page.locator(".card-slip__code").first.inner_text()
    somebody = sit(at=PHONE, script=False)
    somebody.open("/code/")
    somebody.type("Your code", code.lower())
    somebody.leave_to("Open it")
    somebody.reads("How was it?")


def test_a_card_told_by_phone_is_written_down_by_somebody_outside(site: Site, sit: Sit) -> None:
    cards = acts.cards(site.world, site.now)
    tunde = sit(site.world.tunde)
    tunde.open(f"/aldermouth/offers/{cards.claim.number}/cards/")
    tunde.leave_to("Write down a card for somebody")
    tunde.page.get_by_role("group", name="Would you come again?").get_by_label("Yes").check()
    tunde.page.get_by_role("button", name="Put it in with the others").click()
    tunde.reads("Say how they agreed")
    tunde.page.get_by_label("I read it back to them, and they agreed").check()
    tunde.page.get_by_role("button", name="Put it in with the others").click()
    tunde.reads("Cards from those who were there")


def test_a_card_is_under_thirty_kilobytes_all_in(site: Site, browser: Browser) -> None:
    assert 2_000 < weight(browser, f"{site.url}{site.filled.secrets['card']}") < 30_000
