"""What a spreadsheet would become, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from counterpoint.analysis import likeness
from counterpoint.analysis.spreadsheet import Sheet, read
from counterpoint.partnership.policies.bringing_in import (
    Here,
    Plan,
    Reading,
    plan_of,
    scrubbed,
    tables_of,
    why_not_bring_in,
)
from counterpoint.partnership.policies.guesses import kind_by_name, perspective_by_post
from tests.partnership.conftest import Sheets, workbook

TODAY = date(2026, 11, 2)
NOBODY = Here((), ())


def sheet(*rows: Sequence[str], name: str = "") -> Sheet:
    width = max(map(len, rows))
    return Sheet(name, [[*row, *[""] * (width - len(row))] for row in rows])


def plan(*sheets: Sheet, here: Here = NOBODY, reading: Reading | None = None) -> Plan:
    reading = reading or Reading()
    return plan_of(tables_of(sheets, reading), reading, here, TODAY)


PEOPLE = ("Name", "Organisation", "Job title", "Email")


def test_the_quarter_that_every_partnership_has_is_read_whole(quarter: Sheets) -> None:
    found = plan(*read(workbook(quarter), "quarter.xlsx"))
    told = {doubt.key: doubt.answer or "same" for doubt in found.doubts}
    found = plan(*read(workbook(quarter), "quarter.xlsx"), reading=Reading(answers=told))
    assert (len(found.partners), len(found.people), len(found.deeds)) == (8, 58, 25)
    assert sum(not one.email for one in found.people) == 7
    assert why_not_bring_in(found) is None


def test_doubles_are_offered_and_only_the_sure_ones_are_chosen_beforehand(quarter: Sheets) -> None:
    doubts = {
        (one.of, one.other.split(",")[0]): one.answer for one in plan(*read(workbook(quarter), "q")).doubts
    }
    assert doubts == {
        ("organisation", "Harrowmere Concil"): "same",
        ("organisation", "HC"): "same",
        ("person", "A. Dalby"): "same",  # the same e-mail address
        ("person", "Beth Dallby"): "",  # like names in one organisation: somebody has to say
        ("person", "Olu Fotheringay"): "apart",  # a name like another, but an address of their own
    }


def test_the_column_that_says_whom_people_work_for_is_not_taken_for_a_list_of_organisations() -> None:
    rows = sheet(PEOPLE, ("Ann Able", "HC", "nurse", "a@b.example"))
    assert [one.table for one in tables_of([rows], Reading())] == ["people"]


def test_what_nobody_has_told_apart_is_not_brought_in() -> None:
    two = plan(sheet(PEOPLE, ("Sue Dalby", "HC", "", ""), ("Sue D", "HC", "", "")))
    assert [one.answer for one in two.doubts] == [""]
    assert why_not_bring_in(two) == "Say of each pair whether it is one or two."
    key = two.doubts[0].key
    for answer, people in (("same", 1), ("apart", 2)):
        again = plan(
            sheet(PEOPLE, ("Sue Dalby", "HC", "", ""), ("Sue D", "HC", "", "")),
            reading=Reading(answers={key: answer}),
        )
        assert len(again.people) == people
        assert why_not_bring_in(again) is None


def test_of_two_that_are_one_the_name_that_is_written_out_stays_and_nothing_is_lost() -> None:
    [one] = plan(
        sheet(
            (*PEOPLE, "Mobile"),
            ("S. Dalby", "HC", "", "s@hc.example", ""),
            ("Susan Dalby", "HC", "director", "s@hc.example", "07700 900123"),
        )
    ).people
    assert (one.name, one.post, one.phone) == ("Susan Dalby", "director", "07700 900123")


def test_two_people_who_share_an_address_come_in_as_two_and_one_keeps_it() -> None:
    rows = sheet(PEOPLE, ("Ann Able", "HC", "", "team@hc.example"), ("Bob Best", "HC", "", "team@hc.example"))
    key = plan(rows).doubts[0].key
    found = plan(rows, reading=Reading(answers={key: "apart"}))
    assert [one.email for one in found.people] == ["team@hc.example", ""]
    assert "comes in without one" in found.problems[0].sentence


def test_who_is_here_already_is_not_brought_in_twice() -> None:
    here = Here([(1, "Harrowmere Council", "")], [(1, likeness.Someone("Priya Raman", "Harrowmere Council"))])
    found = plan(sheet(PEOPLE, ("Priya Raman", "Harrowmere Council", "lead", "p@hc.example")), here=here)
    assert [one.here for one in found.people] == [1]
    assert [one.here for one in found.partners] == [1]
    assert "not here already" in str(why_not_bring_in(found))


def test_the_same_row_twice_is_one_person_without_a_question() -> None:
    row = ("Ann Able", "HC", "nurse", "")
    found = plan(sheet(PEOPLE, row, row))
    assert (len(found.people), found.doubts) == (1, ())


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Susan Dalby <S.Dalby@hc.example>", "s.dalby@hc.example"),
        ("mailto:s.dalby@hc.example", "s.dalby@hc.example"),
        ("s.dalby@hc.example; pa@hc.example", "s.dalby@hc.example"),
        ("s.dalby at hc", ""),
        ("n/a", ""),
    ],
)
def test_an_address_is_found_in_what_is_written_or_said_to_be_none(written: str, kept: str) -> None:
    found = plan(sheet(PEOPLE, ("Susan Dalby", "HC", "", written), ("Al Bo", "HC", "", "a@b.example")))
    assert found.people[0].email == kept
    assert bool(kept) != any("is not an e-mail address" in one.sentence for one in found.problems)


def test_a_nought_that_the_spreadsheet_ate_comes_back() -> None:
    found = plan(sheet(("Name", "Organisation", "Mobile"), ("Ann Able", "HC", "7700900123")))
    assert found.people[0].phone == "07700900123"


def test_a_row_with_an_address_alone_gets_the_name_in_it_or_is_left_out() -> None:
    found = plan(
        sheet(
            PEOPLE,
            ("", "HC", "", "susan.dalby@hc.example"),
            ("", "HC", "", "info@hc.example"),
            ("Al Bo", "", "", ""),
        )
    )
    assert [one.name for one in found.people] == ["Susan Dalby", "Al Bo"]
    assert ("Row 3", "There is no name in this row, so we leave it out.") in [
        (one.where, one.sentence) for one in found.problems
    ]


# Actions


def actions(
    *rows: Sequence[str], people: Sequence[Sequence[str]] = (("Susan Dalby", "HC", "director", ""),)
) -> Plan:
    return plan(
        sheet(
            ("Organisation", "Type"), ("Harrowmere Council", ""), ("Warm Hearth", "charity"), name="Partners"
        ),
        sheet(PEOPLE, *people, name="People"),
        sheet(("Action", "Lead", "By when", "Status", "Asked by"), *rows, name="Actions"),
    )


def test_an_action_finds_whose_it_is_for_whom_and_by_when() -> None:
    found = actions(("Open a Sunday bed", "Susan D (HC)", "31/3/27", "Open", "Warm Hearth"))
    [deed] = found.deeds
    names = {one.key: one.name for one in (*found.partners, *found.people)}
    assert names[deed.owner] == "Susan Dalby"
    assert names[deed.owner_partner] == "Harrowmere Council"
    assert names[deed.for_partner] == "Warm Hearth"
    assert deed.due == date(2027, 3, 31)
    assert deed.where == "Actions, row 2"


@pytest.mark.parametrize("owner", ["TBC", "", "Nobody in our list"])
def test_an_action_that_is_nobodys_comes_in_as_that_and_is_said(owner: str) -> None:
    found = actions(("Open a Sunday bed", owner, "", "", ""))
    assert (found.deeds[0].owner, found.deeds[0].owner_partner) == ("", "")
    assert "In the next step you say whose it is." in found.problems[0].sentence


def test_words_that_name_no_day_are_kept_as_they_are() -> None:
    [deed] = actions(("Open a Sunday bed", "HC", "ASAP", "", "")).deeds
    assert (deed.due, deed.due_words) == (None, "ASAP")


@pytest.mark.parametrize(
    ("what", "status", "sentence"),
    [
        ("Open a Sunday bed", "Cancelled", "It says “Cancelled”, so we leave it out."),
        ("Open a Sunday bed " * 30, "Open", "characters long"),
        ("17", "Open", "“17” is not a sentence"),
    ],
)
def test_what_cannot_be_a_promise_is_left_out_with_its_reason(what: str, status: str, sentence: str) -> None:
    found = actions((what, "HC", "", status, ""), ("Pay in thirty days", "HC", "", "Done", ""))
    assert [one.words for one in found.deeds] == ["Pay in thirty days"]
    assert sentence in found.problems[0].sentence


def test_a_cell_that_looks_like_a_formula_is_words() -> None:
    found = actions(('=HYPERLINK("http://evil.example","bed")', "HC", "", "", ""))
    assert found.deeds[0].words.startswith("=HYPERLINK")


# What may not be kept


def test_a_patients_number_is_taken_out_before_anything_is_stored_and_its_row_left_out() -> None:
    kept = scrubbed(
        [sheet(PEOPLE, ("Ann Able", "HC", "NHS number 943 476 5919", ""), ("Al Bo", "HC", "nurse", ""))]
    )
    assert "943" not in str(kept)
    found = plan(*kept)
    assert [one.name for one in found.people] == ["Al Bo"]
    assert "holds no patient records" in found.problems[0].sentence


def test_a_telephone_number_without_its_nought_is_not_taken_for_a_patients() -> None:
    """9434765919 has the check digit of an NHS number; in a column of telephone numbers it is one."""
    rows = sheet(("Name", "Organisation", "Mobile"), ("Ann Able", "HC", "9434765919"))
    assert plan(*scrubbed([rows])).people[0].phone == "09434765919"


# Correcting


def test_a_column_that_somebody_corrected_is_read_where_they_said() -> None:
    rows = sheet(("Ann Able", "Homes", "HC"), ("Al Bo", "Homes", "MVH"))
    for column, called in ((1, "Homes"), (2, "HC")):
        corrected = Reading(columns={"0-people": {"name": 0, "organisation": column}})
        found = plan(rows, reading=corrected)
        assert [one.name for one in found.people] == ["Ann Able", "Al Bo"]
        assert found.partners[0].name == called


def test_a_sheet_that_says_nothing_to_us_can_be_read_by_hand() -> None:
    strange = sheet(("q", "w"), ("x", "y"))
    assert {one.table for one in tables_of([strange], Reading())} == {"organisations", "people", "actions"}


def test_the_plan_is_the_same_each_time(quarter: Sheets) -> None:
    sheets = read(workbook(quarter), "q")
    assert plan(*sheets) == plan(*sheets)


# Guesses


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Harrowmere Council", "council"), ("Saltreach Borough Council Housing", "council"),
        ("Mere Valley Hospitals NHS Trust", "acute"), ("Linden Community Health NHS Trust", "community"),
        ("Northern Counties ICB", "commissioner"), ("Mere Primary Care Network", "primary"),
        ("Marram Constabulary", "police"), ("Seawall Homes", "housing"), ("Age UK Harrowmere", "charity"),
        ("Harrowmere Voices", "group"), ("Oakhollow Care", "provider"), ("Lantern", "other"),
    ],
)  # fmt: skip
def test_a_name_suggests_a_kind(name: str, kind: str) -> None:
    assert kind_by_name(name) == kind


@pytest.mark.parametrize(
    ("post", "kind", "perspective"),
    [
        ("Chief executive", "acute", "executive"), ("Ward 7 sister", "acute", "frontline"),
        ("Cllr, lead member", "council", "elected"), ("Team manager", "council", "manager"),
        ("Chief officer", "charity", "voluntary"), ("carer for her father", "group", "carer"),
        ("", "group", "lived_experience"), ("home carer", "provider", "frontline"),
    ],
)  # fmt: skip
def test_a_post_suggests_where_somebody_stands(post: str, kind: str, perspective: str) -> None:
    """A paid carer is not there as a carer, and a group's people are there as themselves."""
    assert perspective_by_post(post, kind) == perspective
