"""What a partnership's own spreadsheet means: its header, its columns, its days and its owners."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoint.analysis.spreadsheet import (
    Owner,
    Table,
    find_header,
    guess_columns,
    guess_tables,
    read,
    read_day,
    read_owner,
    safe_cell,
)

NEAR = date(2026, 11, 2)

ACTION_LOG = """Harrowmere Discharge Partnership - action log
Last updated 2 Nov

Ref\tAction agreed\tOwner\tFor whom\tBy when\tRAG\tDate raised

1\tOne form for all wards, agreed and printed\tSusan D (HC)\tWard 7\t31/3/26\tR\t12/1/26
2\tRing every family before Friday's round\tMVH - Ruth\tHarrowmere Voices\tASAP\tongoing\t12/1/26
Ref\tAction agreed\tOwner\tFor whom\tBy when\tRAG\tDate raised
3\tPublish the waiting times each month\tLinden & HC\tall partners\tend of Q2\tDone\t9 Feb
"""

CONTACTS = """Name;Organisation;Role;E-mail;Tel
Susan Dalby;Harrowmere Council;Director of adult social care;susan@example.org;07700 900123
Kofi Mensah-Boyd;Harrowmere Council;Hospital social worker;;0117 496 0123
Moira Tattersall;Harrowmere Voices;Carer;moira@example.org;
"""


def table_of(words):
    return find_header(read(words, "")[0].rows)


def test_the_header_is_found_under_titles_and_blank_lines_and_its_repeats_are_left_out():
    found = table_of(ACTION_LOG)
    assert found.header == ["Ref", "Action agreed", "Owner", "For whom", "By when", "RAG", "Date raised"]
    assert [row[0] for row in found.rows] == ["1", "2", "3"]
    assert found.numbers == [6, 7, 9]


@pytest.mark.parametrize(
    "words",
    [
        "Susan Dalby\tsusan@example.org\nKofi\tkofi@example.org",
        "one\ntwo",
        "Thank you, all\nSee you soon, all",
    ],
)
def test_a_table_without_a_header_has_none(words):
    found = table_of(words)
    assert found.header == []
    assert len(found.rows) == 2


def test_nothing_has_no_header():
    assert find_header([]).rows == []


def test_the_columns_of_an_action_log_are_found_by_their_names():
    found = table_of(ACTION_LOG)
    assert guess_columns(found.header, found.rows, Table.ACTIONS) == {
        "what": 1, "owner": 2, "due": 4, "status": 5, "asked_by": 3, "raised": 6,
    }  # fmt: skip


def test_the_columns_of_a_contact_list_are_found_by_their_names():
    found = table_of(CONTACTS)
    assert guess_columns(found.header, found.rows, Table.PEOPLE) == {
        "name": 0, "organisation": 1, "job": 2, "email": 3, "phone": 4,
    }  # fmt: skip
    assert guess_columns(found.header, found.rows, Table.ORGANISATIONS) == {"name": 1}


@pytest.mark.parametrize(
    ("header", "wanted", "columns"),
    [
        ("Forename|Surname|Agency|Job Title|Email Address|Mobile No.", Table.PEOPLE,
         {"first": 0, "last": 1, "organisation": 2, "job": 3, "email": 4, "phone": 5}),
        ("Partner|Sector|ODS code", Table.ORGANISATIONS, {"name": 0, "kind": 1, "identifier": 2}),
        ("Name|Type|Charity No", Table.ORGANISATIONS, {"name": 0, "kind": 1, "identifier": 2}),
        ("Name of organisation (in full)|Organisation type", Table.ORGANISATIONS, {"name": 0, "kind": 1}),
        ("Organistion|Email", Table.PEOPLE, {"organisation": 0, "email": 1}),
        ("Task|Who|When|Status", Table.ACTIONS, {"what": 0, "owner": 1, "due": 2, "status": 3}),
        ("ACTION|LEAD OFFICER|LEAD ORGANISATION|TARGET DATE", Table.ACTIONS,
         {"what": 0, "owner": 1, "owner_organisation": 2, "due": 3}),
        ("Date|Action|Owner|Deadline", Table.ACTIONS, {"what": 1, "owner": 2, "due": 3, "raised": 0}),
        ("Date|Action|Owner", Table.ACTIONS, {"what": 1, "owner": 2, "due": 0}),
        ("Description|Organisation|Due", Table.ACTIONS, {"what": 0, "owner_organisation": 1, "due": 2}),
        ("Full name|Perspective|Stakeholder type", Table.PEOPLE, {"name": 0, "perspective": 1}),
        ("Colour|Size|Weight", Table.PEOPLE, {}),
    ],
)  # fmt: skip
def test_columns_go_by_many_names(header, wanted, columns):
    assert guess_columns(header.split("|"), [], wanted) == columns


def test_without_a_header_the_content_speaks():
    rows = [
        ["Susan Dalby", "susan@example.org", "07700 900123"],
        ["Kofi Mensah-Boyd", "", "0117 496 0123"],
        ["Moira Tattersall", "moira@example.org", ""],
    ]
    columns = guess_columns([], rows, Table.PEOPLE)
    assert (columns["email"], columns["phone"]) == (1, 2)


def test_a_column_is_what_stands_in_it_where_its_name_could_be_two_things():
    rows = [["Susan", "07700 900123"], ["Kofi", "0117 496 0123"]]
    assert guess_columns(["Name", "Contact details"], rows, Table.PEOPLE) == {"name": 0, "phone": 1}
    rows = [["Susan", "susan@example.org"], ["Kofi", "kofi@example.org"]]
    assert guess_columns(["Name", "Contact details"], rows, Table.PEOPLE) == {"name": 0, "email": 1}
    rows = [["Susan Dalby", "HC", "susan@example.org"], ["Kofi Boyd", "HC", "kofi@example.org"]]
    assert guess_columns(["Contact", "Organisation", "Contact"], rows, Table.PEOPLE)["email"] == 2


def test_no_column_is_two_things():
    for table in Table:
        found = table_of(ACTION_LOG)
        columns = guess_columns(found.header, found.rows, table)
        assert len(set(columns.values())) == len(columns)


@pytest.mark.parametrize(
    ("words", "sheet", "tables"),
    [
        (ACTION_LOG, "Actions", {Table.ACTIONS}),
        (CONTACTS, "Sheet1", {Table.PEOPLE, Table.ORGANISATIONS}),
        ("Name\tOrganisation\nSusan Dalby\tHC", "Contacts", {Table.PEOPLE, Table.ORGANISATIONS}),
        ("Partner\tType\nHarrowmere Council\tcouncil", "Partners", {Table.ORGANISATIONS}),
        ("Name\tType\tODS code\nHarrowmere Council\tcouncil\tE1", "Sheet2", {Table.ORGANISATIONS}),
        (
            "Agency\tOwner\tOwner email\tAction\tWhen\nHC\tSusan Dalby\ts@x.org\tRing them all now\t3/4/26",
            "Everything",
            set(Table),
        ),
        ("Colour\tSize\nred\t4", "Sheet3", set()),
    ],
)
def test_one_sheet_may_hold_one_table_or_all_three(words, sheet, tables):
    found = table_of(words)
    assert set(guess_tables(found.header, found.rows, sheet)) == tables


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.text(max_size=12), min_size=3, max_size=3), max_size=6))
def test_any_table_can_be_guessed_at(rows):
    found = find_header(rows)
    for columns in guess_tables(found.header, found.rows).values():
        assert all(0 <= column < 3 for column in columns.values())


@pytest.mark.parametrize(
    ("words", "day", "sure"),
    [
        ("2026-03-31", (2026, 3, 31), True),
        ("2026-03-31 14:30", (2026, 3, 31), True),
        ("31/3/26", (2026, 3, 31), True),
        ("31.03.2026", (2026, 3, 31), True),
        ("31-3-2026", (2026, 3, 31), True),
        ("3/4/26", (2026, 4, 3), True),  # a British hand
        ("3/31/26", (2026, 3, 31), False),  # an American one
        ("31 March 2026", (2026, 3, 31), True),
        ("by 31st March 2026.", (2026, 3, 31), True),
        ("Tuesday 31 March 2026", (2026, 3, 31), True),
        ("31-Mar-26", (2026, 3, 31), True),
        ("March 31, 2026", (2026, 3, 31), True),
        ("31 Sept", None, True),
        ("30 Sept", (2026, 9, 30), False),
        ("15/1", (2027, 1, 15), False),
        ("26-Mar", (2027, 3, 26), False),
        ("Mar-26", (2026, 3, 31), True),
        ("March 2026", (2026, 3, 31), True),
        ("Feb 28", (2027, 2, 28), False),
        ("Feb '28", (2028, 2, 29), True),
        ("03/2026", (2026, 3, 31), True),
        ("end of March", (2027, 3, 31), False),
        ("by the end of September 2026", (2026, 9, 30), True),
        ("mid-April 2026", (2026, 4, 15), True),
        ("by end of Q2", (2026, 9, 30), False),
        ("Q4", (2027, 3, 31), False),
        ("Q4 2025/26", (2026, 3, 31), False),
        ("Q2 26/27", (2026, 9, 30), False),
        ("w/c 9 March 2026", (2026, 3, 13), False),
        ("week ending 13/3/26", (2026, 3, 13), False),
        ("end of the month", (2026, 11, 30), False),
        ("next month", (2026, 12, 31), False),
        ("46112", (2026, 3, 31), False),
        ("4" * 5_000, None, True),
        ("ASAP", None, True),
        ("ongoing", None, True),
        ("TBC", None, True),
        ("Easter", None, True),
        ("31/2/26", None, True),
        ("0/0/00", None, True),
        ("2026", None, True),
        ("12", None, True),
        ("", None, True),
        ("march", (2027, 3, 31), False),
        ("may", (2026, 5, 31), False),
        ("Marching orders", None, True),
    ],
)
def test_days_are_read_in_many_hands_and_what_names_no_day_keeps_its_words(words, day, sure):
    found = read_day(words, near=NEAR)
    assert (found.day, found.words, found.sure) == (date(*day) if day else None, words, sure)


@given(st.text(max_size=20) | st.from_regex(r"[0-9/. -]{1,12}", fullmatch=True), st.dates())
def test_any_words_can_be_asked_for_a_day(words, near):
    assert read_day(words, near=near).words == words


@given(st.dates(date(2000, 1, 1), date(2068, 12, 31)))
def test_a_day_written_out_is_the_day_that_was_meant(day):
    for written in (
        day.isoformat(),
        f"{day:%d/%m/%y}",
        f"{day:%d %B %Y}",
        f"{day:%d-%b-%y}",
        f"{day.day}.{day.month}.{day.year}",
    ):
        assert read_day(written, near=NEAR).day == day


ORGANISATIONS = [
    "Harrowmere Council",
    "Mere Valley Hospitals NHS Trust",
    "Linden",
    "Health and Social Care Board",
]


@pytest.mark.parametrize(
    ("words", "owners"),
    [
        ("Susan D (HC)", [("Susan D", "HC")]),
        ("HC (Susan D)", [("Susan D", "HC")]),
        ("Susan D [housing]", [("Susan D", "housing")]),
        ("HC - Susan D", [("Susan D", "HC")]),
        ("MVH: Ruth", [("Ruth", "MVH")]),
        ("Susan Dalby, Harrowmere Council", [("Susan Dalby", "Harrowmere Council")]),
        ("Susan D / HC", [("Susan D", "HC")]),
        ("Susan D", [("Susan D", "")]),
        ("Mel Hartley-Nwosu", [("Mel Hartley-Nwosu", "")]),
        ("Harrowmere CC", [("", "Harrowmere CC")]),
        ("Linden", [("", "Linden")]),
        ("Housing team", [("", "Housing team")]),
        ("Health and Social Care Board", [("", "Health and Social Care Board")]),
        ("Susan & Alan", [("Susan", ""), ("Alan", "")]),
        ("Susan, Alan and Ruth", [("Susan", ""), ("Alan", ""), ("Ruth", "")]),
        ("Susan D (HC) and Ruth (MVH)", [("Susan D", "HC"), ("Ruth", "MVH")]),
        ("HC & MVH", [("", "HC"), ("", "MVH")]),
        ("Linden & HC", [("", "Linden"), ("", "HC")]),
        ("Susan\nAlan", [("Susan", ""), ("Alan", "")]),
        ("TBC", []),
        ("all", []),
        ("", []),
        (" - ", []),
    ],
)
def test_an_owner_is_a_person_an_organisation_or_one_for_the_other(words, owners):
    assert read_owner(words, ORGANISATIONS) == [Owner(*owner) for owner in owners]


@given(st.text(max_size=30))
def test_any_words_can_be_asked_for_an_owner(words):
    for owner in read_owner(words, ORGANISATIONS):
        assert owner.person or owner.organisation


@pytest.mark.parametrize(
    "words", ["=1+1", "+44 7700", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n=1", "＝1", '=HYPERLINK("x")']
)
def test_words_that_would_be_a_formula_are_made_words(words):
    assert safe_cell(words) == "'" + words


@pytest.mark.parametrize(
    "value", ["Susan", "", "a=b", "3 - 4", "'quoted", 5, -5, 1.5, None, True, date(2026, 3, 31)]
)
def test_what_is_no_formula_stays_as_it_is(value):
    assert safe_cell(value) is value
