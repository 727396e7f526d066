"""What a place reports: picked, answered by its measures, and each quarter drafted from the record."""

from __future__ import annotations

import html
import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from counterpoint.analysis.calendar import last_instant
from counterpoint.analysis.metric_sets import MetricSet, Quarter, read_set
from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.claims.choices import State
from counterpoint.claims.models import Claim
from counterpoint.goals import actions as goals
from counterpoint.goals.actions import Figure, sets
from counterpoint.goals.models import Goal, Measure, Picked
from counterpoint.goals.policies import sets as policies
from counterpoint.goals.queries.sets_draft import BESIDE, NO_TICK, WRITE, text_of, workbook_of
from counterpoint.goals.queries.sets_quarter import ASK_FIRST, QUIET, TOO_FEW, QuarterPage, quarter_page
from counterpoint.ledger.models import Event
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries import members
from counterpoint.web.http import Refused
from tests.claims.visiting import Visitor
from tests.goals.chosen import goal
from tests.goals.measured import measure
from tests.world import World, build

BED = "=1+1 A bed on Sundays"  # as somebody might write who wants a spreadsheet to reckon
DAY = timedelta(days=1)


def a_metric(key: str, words: str, **more: Any) -> dict[str, Any]:
    said = {"definition": "All of them", "unit": "days", "every": "month", "better": "down"}
    return {"key": key, "words": words, **said, **more}


@dataclass
class Return:
    """A return of the small world: a set that is valid since before the world began, and one quarter of it."""

    world: World
    metrics: MetricSet
    quarter: Quarter
    goal: Goal
    measure: Measure
    at: datetime  # a month after the quarter ended

    def day(self, days: int) -> datetime:
        """So many days into the quarter, at noon."""
        return last_instant(self.quarter.first + DAY * days, self.world.place.zone) - DAY / 2

    def claim(self, sentence: str = BED, days: int = 10, **more: Any) -> Claim:
        said: dict[str, Any] = {"kind": "sacrifice", "named": [Named(self.world.council)]}
        claim = claims.put(
            place=self.world.place, sentence=sentence, claimants=[self.world.hospital], by=self.world.ben,
            at=self.day(days), **(said | more),
        )  # fmt: skip
        goals.serve(goal=self.goal, claim=claim, by=self.world.ben, at=self.day(days))
        return claim

    def says(
        self, claim: Claim, verdict: Verdict, days: int, words: str = "", by: Member | None = None
    ) -> None:
        by = by or self.world.kofi
        claims.answer(
            claim=self.world.claim(claim.number), verdict=verdict, words=words, by=by, at=self.day(days)
        )

    def page(self, who: Member | None = None, at: datetime | None = None) -> QuarterPage:
        reader = members().get(pk=(who or self.world.moira).pk)
        found = quarter_page(reader, self.metrics, self.quarter, at or self.at)
        assert found is not None
        return found


def on(day: date) -> datetime:
    return last_instant(day, "Europe/London")


@pytest.fixture
def sent(db: None, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Return:
    """Two years that began three before; of the second year the third quarter, in a world as old as that."""
    begins = date(now.year - 3, 4, 1)
    given = {
        "family": "tin", "name": "Tin count", "valid_from": begins, "valid_to": date(now.year - 1, 3, 31), "source": "The tin office",
        "address": "https://tin.example/", "unverified": True, "unverified_because": "Nobody looked.",
        "metrics": [
            a_metric("wait", "Days that people wait"), a_metric("part", "Part of the wait", part_of="wait"),
            a_metric("falls", "Falls", optional=True),
        ],
        "conditions": [{"key": "shut", "words": "Every tin is shut."}],
    }  # fmt: skip
    metrics = read_set("tin-count", given)
    monkeypatch.setattr(policies, "known_sets", lambda: {metrics.key: metrics})
    quarter = metrics.quarters[6]
    world = build(on(begins), ago=timedelta(days=60))
    begun = on(quarter.first - DAY * 200)
    chosen = goal(world, begun)
    made = measure(world, begun, goal=chosen)
    sets.pick(place=world.place, metrics=metrics, by=world.ada, at=begun)
    sets.tie(
        place=world.place, metrics=metrics, metric=metrics.metrics[0], measure=made, by=world.ada, at=begun
    )
    return Return(world, metrics, quarter, chosen, made, on(quarter.last + DAY * 30))


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now)


