"""Barriers by keyboard: raised by name and by ticket; only whoever raised one says that it is gone."""

from __future__ import annotations

from tests.journeys.conftest import PHONE, Sit
from tests.journeys.site import Site


def test_a_barrier_is_raised_by_name_taken_said_gone_and_its_raiser_says_not(site: Site, sit: Sit) -> None:
    ruth = sit(site.world.ruth)
    ruth.open("/aldermouth/barriers/raise/")
    ruth.type("What stops you working with others?", "Two forms, one person")
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
    ruth.reads("not so")


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
    assert "not so" not in kofi.words, "it waits to be sealed with others"
    for _ in range(8):
        site.later(days=1)
        site.work()
    kofi.open(here)
    kofi.reads("not so")
