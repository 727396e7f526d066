"""What may be said about a claim besides answering it, by keyboard."""

from __future__ import annotations

from counterpoint.claims.queries.addresses import record_url
from tests import acts
from tests.journeys.conftest import Sit
from tests.journeys.site import Site


def test_a_claimant_offers_to_talk_first_and_those_who_contested_it_read_that(site: Site, sit: Sit) -> None:
    claim = acts.answered(site.world, site.now)
    ben = sit(site.world.ben)
    ben.open(record_url("aldermouth", claim.kind, claim.number))
    ben.looks()
    ben.leave_to("Reply, or offer to talk first")
    ben.choose("What would you like to do?", "Offer to talk first")
    ben.type("In your own words", "Ring me on Friday")
    ben.leave_to("Say this")
    ben.reads("Ring me on Friday")
    kofi = sit(site.world.kofi)
    kofi.open(ben.page.url)
    kofi.reads("Ring me on Friday")
    moira = sit(site.world.moira)
    moira.open(ben.page.url)
    assert "Ring me on Friday" not in moira.words
    moira.reads("in reply time")


def test_someone_who_would_know_is_added_and_then_asked(site: Site, sit: Sit) -> None:
    claim = acts.plain(site.world, site.now)
    tunde = sit(site.world.tunde)
    tunde.open(record_url("aldermouth", claim.kind, claim.number))
    tunde.leave_to("Add someone who would know")
    tunde.choose("Who would know?", "Moira Tell")
    tunde.leave_to("Add them")
    tunde.reads("Aldermouth Council and a carer have not spoken")  # a carer’s name is hers
    assert any("moira@aldermouth.example" in one.to and one.subject for one in site.work())


def test_whoever_knows_says_so_unasked_and_counts_once_one_of_those_asked_adds_them(
    site: Site, sit: Sit
) -> None:
    claim = acts.plain(site.world, site.now)
    here = record_url("aldermouth", claim.kind, claim.number)
    moira = sit(site.world.moira)
    moira.open(here)
    moira.leave_to("I would know too")
    moira.leave_to("No")
    moira.reads("Thank you")
    kofi = sit(site.world.kofi)
    kofi.open(here)
    kofi.leave_to("Answer this")
    kofi.leave_to("Yes")
    kofi.open(here)
    kofi.leave_to("Add their voice: a carer, Aldermouth Voices")
    kofi.looks()


def test_a_ticket_is_given_out_on_paper_and_answered_with(site: Site, sit: Sit) -> None:
    claim = acts.plain(site.world, site.now)
    tunde = sit(site.world.tunde)
    tunde.open(record_url("aldermouth", claim.kind, claim.number) + "ticket/")
    tunde.choose("Who is it for?", "a carer")
    tunde.leave_to("Make the ticket")
    tunde.reads("Here is the ticket")
    nobody = sit(script=False)
    nobody.open(tunde.page.locator("a[href*='/t/']").inner_text())
    nobody.looks()
    nobody.leave_to("Yes")
    nobody.reads("Thank you")


def test_one_s_own_words_are_erased_for_good(site: Site, sit: Sit) -> None:
    claim = acts.answered(site.world, site.now)
    kofi = sit(site.world.kofi)
    kofi.open(record_url("aldermouth", claim.kind, claim.number))
    kofi.leave_to("Erase these words")
    kofi.leave_to("Erase them for good")
    assert "Not here" not in kofi.words
    kofi.looks()
