"""A chart by keyboard and by hand: each point is said, the chart as it was before is one press away, what is expected is drawn."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from playwright.sync_api import expect

from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.goals import actions
from tests.goals.chosen import goal
from tests.goals.measured import TWO, measure, months
from tests.journeys.conftest import PHONE, Sit
from tests.journeys.site import Site

DAY = timedelta(days=1)


def test_each_point_is_said_and_the_chart_as_it_was_before_is_one_press_away(site: Site, sit: Sit) -> None:
    world = site.world
    made = measure(world, site.now, (*TWO[:20], None, *TWO[21:]), goal=goal(world, site.now))
    rebase = actions.ask_for_rebase(
        measure=made, on=months(14)[13], reason="Monday cover", by=world.ben, acting_for=world.hospital,
        named=[Named(world.council), Named(world.desmond)], at=site.now,
    )  # fmt: skip
    for who in (world.kofi, world.desmond):
        claims.answer(claim=rebase, verdict=Verdict.YES, words="", by=who, at=site.now)
    points = [(date(site.now.year + 1, month, 28), Decimal(60)) for month in (2, 3)]
    actions.lock_forecast(measure=made, points=points, words="As ever", by=world.ada, at=site.now)
    site.later(days=1)

    moira = sit(world.moira, at=PHONE)
    moira.open(f"/aldermouth/measures/{made.number}/")
    moira.reads("What was expected if nothing changed", "Locked on")
    page, says = moira.page, moira.page.locator(".xmr__says")
    assert page.locator(".xmr__expected").count() == 1
    assert page.locator(".xmr__break").count() == 1

    moira.tab_to("A number for every month, in days. Arrow keys step through the points.")
    for key, words in (
        ("ArrowRight", "April 2024: 60 days"),
        ("End", "May 2026: 49 days"),
        ("ArrowLeft", "April 2026"),
    ):
        page.keyboard.press(key)
        expect(says).to_contain_text(words)
    assert page.locator(".xmr__now").count() == 1
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    expect(says).to_have_text("December 2025: none")  # a gap is said, and has no dot
    assert page.locator(".xmr__now").count() == 0

    dot = page.locator(".xmr__dots > *").first.bounding_box()
    assert dot is not None
    page.mouse.move(dot["x"] + 2, dot["y"] + 60)  # below it: a finger need not hit it
    expect(says).to_contain_text("April 2024: 60 days")
    moira.looks()

    moira.press("As it was before the new beginning on 31 May 2025")
    expect(page.locator(".xmr__break")).to_have_count(0)
    assert "before=" in page.url
    moira.tab_to("A number for every month, in days. Arrow keys step through the points.")
    page.keyboard.press("Home")
    expect(page.locator(".xmr__says")).to_contain_text(
        "April 2024"
    )  # the chart that took its place steps too
    moira.looks()
