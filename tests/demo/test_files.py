"""The files of the demonstration: complete, and saying who said what, never what it adds up to."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import fmean
from typing import Any

import pytest

from counterpoint.demo.reading import PLACES, Rows, read

# Rows of the paper, file by file (domain research, F1 to F3); the goals of Saltreach and Kelderdale are ours.
ROWS = {
    "harrowmere": {
        "people": 20, "claims": 28, "stories": 7, "experiments": 7, "goals": 4, "measures": 4, "waves": 3,
        "received": 8, "ties": 4, "notes": 7,
    },
    "saltreach": {
        "people": 19, "claims": 25, "stories": 7, "experiments": 6, "goals": 2, "measures": 3, "waves": 3, "received": 9, "notes": 6,
    },
    "kelderdale": {
        "people": 18, "claims": 22, "stories": 7, "experiments": 5, "goals": 3, "measures": 3, "waves": 3, "received": 8, "notes": 5,
    },
}  # fmt: skip
FILES = ("place", "claims", "stories", "measures", "experiments", "waves", "notes")
# People without whom the rows could not have happened, and whom the paper does not name.
UNNAMED = {"harrowmere": set(), "saltreach": {"s20", "s21", "s22"}, "kelderdale": set()}
PUTS = {"promise", "claim", "again", "raise"}

# mean, lower and upper limit of the first twelve months, as published rules give them (domain research, C1)
LIMITS = {
    "H1": (6.5, 5.1, 7.8),
    "H2": (1729, 1597, 1861),
    "H4": (54.2, 40.9, 67.5),
    "SM1": (60.7, 47.1, 74.2),
    "SM2": (411.7, 347, 476),
    "SM3": (40.2, 26.1, 54.2),
    "K1": (99.3, 73.5, 125),
    "K2": (31.3, None, None),
    "K3": (72.5, 60.9, None),
}


def file(place: str, room: str) -> Rows:
    return read(PLACES / place / f"{room}.toml")


def keys_in(rows: Any) -> set[str]:
    if isinstance(rows, dict):
        return set(rows) | {key for of in rows.values() for key in keys_in(of)}
    return {key for of in rows for key in keys_in(of)} if isinstance(rows, list) else set()


def people_of(place: str) -> set[str]:
    rows = file(place, "place")
    return set(rows["people"]) | {one["who"] for one in rows["acts"] if one["do"] == "arrive"}


def organisations_of(place: str) -> set[str]:
    rows = file(place, "place")
    return set(rows["organisations"]) | {one["heir"] for one in rows["acts"] if one["do"] == "succeed"}


@pytest.mark.parametrize("place", ROWS)
def test_every_row_of_the_paper_is_in_a_file(place: str) -> None:
    found = {"people": len(people_of(place) - UNNAMED[place])}
    found["claims"] = sum(one["do"] in PUTS for one in file(place, "claims")["acts"])
    for room in FILES[2:]:
        found |= {table: len(rows) for table, rows in file(place, room).items() if table != "afterwards"}
    assert found == ROWS[place]


@pytest.mark.parametrize("place", ROWS)
def test_claims_are_numbered_as_the_paper_numbers_them(place: str) -> None:
    ids = [one["id"] for one in file(place, "claims")["acts"] if one["do"] in PUTS]
    assert ids == [f"{place[0].upper()}-{number:02}" for number in range(1, ROWS[place]["claims"] + 1)]


@pytest.mark.parametrize("place", ROWS)
@pytest.mark.parametrize("room", FILES)
def test_a_file_says_who_said_what_and_never_what_it_adds_up_to(place: str, room: str) -> None:
    adds_up = {
        "standing", "state", "count", "counts", "claimed", "confirmed", "contested", "median", "sentence", "mean",
        "limits", "shift",
    }  # fmt: skip
    assert not keys_in(file(place, room)) & adds_up


@pytest.mark.parametrize("place", ROWS)
def test_whoever_a_file_names_is_in_the_place(place: str) -> None:
    people, organisations = people_of(place), organisations_of(place)
    for room in FILES:
        for table in file(place, room).values():
            for row in table if isinstance(table, list) else []:
                named = {row[key] for key in ("teller", "told_to", "typed_by", "handed_out_by") if key in row}
                assert named <= people, row
                assert {row.get("by", "")} <= people | organisations | {""}, row
                assert set(row.get("to", [])) <= people | organisations or room == "waves", row


@pytest.mark.parametrize("place", ROWS)
def test_what_a_story_or_an_experiment_led_to_is_there(place: str) -> None:
    known = {one["id"] for one in file(place, "claims")["acts"] if "id" in one}
    for room in ("stories", "experiments", "measures"):
        for table in file(place, room).values():
            known |= {row["id"] for row in table if "id" in row}
    for room in ("stories", "experiments"):
        for table in file(place, room).values():
            for row in table:
                assert {
                    *row.get("led_to", []),
                    row.get("follows"),
                    row.get("story"),
                    row.get("kept_with"),
                } <= {*known, None}


@pytest.mark.parametrize("place", ROWS)
def test_a_measure_has_thirty_months_or_ten_quarters(place: str) -> None:
    for one in file(place, "measures")["measures"]:
        assert len(one["values"]) == {"month": 30, "quarter": 10}[one["every"]], one["id"]


def test_measures_are_copied_rightly_their_limits_are_those_of_the_paper() -> None:
    for place in ROWS:
        for one in file(place, "measures")["measures"]:
            if "baseline" not in one:
                continue
            first = one["values"][: one["baseline"]]
            moving = fmean(abs(b - a) for a, b in pairwise(first))
            mean = fmean(first)
            for found, said in zip(
                (mean, mean - 2.66 * moving, mean + 2.66 * moving), LIMITS[one["id"]], strict=True
            ):
                assert said is None or abs(found - said) <= max(0.06, 0.005 * said), (one["id"], found, said)


def test_words_are_set_with_real_quotation_marks() -> None:
    for path in PLACES.glob("*/*.toml"):
        for words in re.findall(
            r'^(?:words|result|note) = "(.*)"$', path.read_text(encoding="utf-8"), re.MULTILINE
        ):
            assert "'" not in words, (path, words)
            assert '\\"' not in words, (path, words)
