"""Barriers by keyboard: raised by name and by ticket; only whoever raised one says that it is gone."""

from __future__ import annotations

import pytest

from counterpoint.claims.models import Unsealed
from tests.journeys.conftest import PHONE, Sit
from tests.journeys.site import Site


def test_a_barrier_is_raised_by_name_taken_said_gone_and_its_raiser_says_not(site: Site, sit: Sit) -> None:
    ruth = sit(site.world.ruth)
    ruth.open("/aldermouth/barriers/raise/")
    ruth.type("What stops you working with others?", "Two forms, one person")
    ruth.open_up("Say more, if you wish")
    ruth.choose("Who could remove it?", "Aldermouth Council")
    ruth.choose("How often does it stop you?", "every week")
    ruth.leave_to("Raise this barrier")
    ruth.reads("Two forms, one person", "This is barrier")
    here = ruth.page.url.partition("?")[0]

    kofi = sit(site.world.kofi)
    kofi.open(here)
    kofi.leave_to("Take it on")
    kofi.leave_to("Take it on")
    kofi.reads("Kofi Baah")
    kofi.leave_to("Say that it is gone")
    kofi.type("What is different now?", "One form since Monday")
    kofi.leave_to("Say that it is gone")
    kofi.reads("One form since Monday")

    ruth.open(here)
    ruth.leave_to("Answer this")
    ruth.reads("Is it gone?", "One form since Monday")
    ruth.leave_to("No, it’s still there")
    ruth.reads("Thank you")
    ruth.open(here)
    ruth.reads("said gone, and it is not")


def test_a_barrier_raised_without_a_name_is_sealed_and_answered_with_its_ticket(site: Site, sit: Sit) -> None:
    tickets = []
    for sentence in (
        "The rota is closed to us",
        "Nobody answers on Fridays",
    ):  # one alone would wait for a week
        nobody = sit(at=PHONE, script=False)
        nobody.open("/aldermouth/barriers/raise/quietly/")
        nobody.looks()
        nobody.type("What stops you working with others?", sentence)
        nobody.open_up("Say more, if you wish")
        nobody.choose("Who could remove it?", "Aldermouth Council")
        nobody.leave_to("Send it without my name")
        nobody.reads("Keep your number")
        assert nobody.page.context.cookies() == []
        tickets.append(nobody.page.locator(".slip__link").inner_text())
    before = site.state()
    site.work()
    assert site.state() != before

    kofi = sit(site.world.kofi)
    kofi.open("/aldermouth/record/")
    kofi.leave_to("The rota is closed to us")
    here = kofi.page.url
    kofi.leave_to("Take it on")
    kofi.leave_to("Take it on")
    kofi.leave_to("Say that it is gone")
    kofi.leave_to("Say that it is gone")

    nobody = sit(at=PHONE, script=False)
    nobody.open(tickets[0])
    nobody.reads("Is it gone?", "The rota is closed to us")
    nobody.leave_to("No, it’s still there")
    nobody.reads("Thank you")
    kofi.open(here)
    assert "said gone, and it is not" not in kofi.words, "it waits to be sealed with others"
    for _ in range(8):
        site.later(days=1)
        site.work()
    kofi.open(here)
    kofi.reads("said gone, and it is not")


def waiting() -> list[str]:
    found = Unsealed.objects.filter(place__slug="aldermouth", act="raise")
    return [one.payload["sentence"] for one in found]


# From a poster to a number in hand. The limits are those of the issue.
MOST_PAGES, MOST_STOPS, MOST_SCRIPT, MOST_OF_OURS = 3, 12, 12_000, 4_000


