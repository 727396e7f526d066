"""A large table of Fingertips: put away, read line by line in the background, and one series taken out of it."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from counterpoint.analysis.spreadsheet import Unreadable, rows_of
from counterpoint.goals import actions
from counterpoint.goals.models import Measure, Reading
from counterpoint.goals.models.large import Large, every_large
from counterpoint.goals.queries import large
from counterpoint.web.http import Refused
from counterpoint.web.middleware import _too_large
from counterpoint.work.clearing import clear_what_ran_out
from tests.claims.visiting import Visitor
from tests.goals.measured import measure
from tests.goals.reading_large import AREAS, HEAD, INDICATORS, line
from tests.world import World

DAY = timedelta(days=1)
YEARS = 15
MANY = 1_000_000
TABLE = (HEAD + "".join(line(number) for number in range(0, AREAS * INDICATORS * YEARS, 299))).encode()


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now)


def held(world: World, now: datetime, content: bytes = TABLE) -> Large:
    return actions.hold(measure=measure(world, now, every="year"), pieces=[content], by=world.ada, at=now)


def read() -> Large:
    return list(actions.read_large_files())[-1]


def send(made: Measure, visitor: Visitor, content: bytes, name: str = "all.csv") -> str:
    here = f"/aldermouth/measures/{made.number}/bring/"
    visitor.get(here)
    said: dict[str, Any] = {"file": SimpleUploadedFile(name, content)}
    return visitor.post(here, said)


def test_it_is_put_away_read_and_one_series_of_it_seen_and_kept(
    world: World, now: datetime, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large, "AT_ONCE", 1_000)
    made = measure(world, now, every="year", unit="%")
    visitor.sign_in(world.ada)
    send(made, visitor, TABLE)
    here = visitor.response.url
    assert "?file=" in here
    visitor.get(here)
    assert "We are reading it." in visitor.said
    list(actions.read_large_files())
    visitor.get(here)
    assert "We read 603 lines. Which numbers do you want of them?" in visitor.said
    what = re.search(r'<option value="(\d+)"[^>]*>Emergency admissions of kind 0, Persons', visitor.page)
    where = re.search(r'<option value="(\d+)"[^>]*>Area 0<', visitor.page)
    assert what
    assert where
    said = visitor.post(here, {"what": what[1], "where": where[1]})
    assert 'class="xmr"' in visitor.page
    assert "We read one line" in said
    assert "Each begins with its number in the file." in said
    assert "which comes first?" not in said  # no date here is written in figures
    table = re.search(r'name="table" value="([^"]+)"', visitor.page)
    assert table
    assert not Reading.objects.exists()
    visitor.post(here, {"table": table[1], "do": "keep"})
    assert visitor.status == 302
    assert [str(one.value) for one in Reading.objects.filter(measure=made)] == ["40.500000"]


def test_one_series_is_all_of_its_lines_each_with_its_number(world: World, now: datetime) -> None:
    wanted = [number for number in range(2_000) if number % 400 == 0]
    rows = [f"Falls,Here,{2000 + n},{n}" if n in wanted else f"Flu,There,2001,{n}" for n in range(2_000)]
    held(world, now, ("Indicator Name,Area Name,Time period,Value\n" + "\n".join(rows)).encode())
    found = read()
    what, area = large.choices_in(found)
    assert ([words for _, words in what], [words for _, words in area]) == (
        ["Falls", "Flu"],
        ["Here", "There"],
    )
    lines = large.taken_out(found, int(what[0][0]), int(area[0][0])).rows
    at = lines[0].index("Value")
    assert [(int(one[0]), int(one[at])) for one in lines[1:]] == [(number + 2, number) for number in wanted]


def test_it_says_how_far_it_is_while_it_is_read(
    world: World, now: datetime, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("counterpoint.goals.actions.large.STEP", 100)
    one = held(world, now)
    reading = actions.read_large_files()
    next(reading)
    visitor.sign_in(world.ada)
    visitor.get(f"/aldermouth/measures/{one.measure}/bring/?file={one.key}")
    assert "100 lines so far" in visitor.said
    assert "<progress" in visitor.page
    assert list(actions.read_large_files()) == []  # another worker leaves it alone
    assert [step.rows for step in reading][-1] == 603


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"Name,Value\n" + b"a,1\n" * 9, "names of the columns was to come first"),
        (HEAD.encode() + b'"' + b"x" * 300_000, "longer than any row should be"),
        (HEAD.encode() + b'"' + b"x,\n" * 60_000, "quotation mark"),
        (HEAD.encode() + b"".join(b"%d,Kind %d\n" % (n, n) for n in range(20_001)), "more than 10,000"),
        (HEAD.encode() + b"1,%s\n" % (b"x" * 30_000), "longer than any row should be"),
        (HEAD.encode() + (b'"' + b"x\n" * 9_000 + b'",') * 30 + b"\n", "quotation mark"),
        (b"%PDF-1.7", "This is a PDF"),
        (b"", "names of the columns"),
    ],
    ids=["another table", "a line without end", "a quotation without end", "too many names", "a name without end",
         "a row of many lines", "a PDF", "nothing"],
)  # fmt: skip
def test_what_can_not_be_read_says_why_and_nothing_of_it_is_left(
    world: World, now: datetime, content: bytes, why: str
) -> None:
    held(world, now, content)
    found = read()
    assert why in found.why
    assert [one.name for one in found.folder.iterdir()] == ["state"]
    assert not Reading.objects.exists()


def test_only_whoever_brought_it_finds_it(world: World, now: datetime, visitor: Visitor) -> None:
    one = held(world, now)
    visitor.sign_in(world.kofi)
    visitor.get(f"/aldermouth/measures/{one.measure}/bring/?file={one.key}")
    assert visitor.status == 404
    visitor.get(f"/aldermouth/measures/{one.measure}/bring/?file=../../secret")
    assert visitor.status == 404


def test_each_person_has_one_and_whoever_may_not_bring_has_none(world: World, now: datetime) -> None:
    made = measure(world, now, every="year")
    for _ in range(2):
        last = actions.hold(measure=made, pieces=[TABLE], by=world.ada, at=now)
    assert list(every_large()) == [last]

    def both() -> Iterator[bytes]:
        """While one is put away, the same person brings another."""
        actions.hold(measure=made, pieces=[TABLE], by=world.ada, at=now)
        yield TABLE

    last = actions.hold(measure=made, pieces=both(), by=world.ada, at=now)
    assert list(every_large()) == [last]
    small = measure(world, now, small_counts=True, holder=world.hospital)
    with pytest.raises(Refused, match="Only people of Aldermouth Hospital"):
        actions.hold(measure=small, pieces=[TABLE], by=world.ada, at=now)


def test_it_is_gone_after_a_day_also_what_was_only_half_brought(world: World, now: datetime) -> None:
    one = held(world, now)
    half = one.folder.with_name("f" * 32)
    half.mkdir()
    clear_what_ran_out(now)
    assert one.folder.exists()
    clear_what_ran_out(datetime.now(now.tzinfo) + DAY + DAY)
    assert not one.folder.exists()
    assert not half.exists()


def test_a_reading_that_was_stopped_begins_again(world: World, now: datetime, monkeypatch: Any) -> None:
    monkeypatch.setattr("counterpoint.goals.actions.large.STEP", 100)
    held(world, now)
    stopped = actions.read_large_files()
    next(stopped)
    stopped.close()
    assert read().rows == 603
    assert not list(actions.read_large_files())  # once


def test_one_that_goes_while_another_is_read_leaves_the_others_to_be_read(
    world: World, now: datetime
) -> None:
    first = held(world, now)
    reading = actions.read_large_files()
    next(reading)
    by = world.ben
    gone, last = (
        actions.hold(measure=measure(world, now, every="year"), pieces=[TABLE], by=one, at=now + DAY * days)
        for days, one in ((1, by), (2, world.ruth))
    )
    every = actions.read_large_files()
    shutil.rmtree(first.folder)
    for one in every:
        if one.key == gone.key:
            break
    assert [one.key for one in every][-1:] == [last.key]


def test_one_that_is_replaced_while_it_is_read_stops(world: World, now: datetime, monkeypatch: Any) -> None:
    monkeypatch.setattr("counterpoint.goals.actions.large.STEP", 100)
    one = held(world, now)
    reading = actions.read_large_files()
    next(reading)
    shutil.rmtree(one.folder)
    assert list(reading) == []


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("Né,1\r\nb,2\r\n".encode(), [["Né", "1"], ["b", "2"]]),
        ("\ufeffNé;1\nb;2".encode(), [["Né", "1"], ["b", "2"]]),
        ("Né,1\nb,2".encode("cp1252"), [["Né", "1"], ["b", "2"]]),
        ("Né\t1\nb\t2".encode("utf-16"), [["Né", "1"], ["b", "2"]]),
        (b'"a\nb",1\n', [["a\nb", "1"]]),
    ],
)
def test_lines_are_read_whatever_the_encoding(content: bytes, rows: list[list[str]]) -> None:
    assert list(rows_of(io.BytesIO(content))) == rows


def test_nothing_but_words_is_read_as_lines() -> None:
    with pytest.raises(Unreadable):
        next(rows_of(io.BytesIO(b"PK\x03\x04\0\0")))


# Large ones, not of Fingertips


@pytest.mark.parametrize("name", ["days.csv", "days.xlsx"])
def test_a_large_file_of_another_kind_is_refused_before_it_is_read(
    world: World, now: datetime, visitor: Visitor, name: str
) -> None:
    visitor.sign_in(world.ada)
    said = send(measure(world, now), visitor, b"2026-01-01,5\n" * 500_000, name)
    assert visitor.status == 422
    assert "This file is larger than 5 MB." in said
    assert not list(every_large())


def test_so_much_is_taken_only_for_a_measure_and_of_somebody_who_is_signed_in(
    world: World, rf: RequestFactory
) -> None:
    def too_much(address: str, who: Any, size: int = 200_000_000) -> bool:
        request = rf.post(address, {"words": "x"})
        request.META["CONTENT_LENGTH"], request.user = str(size), who
        return _too_large(request)

    signed_in, here = SimpleNamespace(is_authenticated=True), "/aldermouth/measures/1/bring/"
    assert not too_much(here, signed_in)
    assert too_much(here, AnonymousUser())
    assert too_much(here, signed_in, 400_000_000)
    assert too_much("/aldermouth/bring-in/", signed_in)
    assert too_much("/nowhere/at/all/", signed_in)


@pytest.mark.proof
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_million_rows_are_read_or_refused_in_less_than_300_mb(kind: str) -> None:
    """In a process of its own, so that nothing else is counted."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.goals.reading_large", str(MANY), kind], capture_output=True, text=True, check=True
    )  # fmt: skip
    said = json.loads(done.stdout)
    assert said["memory"] < 300
    found = said["found"]
    if kind == "xlsx":
        assert "This is larger than 5 MB." in found["why"]
        return
    assert (found["rows"], found["read"], found["why"]) == (MANY, True, "")
    assert (found["what"], found["area"]) == (INDICATORS, AREAS)
    assert found["percent"] == sorted(found["percent"])
    assert len(found["taken"]) == 2
    assert found["left"] == ["found.sqlite3", "state"]  # not the file itself
