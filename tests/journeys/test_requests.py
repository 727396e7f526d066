"""Asking for something, by keyboard: a promise or a refusal comes back, and the asker alone says whether it answers."""

from __future__ import annotations

from tests.journeys.conftest import Sit
from tests.journeys.person import Person
from tests.journeys.site import Site


def asked(site: Site, sit: Sit) -> Person:
    tunde = sit(site.world.tunde)
    tunde.open("/aldermouth/requests/put/")
    tunde.type("What do you ask for?", "Tell us when a payment will be late")
    tunde.choose("Whom do you ask?", "Aldermouth Council")
    tunde.leave_to("Ask for it")
    tunde.reads("Tell us when a payment will be late")
    return tunde


def test_a_request_is_answered_with_a_promise_and_the_asker_says_that_it_does(site: Site, sit: Sit) -> None:
    tunde = asked(site, sit)
    kofi = sit(site.world.kofi)
    kofi.open(tunde.page.url)
    kofi.looks()
    kofi.leave_to("Answer with a promise")
    kofi.type("What do you promise?", "A mail the day we know")
    kofi.leave_to("Promise it")
    kofi.reads("A mail the day we know")
    tunde.open(tunde.page.url.partition("?")[0])
    tunde.reads("It was answered with a promise")
    tunde.leave_to("Answer this")
    tunde.reads("Does this answer what you asked for?")
    tunde.leave_to("Yes, it does")
    tunde.reads("Thank you")


def test_a_request_is_refused_with_a_reason_and_the_asker_says_that_it_does_not(site: Site, sit: Sit) -> None:
    tunde = asked(site, sit)
    kofi = sit(site.world.kofi)
    kofi.open(tunde.page.url)
    kofi.leave_to("Refuse, with a reason")
    kofi.type("Why not?", "We only know on the day")
    kofi.leave_to("Refuse, with this reason")
    kofi.reads("We only know on the day")
    tunde.open(tunde.page.url.partition("?")[0])
    tunde.leave_to("Answer this")
    tunde.leave_to("No, it does not")
    tunde.reads("Thank you")