def test_from_a_poster_to_a_number_in_hand(site: Site, sit: Sit) -> None:
    """At most three pages, one field, twelve Tab stops and 12 KB of script; the network goes before the last tap."""
    ada = sit(site.world.ada)
    ada.open("/aldermouth/barriers/poster/")
    address = ada.page.locator(".poster__address").inner_text()

    nobody = sit(at=PHONE)
    scripts: list[int] = []
    nobody.page.on(
        "response",
        lambda r: scripts.append(len(r.body())) if r.request.resource_type == "script" and r.ok else None,
    )
    nobody.open(address.removeprefix(site.url))
    nobody.looks()
    assert nobody.page.locator("[required], [aria-required]").count() <= 1
    nobody.type("What stops you working with others?", "The rota is closed to us")
    nobody.page.context.set_offline(True)
    nobody.press("Send it without my name")
    nobody.page.get_by_text("There is no network. Your words are safe on this page").wait_for()
    nobody.press("Send it without my name")  # once more, in vain
    assert waiting() == []
    nobody.page.context.set_offline(False)  # and it goes by itself
    nobody.page.get_by_text("Your number:").wait_for()
    nobody.trouble.clear()  # a browser says in its console that it has no network
    number = nobody.page.locator(".slip__code").inner_text()
    assert len(number.replace(" ", "")) == 8
    assert waiting() == ["The rota is closed to us"]
    assert nobody.page.context.cookies() == []
    assert nobody.page.evaluate("sessionStorage.length") == 0, "nothing stays on the device"
    nobody.looks()
    assert nobody.loads <= MOST_PAGES
    assert sum(scripts) <= MOST_SCRIPT
    assert max(scripts) <= MOST_OF_OURS

    somebody = sit(at=PHONE, script=False)  # read aloud, and typed on another phone
    somebody.open("/code/")
    somebody.page.locator("input[name=code]").fill(number.lower())
    somebody.page.locator("main button").first.click()
    somebody.reads("The rota is closed to us", "Your number:")


def test_twelve_tab_stops_are_enough_from_the_page_to_the_number(site: Site, sit: Sit) -> None:
    nobody = sit(at=PHONE)
    nobody.open("/aldermouth/barriers/raise/quietly/")
    stops = [nobody.page.evaluate(_NAMES_OF_STOPS)]
    nobody.type("What stops you working with others?", "The rota is closed to us")
    nobody.leave_to("Send it without my name")
    nobody.reads("Your number:")
    stops.append(nobody.page.evaluate(_NAMES_OF_STOPS))
    assert sum(map(len, stops)) <= MOST_STOPS, stops


_NAMES_OF_STOPS = """() => [...document.querySelectorAll('a[href], button, input, textarea, select, summary, [tabindex]')]
  .filter((it) => it.tabIndex >= 0 && it.type !== 'hidden' && it.checkVisibility())
  .map((it) => (it.labels?.[0] || it).textContent.trim())"""


def test_what_was_typed_is_still_there_when_the_page_is_opened_anew_without_having_been_sent(
    site: Site, sit: Sit
) -> None:
    nobody = sit(at=PHONE)
    nobody.open("/aldermouth/barriers/raise/quietly/")
    nobody.type("What stops you working with others?", "Two logins")
    where = "**/barriers/raise/quietly/"
    nobody.page.route(where, lambda r: r.abort() if r.request.method == "POST" else r.continue_())
    nobody.press("Send it without my name")
    nobody.page.get_by_text("There is no network.").wait_for()
    nobody.page.reload()
    nobody.page.get_by_text("There is no network.").wait_for()
    assert nobody.page.locator("#sentence").input_value() == "Two logins"
    nobody.page.unroute(where)
    nobody.trouble.clear()
    nobody.leave_to("Send it without my name")
    nobody.reads("Your number:")
    assert waiting() == ["Two logins"]
    assert nobody.page.evaluate("sessionStorage.length") == 0


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_this_stops_me_too_from_a_slip(site: Site, sit: Sit, script: bool) -> None:
    ruth = sit(site.world.ruth)
    ruth.open("/aldermouth/barriers/raise/")
    ruth.type("What stops you working with others?", "Two forms, one person")
    ruth.leave_to("Raise this barrier")
    ruth.leave_to("Print a slip with which others can say: this stops me too")
    ruth.looks()
    address = ruth.page.locator(".poster__address").inner_text().removeprefix(site.url)

    nobody = sit(at=PHONE, script=script)
    nobody.open(address)
    nobody.reads("Does this stop you too?", "Two forms, one person")
    nobody.leave_to("This stops me too")
    nobody.reads("Your number:")
    assert nobody.page.context.cookies() == []
    wrong = sit(at=PHONE)
    assert wrong.page.goto(address[:-3] + "xy/").status == 404