def brought(sent: Return, count: int = 16, **more: Any) -> None:
    """The last of them is the last month of the quarter, brought two weeks after it."""
    last = sent.quarter.last.year * 12 + sent.quarter.last.month - 1
    months = [date(one // 12, one % 12 + 1, 1) for one in range(last - count + 1, last + 1)]
    figures = [Figure(day, Decimal(60 + number % 3), **more) for number, day in enumerate(months)]
    at = on(sent.quarter.last + DAY * 14)
    goals.keep(measure=sent.measure, figures=figures, by=sent.world.ada, at=at)


def test_claimed_stands_beside_what_those_say_who_would_know(sent: Return) -> None:
    kept, broken, silent = sent.claim("A rota", 1), sent.claim(), sent.claim("A key", 20)
    sent.says(kept, Verdict.YES, 25, "It is on the wall.")
    sent.says(broken, Verdict.NO, 30, "It is a list, not a bed.")
    brought(sent)
    first, part = sent.page().parts
    assert [(one.row.sentence, one.row.words, one.heard) for one in first.said] == [
        ("A rota", kept.of.state(State.CONFIRMED), "1 of 1 heard"),
        (BED, broken.of.state(State.CONTESTED), "1 of 1 heard"),
        ("A key", silent.of.state(State.UNANSWERED), "0 of 1 heard"),
    ]
    [voice] = first.said[1].voices
    assert (voice.words, voice.who) == ("It is a list, not a bed.", "a hospital social worker")
    assert [one.words for one in first.numbers] == ["61 days", "62 days", "60 days"]
    assert "nothing has changed" in first.sentence
    assert (part.measure, part.sentence) == ("", "Nobody measures this here.")


def test_the_draft_says_what_stands_on_the_page_and_leaves_the_rest_to_the_writer(sent: Return) -> None:
    broken = sent.claim()
    sent.says(broken, Verdict.NO, 30, "It is a list, not a bed.")
    brought(sent)
    text = text_of(sent.page())
    stands = broken.of.state(State.CONTESTED)
    for line in (
        "DRAFT FROM THE RECORD OF ALDERMOUTH",
        "1. Days that people wait",
        "The chart at the end of the quarter: It goes up and down as it usually does: nothing has changed.",
        f"- {broken.of.noun.capitalize()}: “{BED}” (Aldermouth Hospital, {day_of(sent.day(10))}). "
        f"It stands: {stands}, 1 of 1 heard.",
        f"  {broken.of.says(Verdict.NO)}: “It is a list, not a bed.” – a hospital social worker, {day_of(sent.day(30))}",
        "Part of: Days that people wait",
        "Nobody measures this here.",
        "Optional, and measured by nobody here: Falls.",
        "Unverified: Nobody looked.",
        NO_TICK,
        "1. Every tin is shut.",
        f"   {WRITE}",
    ):
        assert line in text.splitlines(), line
    assert ASK_FIRST in text
    assert "Kofi" not in text


def day_of(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"


def test_the_workbook_says_the_same_and_no_cell_of_it_is_a_formula(sent: Return) -> None:
    sent.says(sent.claim(), Verdict.NO, 30, "@list, not a bed")
    brought(sent)
    page = sent.page()
    made = workbook_of(page, sent.at)
    book = CalamineWorkbook.from_filelike(io.BytesIO(made))
    assert book.sheet_names == ["Metrics", "Claimed beside delivered", "Narrative"]
    metrics, beside, told = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    assert [row[4] for row in metrics[1:]] == [61, 62, 60, ""]
    assert metrics[4][1] == "Nobody measures this here."
    assert beside[0] == list(BESIDE)
    assert beside[1][1] == BED
    assert "“@list, not a bed”" in str(beside[1][7])
    assert [row[0] for row in told] == text_of(page).splitlines()
    with zipfile.ZipFile(io.BytesIO(made)) as folder:
        assert not any(b"<f>" in folder.read(name) for name in folder.namelist() if "worksheets/" in name)


def test_it_is_as_at_the_end_of_the_quarter_and_says_what_has_changed_since(sent: Return) -> None:
    claim = sent.claim(days=20)
    late = (sent.quarter.last - sent.quarter.first).days + 10
    sent.says(claim, Verdict.YES, late, "At last.")
    sent.claim("After it", late)
    [said] = sent.page().parts[0].said
    assert (said.row.words, said.since) == (claim.of.state(State.UNANSWERED), claim.of.state(State.CONFIRMED))
    assert said.voices == ()
    assert "At last." not in text_of(sent.page())
    assert f"Since the quarter ended: {said.since}." in text_of(sent.page())


def test_a_contest_in_its_reply_time_reads_as_answered_for_its_parties_too(sent: Return) -> None:
    claim = sent.claim(days=20)
    last = (sent.quarter.last - sent.quarter.first).days
    sent.says(claim, Verdict.NO, last, "It is a list, not a bed.")
    pages = [sent.page(who) for who in (sent.world.ben, sent.world.moira)]
    assert [page.parts for page in pages] == [pages[0].parts] * 2
    [said] = pages[0].parts[0].said
    assert said.row.words == claim.of.state(State.IN_REPLY)
    assert said.voices == ()
    assert said.since == claim.of.state(State.CONTESTED)


def test_what_neither_was_put_nor_due_nor_answered_in_the_quarter_is_not_in_it(sent: Return) -> None:
    before, answered = sent.claim("Before", -60), sent.claim("Before, and answered in it", -60)
    sent.says(answered, Verdict.YES, 3)
    assert [one.row.sentence for one in sent.page().parts[0].said] == ["Before, and answered in it"]
    assert before.number


def test_a_success_within_the_usual_ups_and_downs_is_labelled(sent: Return) -> None:
    sent.claim(
        "Down by 7% since January", kind="met", named=[Named(sent.world.kofi), Named(sent.world.desmond)]
    )
    brought(sent)
    [said] = sent.page().parts[0].said
    assert said.within.startswith("Within normal variation.")


def test_who_was_not_asked_and_spoke_is_marked(sent: Return) -> None:
    claim = sent.claim()
    claims.know_too(claim=claim, by=sent.world.tunde, at=sent.day(11))
    sent.says(claim, Verdict.YES, 12, by=sent.world.tunde)
    [said] = sent.page().parts[0].said
    assert [one.who.endswith("(not asked, but spoke)") for one in said.voices] == [True]
    assert said.heard == "0 of 1 heard"


def test_small_counts_are_rounded_for_those_too_who_hold_them(sent: Return, now: datetime) -> None:
    world = sent.world
    held = measure(world, sent.at, small_counts=True, holder=world.hospital, name="Falls", unit="people")
    goals.keep(measure=held, figures=[Figure(sent.quarter.last, Decimal(3))], by=world.ben, at=sent.at)
    sets.tie(
        place=world.place,
        metrics=sent.metrics,
        metric=sent.metrics.metrics[2],
        measure=held,
        by=world.ada,
        at=sent.at,
    )
    for who in (world.ruth, world.kofi):
        assert sent.page(who).parts[2].numbers[2].words == "1 to 7 people"


def test_no_percentage_of_fewer_than_twenty_people_is_given(sent: Return) -> None:
    Measure.objects.filter(pk=sent.measure.pk).update(unit="%")
    brought(sent, numerator=Decimal(9), denominator=Decimal(19))
    first = sent.page().parts[0]
    assert {one.words for one in first.numbers} == {TOO_FEW}
    assert "60%" not in text_of(sent.page())


def test_only_a_convenor_or_a_steward_says_what_the_place_reports(sent: Return) -> None:
    place, later = sent.world.place, sent.at
    for by in (sent.world.kofi, sent.world.ben):
        with pytest.raises(Refused, match="convenor or a steward"):
            sets.unpick(place=place, metrics=sent.metrics, by=by, at=later)
    sets.unpick(place=place, metrics=sent.metrics, by=sent.world.tunde, at=later)
    assert not Picked.objects.filter(place=place).exists()
    with pytest.raises(Refused, match="has not picked it"):
        sets.unpick(place=place, metrics=sent.metrics, by=sent.world.ada, at=later)
    with pytest.raises(Refused, match="Pick it first"):
        sets.tie(
            place=place,
            metrics=sent.metrics,
            metric=sent.metrics.metrics[1],
            measure=None,
            by=sent.world.ada,
            at=later,
        )
    assert Measure.objects.get(pk=sent.measure.pk).metric == "tin:wait", "who picks it again finds it tied"
    sets.pick(place=place, metrics=sent.metrics, by=sent.world.tunde, at=later)
    with pytest.raises(Refused, match="already"):
        sets.pick(place=place, metrics=sent.metrics, by=sent.world.ada, at=later)


def test_one_measure_answers_a_metric_and_another_takes_its_place(sent: Return) -> None:
    world, wait = sent.world, sent.metrics.metrics[0]
    other, weekly = (
        measure(world, sent.at, name="Other"),
        measure(world, sent.at, name="Weekly", every="week"),
    )
    tie = {"place": world.place, "metrics": sent.metrics, "metric": wait, "by": world.ada, "at": sent.at}
    with pytest.raises(Refused, match="for every month in this metric, and for every week"):
        sets.tie(measure=weekly, **tie)
    sets.tie(measure=other, **tie)
    assert {one.pk: one.metric for one in Measure.objects.filter(place=world.place)} == {
        sent.measure.pk: "", other.pk: "tin:wait", weekly.pk: "",
    }  # fmt: skip
    sets.tie(measure=None, **tie)
    assert not Measure.objects.exclude(metric="").exists()
    event = Event.objects.filter(verb="set.tied").order_by("-seq")[0]
    assert (event.subject, event.facts["metric"], event.facts["measure"]) == (
        "set:tin-count",
        "tin:wait",
        None,
    )


def test_pages_lead_from_picking_a_set_to_its_quarter_and_to_both_files(
    sent: Return, visitor: Visitor
) -> None:
    world = sent.world
    sent.says(sent.claim(), Verdict.NO, 30, "It is a list, not a bed.")
    sets.unpick(place=world.place, metrics=sent.metrics, by=world.ada, at=sent.at)
    visitor.sign_in(world.ada)
    visitor.get("/aldermouth/goals/")
    assert "/aldermouth/goals/sets/" in visitor.page
    assert "Tin count" in visitor.get("/aldermouth/goals/sets/")
    base = "/aldermouth/goals/sets/tin-count/"
    visitor.get(f"{base}{sent.quarter.key}/")
    assert visitor.status == 404, "a set that the place has not picked"
    visitor.get(base)
    visitor.post(f"{base}pick/")
    assert sent.quarter.words in visitor.get(base)
    other = measure(world, sent.at, name="How long a wait is")
    visitor.get(f"{base}metrics/part/")
    visitor.post(f"{base}metrics/part/", {"measure": str(other.number)})
    assert "How long a wait is" in visitor.get(base)
    said = visitor.get(f"{base}{sent.quarter.key}/")
    for words in (
        "It is a list, not a bed.",
        "DRAFT FROM THE RECORD",
        "Nobody looked.",
        "Every tin is shut.",
    ):
        assert words in said
    response = visitor.client.get(f"{base}{sent.quarter.key}/draft.txt")
    assert response.content.decode("utf-8-sig").startswith("DRAFT FROM THE RECORD OF ALDERMOUTH\r\n")
    assert f'filename="aldermouth-tin-count-{sent.quarter.key}.txt"' in response["Content-Disposition"]
    response = visitor.client.get(f"{base}{sent.quarter.key}/draft.xlsx")
    assert CalamineWorkbook.from_filelike(io.BytesIO(response.content)).sheet_names[0] == "Metrics"


def begin_address(visitor: Visitor, key: str) -> str:
    """Where the page of a metric leads to begin a measure for it; "" where it does not."""
    visitor.get(f"/aldermouth/goals/sets/tin-count/metrics/{key}/")
    found = re.search(r'href="(/aldermouth/measures/begin/[^"]+)"', visitor.page)
    return html.unescape(found[1]) if found else ""


def filled(**other: str) -> dict[str, str]:
    said = {
        "name": "Tins",
        "unit": "days",
        "better": "down",
        "every": "month",
        "sort": "population",
        "rules": "mdc",
    }
    return said | other


def test_a_measure_that_is_begun_for_a_metric_answers_it_without_another_act(
    sent: Return, visitor: Visitor
) -> None:
    world = sent.world
    sets.tie(
        place=world.place, metrics=sent.metrics, metric=sent.metrics.metrics[0], measure=None, by=world.ada, at=sent.at
    )  # fmt: skip
    visitor.sign_in(world.ada)
    begin = begin_address(visitor, "wait")
    what = f"It answers “{sent.metrics.metrics[0].words}” of Tin count."
    assert what in visitor.get(begin)
    visitor.post(begin, filled(every="week"))
    assert "for every month in this metric, and for every week" in visitor.said
    assert not Measure.objects.filter(name__words="Tins").exists(), "a refusal leaves nothing behind"
    visitor.post(begin, filled())
    assert what in visitor.get(visitor.response["Location"])
    assert Measure.objects.get(metric="tin:wait").name.words == "Tins"
    assert begin_address(visitor, "wait") == "", "it is answered: there is nothing to begin"


def test_whoever_was_faster_keeps_the_metric_and_the_other_measure_is_not_lost(
    sent: Return, visitor: Visitor
) -> None:
    world, part = sent.world, sent.metrics.metrics[1]
    visitor.sign_in(world.ada)
    begin = begin_address(visitor, part.key)
    faster = measure(world, sent.at, name="Faster")
    sets.tie(place=world.place, metrics=sent.metrics, metric=part, measure=faster, by=world.tunde, at=sent.at)
    already = f"“Faster” answers “{part.words}” of Tin count already, so this one answers nothing."
    visitor.post(begin, filled())
    assert already in visitor.get(visitor.response["Location"])
    assert already in visitor.get(begin), "an old address says so before anything is begun"
    assert Measure.objects.get(metric="tin:part").pk == faster.pk
    assert Measure.objects.get(name__words="Tins").metric == ""


@pytest.mark.parametrize(
    "address", ["set=tin-count&metric=nothing", "set=nothing&metric=part", "set=tin-count"]
)
def test_an_address_that_names_no_metric_begins_a_measure_and_ties_nothing(
    sent: Return, visitor: Visitor, address: str
) -> None:
    visitor.sign_in(sent.world.ada)
    assert "It answers" not in visitor.get(f"/aldermouth/measures/begin/?{address}")
    visitor.post(f"/aldermouth/measures/begin/?{address}", filled())
    assert Measure.objects.get(name__words="Tins").metric == ""


def test_who_may_not_say_what_answers_a_metric_ties_nothing_by_its_address(
    sent: Return, visitor: Visitor
) -> None:
    visitor.sign_in(sent.world.kofi)
    begin = begin_address(visitor, "part")
    assert "It answers" not in visitor.get(begin)
    visitor.post(begin, filled())
    assert Measure.objects.get(name__words="Tins").metric == ""
    visitor.sign_in(sent.world.ada)
    sets.unpick(place=sent.world.place, metrics=sent.metrics, by=sent.world.ada, at=sent.at)
    assert "It answers" not in visitor.get(begin), "nor of a set that the place does not send"


@pytest.mark.parametrize(
    "path",
    ["nothing/", "tin-count/2001-02-q1/", "tin-count/metrics/nothing/", "tin-count/2001-02-q1/draft.txt"],
)
def test_what_there_is_not_is_not_found(sent: Return, visitor: Visitor, path: str) -> None:
    visitor.sign_in(sent.world.ada)
    visitor.get(f"/aldermouth/goals/sets/{path}")
    assert visitor.status == 404


def test_somebody_of_another_place_finds_nothing(sent: Return, visitor: Visitor) -> None:
    other = build(sent.at, "elsewhere")
    visitor.sign_in(other.ada)
    for path in (
        "",
        "tin-count/",
        f"tin-count/{sent.quarter.key}/",
        f"tin-count/{sent.quarter.key}/draft.xlsx",
    ):
        visitor.get(f"/aldermouth/goals/sets/{path}")
        assert visitor.status == 404


def test_a_quarter_that_has_not_begun_is_not_there_and_one_that_runs_is_as_it_stands(sent: Return) -> None:
    reader = members().get(pk=sent.world.moira.pk)
    assert quarter_page(reader, sent.metrics, sent.quarter, on(sent.quarter.first - DAY * 2)) is None
    claim = sent.claim()
    sent.says(claim, Verdict.YES, 12)
    page = sent.page(at=sent.day(20))
    assert "as it stands today" in page.as_at
    assert page.parts[0].said[0].row.words == claim.of.state(State.CONFIRMED)


def test_a_quarter_in_its_fullest_state_asks_at_most_twelve_things(sent: Return, visitor: Visitor) -> None:
    sent.says(sent.claim(), Verdict.NO, 30, "It is a list, not a bed.")
    later = sent.claim("Down by a fifth", days=40)
    brought(sent)
    sent.says(later, Verdict.YES, 119)
    goals.ask_for_rebase(
        measure=sent.measure, on=sent.quarter.first, reason="It changed for good", at=sent.at, by=sent.world.ben,
        named=[Named(sent.world.council), Named(sent.world.desmond)], acting_for=sent.world.hospital,
    )  # fmt: skip
    visitor.sign_in(sent.world.kofi)
    with CaptureQueriesContext(connection) as taken:
        visitor.get(f"/aldermouth/goals/sets/tin-count/{sent.quarter.key}/")
    assert visitor.status == 200
    assert len(taken) <= 12, "\n".join(one["sql"][:200] for one in taken)


def test_in_the_quiet_fortnight_nothing_that_is_claimed_goes_into_a_draft(sent: Return) -> None:
    sent.claim()
    place = sent.world.place
    type(place).objects.filter(pk=place.pk).update(quiet_until=sent.at + DAY)
    text = text_of(sent.page())
    assert QUIET in text
    assert BED not in text
    assert sent.goal.words.words not in text
