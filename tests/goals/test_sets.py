"""Metric sets are data: every file reads, none of them is named in the program, and a mistake is refused with a sentence."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from counterpoint.analysis.metric_sets import Misread, overlaps, read_set
from counterpoint.goals.choices import Better, Every
from counterpoint.goals.policies.measures import LONGEST_NAME
from counterpoint.goals.policies.sets import FOLDER, in_folder, known_sets
from tests.shape.conftest import PACKAGE

FILES = sorted(FOLDER.glob("*.toml"))
GIVEN: dict[str, Any] = {
    "family": "tin", "name": "Tin count 2030-31", "valid_from": date(2030, 4, 1), "valid_to": date(2031, 3, 31),
    "source": "The tin office", "address": "https://tin.example/",
    "metrics": [{"key": "tins", "words": "Tins", "definition": "All of them", "unit": "tins", "every": "month", "better": "up"}],
    "conditions": [{"key": "shut", "words": "Every tin is shut."}],
}  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_that_is_shipped_is_a_metric_set(path: Path) -> None:
    found = read_set(path.stem, tomllib.loads(path.read_text("utf-8")))
    assert found.address.startswith("https://")
    for one in found.metrics:
        Every(one.every), Better(one.better)
        assert len(found.tie(one)) <= 60, "a measure keeps it in a column of 60"
        assert len(one.words) <= LONGEST_NAME, "a measure is begun with these words"
        assert len(one.unit) <= 20


def test_no_two_editions_of_a_return_are_valid_on_one_day() -> None:
    assert overlaps(known_sets().values()) == []
    twice = [read_set(key, GIVEN) for key in ("tin-2030-31", "tin-again")]
    assert overlaps(twice) == [("tin-2030-31", "tin-again")]


def test_the_program_names_no_set_and_no_metric() -> None:
    """The next edition is a file, and no change to the program."""
    sets = known_sets().values()
    names = {"better care fund", *(one.key for one in sets), *(one.name.lower() for one in sets)}
    names |= {f'"{metric.key}"' for one in sets for metric in one.metrics}
    texts = {
        path: path.read_text("utf-8").lower() for ext in ("py", "jinja") for path in PACKAGE.rglob(f"*.{ext}")
    }
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path, text in texts.items()
        if any(name in text for name in names)
    }
    assert found == {"goals/models/sets.py", "goals/models/measures.py"}, (
        "those say of a column what it may hold"
    )


def test_what_is_unverified_says_so_on_the_first_set() -> None:
    [one] = [one for one in known_sets().values() if one.valid_on(date(2025, 10, 1))]
    assert one.unverified
    assert (one.valid_from, one.valid_to) == (date(2025, 4, 1), date(2026, 3, 31))


def test_quarters_are_counted_from_the_day_from_which_a_set_is_valid() -> None:
    found = read_set("tin", GIVEN).quarters
    assert [one.key for one in found] == [f"2030-31-q{number}" for number in (1, 2, 3, 4)]
    assert (found[2].words, found[2].first, found[2].last) == (
        "Quarter 3 of 2030-31", date(2030, 10, 1), date(2030, 12, 31),
    )  # fmt: skip
    two_years = read_set("tin", GIVEN | {"valid_from": date(2030, 1, 1), "valid_to": date(2031, 12, 31)})
    assert [one.key for one in two_years.quarters][3:5] == ["2030-q4", "2031-q1"]


def metric(**other: Any) -> dict[str, Any]:
    return {"metrics": [GIVEN["metrics"][0] | other]}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"colour": "tin"}, "unknown ['colour']"),
        ({"name": ""}, "wrong ['name']"),
        ({"valid_to": "2031-03-31"}, "wrong ['valid_to']"),
        ({"valid_from": date(2030, 4, 2)}, "whole quarters"),
        (
            {"valid_from": date(2030, 11, 1), "valid_to": date(2031, 10, 31)},
            "January, April, July or October",
        ),
        ({"valid_to": date(2031, 2, 28)}, "whole quarters"),
        ({"valid_to": date(2029, 3, 31)}, "whole quarters"),
        ({"family": "The Tin"}, "small letters"),
        ({"unverified": True}, "says why"),
        ({"unverified_because": "Nobody looked"}, "says why"),
        ({"metrics": []}, "part of a metric that is here"),
        ({"metrics": GIVEN["metrics"] * 2}, "a key stands twice"),
        ({"conditions": GIVEN["conditions"] * 2}, "a key stands twice"),
        (metric(every="fortnight"), "tins has no key, period or better way"),
        (metric(better="rather"), "tins has no key, period or better way"),
        (metric(part_of="lids"), "part of a metric that is here"),
        (metric(optional="yes"), "wrong ['optional']"),
        (metric(green_from=3), "unknown ['green_from']"),
    ],
)
def test_a_file_with_a_mistake_is_refused_with_what_is_wrong(change: dict[str, Any], why: str) -> None:
    with pytest.raises(Misread, match=re.escape(why)):
        read_set("tin-2030-31", GIVEN | change)


def test_a_folder_with_two_editions_for_one_day_is_refused(tmp_path: Path) -> None:
    first = FILES[0].read_text("utf-8")
    (tmp_path / "one.toml").write_text(first, "utf-8")
    assert list(in_folder(tmp_path)) == ["one"]
    (tmp_path / "two.toml").write_text(first, "utf-8")
    with pytest.raises(Misread, match="one and two are valid on the same day"):
        in_folder(tmp_path)
