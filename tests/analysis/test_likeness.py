"""Who may be the same is asked, never decided; who is plainly somebody else is not asked about."""

import pytest

from counterpoint.analysis.likeness import (
    SURE,
    Someone,
    alike_organisations,
    find_organisation,
    find_person,
    looks_like_organisation,
    merge_candidates,
)

HARROWMERE = [
    "Harrowmere Council",
    "Mere Valley Hospitals NHS Trust",
    "Linden Community Health NHS Trust",
    "Northern Counties ICB",
    "Mere Primary Care Network",
    "Warm Hearth Harrowmere",
    "Oakhollow Care",
    "Harrowmere Voices",
]
SUSAN = Someone("Susan Dalby", "Harrowmere Council", "susan.dalby@example.org", "07700 900123")


@pytest.mark.parametrize(
    ("other", "why", "sure"),
    [
        (Someone("Susan Dalby", "Harrowmere CC"), "same name, same organisation", True),
        (Someone("Dalby, Susan", "Harrowmere Council"), "same name, same organisation", True),
        (Someone("Dr. SUSAN DALBY", "HC"), "same name, same organisation", True),
        (Someone("S Dalby", "", "Susan.Dalby@Example.org "), "same e-mail address", True),
        (Someone("", "", "susan.dalby@example.org"), "same e-mail address", True),
        (
            Someone("Alan Fotheringay", "", "susan.dalby@example.org"),
            "same e-mail address, other names",
            False,
        ),
        (Someone("Susan D", "MVH", "", "+44 (0)7700 900 123"), "same telephone number and like names", True),
        (Someone("Susan Dalby", "", "", "7700900123"), "same telephone number and like names", True),
        (Someone("Alan Fotheringay", "", "", "07700900123"), "same mobile number, other names", False),
        (Someone("Susan D", "Harrowmere Council"), "like names, same organisation", False),
        (Someone("Susan Dalbey", "Harrowmere Council"), "like names, same organisation", False),
        (Someone("Susan Dalby", ""), "like names, one without an organisation", False),
    ],
)
def test_two_rows_that_may_be_one_person_are_offered_with_the_reason(other, why, sure):
    for people in ([SUSAN, other], [other, SUSAN]):
        (found,) = merge_candidates(people)
        assert (found.a, found.b, found.why, found.score >= SURE) == (0, 1, why, sure)


@pytest.mark.parametrize(
    "other",
    [
        Someone("Susan Dalby", "Mere Valley Hospitals NHS Trust"),
        Someone("Sharon Dalby", "Harrowmere Council"),
        Someone("Susan Achebe", "Harrowmere Council"),
        Someone("Susan", "Harrowmere Council"),
        Someone("", "Harrowmere Council"),
        Someone("Alan Fotheringay", "Harrowmere Council", "alan@example.org"),
    ],
)
def test_two_rows_that_are_two_people_are_not_offered(other):
    assert merge_candidates([SUSAN, other]) == []


def test_a_shared_switchboard_makes_nobody_the_same():
    people = [
        Someone("Susan Dalby", "A", "", "0117 496 0123"),
        Someone("Alan Fotheringay", "A", "", "0117 4960123"),
    ]
    assert merge_candidates(people) == []


def test_the_surest_pairs_come_first_and_each_pair_once():
    people = [SUSAN, Someone("Susan D", "Harrowmere Council"), SUSAN, Someone("Moira Tattersall")]
    found = merge_candidates(people)
    assert [(one.a, one.b) for one in found] == [(0, 2), (0, 1), (1, 2)]


def test_a_long_list_is_not_compared_each_with_each():
    """Twenty thousand rows for one name would be two hundred million pairs."""
    people = [Someone("Susan Dalby", "Harrowmere Council")] * 20_000
    assert 1_000 < len(merge_candidates(people)) < 20_000


@pytest.mark.parametrize(
    ("one", "other", "sure"),
    [
        ("Harrowmere CC", "Harrowmere Council", True),
        ("Harrowmere County Council", "Harrowmere Council", True),
        ("Mere Valley Hospitals", "Mere Valley Hospital NHS Foundation Trust", True),
        ("MVH", "Mere Valley Hospitals NHS Trust", False),
        ("MVHT", "Mere Valley Hospitals NHS Trust", False),
        ("HC", "Harrowmere Council", False),
        ("Warm Hearth", "Warm Hearth Harrowmere", False),
        ("Mere PCN", "Mere Primary Care Network", True),
        ("Oakholow Care", "Oakhollow Care", False),
        ("Northern Counties ICB", "Northern Counties and Fells ICB", False),
        ("The Health & Care Trust", "health and care trust", True),
    ],
)
def test_two_names_that_may_be_one_organisation_are_offered(one, other, sure):
    (found,) = alike_organisations([one, other])
    assert (found.score >= SURE) is sure
    assert alike_organisations([other, one])[0].score == found.score


def test_the_partners_of_a_place_are_not_taken_for_each_other():
    assert alike_organisations(HARROWMERE) == []
    assert alike_organisations(["", "!", "Council", "Trust"]) == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("HC", 0),
        ("Harrowmere CC", 0),
        ("MVH", 1),
        ("Linden Community Health", 2),
        ("LCH", 2),
        ("mere pcn", 4),
        ("Warm Hearth", 5),
        ("Oakhollow", None),
        ("Harrowmere", None),
        ("Police", None),
        ("", None),
    ],
)
def test_an_organisation_is_found_by_its_short_name_or_not_at_all(words, name):
    assert find_organisation(words, HARROWMERE) == name


def test_where_two_could_be_meant_nobody_is():
    assert find_organisation("HC", ["Harrowmere Council", "Hartley Council"]) is None
    two = [Someone("Susan Dalby", "Harrowmere Council"), Someone("Susan Drew", "Linden")]
    assert find_person("Susan D", two) is None
    assert find_person("Susan D", two, organisation="Harrowmere CC") == 0
    assert find_person("Susan", two) is None


@pytest.mark.parametrize(
    "words", ["Susan Dalby", "susan d", "S. Dalby", "Dalby, Susan", "Susan", "SD", "Dr Susan Dalby"]
)
def test_a_person_is_found_by_what_a_colleague_would_write(words):
    people = [Someone("Alan Fotheringay"), Someone("Susan Dalby", "HC"), Someone("Moira Tattersall")]
    assert find_person(words, people) == 1


def test_nobody_is_found_where_the_name_is_nobodys():
    assert find_person("Kofi", [SUSAN]) is None
    assert find_person("", [SUSAN]) is None
    assert find_person("Susan Dalby", []) is None
    assert find_person("Susan Dalby", [SUSAN], organisation="Oakhollow Care") is None


@pytest.mark.parametrize(
    ("words", "organisation"),
    [
        ("HC", True),
        ("H&SC", True),
        ("Housing team", True),
        ("Linden NHS Trust", True),
        ("Susan Dalby", False),
        ("Kofi", False),
    ],
)
def test_an_organisation_is_told_from_a_person_by_its_look(words, organisation):
    assert looks_like_organisation(words) is organisation
