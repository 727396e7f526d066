"""Something small is tried, by keyboard: what is expected is written down before, and stands."""

from __future__ import annotations

from tests.journeys.conftest import PHONE, Sit
from tests.journeys.site import Site


def test_it_is_planned_begun_studied_and_stopped_and_others_say_whether_that_is_what_came(
    site: Site, sit: Sit
) -> None:
    ruth = sit(site.world.ruth, at=PHONE)
    ruth.open("/aldermouth/experiments/")
    ruth.reads("Nothing has been tried here yet")
    ruth.leave_to("Try something small")
    ruth.looks()
    ruth.type("What will you try?", "A call within two days of going home")
    ruth.type("What do you expect?", "60 of 100 are reached")
    ruth.leave_to("Write it down")
    ruth.reads("You can change it until you begin")
    ruth.leave_to("Begin: what I expect stands from now on")
    ruth.reads("It has begun", "Nobody can change it.")
    here = ruth.page.url.partition("?")[0]
    ruth.leave_to("Say what came of it")
    ruth.type("What came of it?", "22 of 100")
    ruth.choose("Did what you expected come?", "No, it did not")
    ruth.leave_to("Keep it")
    ruth.reads("60 of 100 are reached", "22 of 100")
    ruth.leave_to("Stop it, and say what it taught")
    ruth.type("What did you learn by stopping?", "The numbers on the letter were ours")
    ruth.press("Kofi Baah, hospital social worker, Aldermouth Council", "Space")
    ruth.leave_to("Decide, and ask them")
    ruth.reads("It was stopped, and this is what that taught.")
    ruth.looks()

    kofi = sit(site.world.kofi)
    kofi.open("/aldermouth/experiments/stopped/")
    kofi.reads("The numbers on the letter were ours")
    kofi.open(here)
    kofi.leave_to("The numbers on the letter were ours")
    kofi.leave_to("Answer this")
    kofi.leave_to("Yes, it is")
    kofi.open(here)
    kofi.reads("1 of 2 heard")
