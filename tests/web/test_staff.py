"""Where marks stand: apart, in order, never lost."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest

from counterpoint.web.marks import Mark
from counterpoint.web.staff import Note, Staff, lay_out
from counterpoint.web.staff.layout import describe
from counterpoint.web.staff.shapes import BY_MONTH, EDGE, HIT, NAMES, WIDTH
from counterpoint.web.staff.spacing import spread

START, TODAY, END = date(2025, 4, 1), date(2026, 9, 30), date(2026, 12, 31)
FIELD = WIDTH - NAMES - 2 * EDGE


def notes(number: int, seed: int = 1, states: tuple[Mark, ...] = tuple(Mark)) -> list[Note]:
    chance = Random(seed)  # not a secret
    return [
        Note(START + timedelta(days=chance.randrange(600)), chance.choice(states), f"claim {n}", f"/{n}", 2)
        for n in range(number)
    ]


def pixels(x: str) -> float:
    return float(x.rstrip("%")) / 100 * FIELD


def staff(*given: Note) -> Staff:
    return lay_out(given, START, END, TODAY)


@pytest.mark.parametrize("number", [1, 2, 11, 12, 15, 16, 17, 40, 59])
@pytest.mark.parametrize("seed", range(5))
def test_no_two_marks_stand_closer_than_a_finger_needs(number: int, seed: int) -> None:
    for system in lay_out(notes(number, seed), START, END, TODAY).systems:
        spots = [pixels(note.x) for note in system.notes]
        assert all(b - a >= HIT - 0.1 for a, b in pairwise(spots))
        assert all(-0.1 <= spot <= FIELD + 0.1 for spot in spots)


@pytest.mark.parametrize("number", [3, 30, 59])
def test_marks_stay_in_the_order_of_their_dates_and_none_is_lost(number: int) -> None:
    given = notes(number)
    drawn = [note for system in lay_out(given, START, END, TODAY).systems for note in system.notes]
    assert [note.url for note in drawn] == [note.url for note in sorted(given, key=lambda n: n.on)]


def test_a_mark_with_room_stands_at_its_date() -> None:
    placed = staff(Note(TODAY, Mark.CONFIRMED, "x", "/x")).systems[0]
    assert placed.notes[0].x == placed.today_x


def test_four_on_one_day_are_spread_evenly_about_it() -> None:
    assert spread([100, 100, 100, 100], 20, 400) == [70, 90, 110, 130]


def test_marks_at_the_edge_stay_within_it() -> None:
    assert spread([0, 0, 0], 20, 400) == [0, 20, 40]
    assert spread([400, 400], 20, 400) == [380, 400]
    assert spread([], 20, 400) == []


@pytest.mark.parametrize(
    ("state", "lines"),
    [
        (Mark.CONFIRMED, ["so"]),
        (Mark.NOT_DUE, ["so"]),
        (Mark.WITHDRAWN, ["so"]),
        (Mark.PARTLY, ["so", "partly"]),
        (Mark.CONTESTED, ["so", "partly", "not so"]),
        (Mark.UNANSWERED, ["so", "partly", "not so"]),
    ],
)
def test_lower_lines_that_hold_nothing_are_not_drawn(state: Mark, lines: list[str]) -> None:
    assert [name for name, _ in staff(Note(TODAY, state, "x", "/x")).systems[0].lines] == lines


def test_an_empty_staff_is_a_line_with_today_on_it() -> None:
    empty = staff()
    assert empty.description == "No claims."
    assert empty.systems[0].today_x
    assert [name for name, _ in empty.systems[0].lines] == ["so"]


def test_the_line_stretches_to_hold_what_falls_outside() -> None:
    early, late = date(2024, 1, 1), date(2028, 1, 1)
    drawn = staff(Note(early, Mark.CONFIRMED, "a", "/a"), Note(late, Mark.NOT_DUE, "b", "/b")).systems[0]
    assert [note.x for note in drawn.notes] == ["0%", "100%"]
    assert drawn.labels[0].words == "January 2024"


def test_asked_is_written_out_only_where_there_is_room() -> None:
    one = Note(date(2025, 6, 1), Mark.UNANSWERED, "a", "/a", 2)
    alone = staff(one).systems[0].notes[0]
    beside = staff(one, Note(date(2025, 6, 9), Mark.CONTESTED, "b", "/b")).systems[0].notes[0]
    above = staff(one, Note(date(2025, 6, 9), Mark.CONFIRMED, "b", "/b")).systems[0].notes[0]
    assert (alone.crowded, beside.crowded, above.crowded) == (False, True, False)
    assert alone.asked == 2


def test_only_silence_says_how_often_it_was_asked() -> None:
    assert staff(Note(TODAY, Mark.CONFIRMED, "a", "/a", 3)).systems[0].notes[0].asked == 0


def test_from_sixty_on_a_staff_counts_by_month_and_counts_every_claim() -> None:
    assert not lay_out(notes(BY_MONTH - 1), START, END, TODAY).systems[0].months
    given = notes(BY_MONTH)
    drawn = lay_out(given, START, END, TODAY, list_url="/list")
    months = [month for system in drawn.systems for month in system.months]
    assert sum(count.number for month in months for count in month.counts) == len(given)
    assert all(month.url == "/list" for month in months)
    assert not any(system.notes for system in drawn.systems)


def test_a_month_is_named_with_what_it_holds() -> None:
    given = [Note(date(2026, 3, 3), Mark.CONFIRMED, "a", "/a")] * 58
    given += [Note(date(2026, 3, 9), Mark.CONTESTED, "b", "/b")] * 2
    drawn = lay_out(given, START, END, TODAY, month_url=lambda first: f"/list?month={first:%Y-%m}")
    month = next(month for system in drawn.systems for month in system.months)
    assert month.name == "March 2026: 58 confirmed and two contested"
    assert month.url == "/list?month=2026-03"


def test_notes_that_were_counted_elsewhere_make_the_same_staff_as_one_by_one() -> None:
    on = date(2026, 3, 1)
    counted = Note(on, Mark.CONFIRMED, "", "#", number=70)
    one_by_one = [Note(on, Mark.CONFIRMED, "", "#") for _ in range(70)]
    assert staff(counted) == staff(*one_by_one)


def test_columns_of_months_leave_room_for_a_finger() -> None:
    drawn = lay_out(notes(400), date(2020, 1, 1), END, TODAY)
    for system in drawn.systems:
        spots = [pixels(month.x) for month in system.months]
        assert all(b - a >= HIT for a, b in pairwise(spots))


def test_today_is_drawn_once_even_when_the_staff_breaks() -> None:
    drawn = lay_out(notes(50), START, END, TODAY)
    assert drawn.wrapped
    assert sum(bool(system.today_x) for system in drawn.systems) == 1


def test_labels_of_time_never_run_into_each_other() -> None:
    for today in (START, date(2025, 5, 1), date(2026, 2, 14), TODAY, END):
        labels = lay_out([], START, END, today).labels
        assert [label.words for label in labels].count("today") == 1
        spans = [(pixels(label.x), 7.2 * len(label.words), label.anchor) for label in labels]
        edges = [(x - {"start": 0.0, "middle": w / 2, "end": w}[a], w) for x, w, a in spans]
        assert all(x + w < y for (x, w), (y, _) in pairwise(edges))


def test_the_description_says_both_voices() -> None:
    given = [Note(TODAY, Mark.CONFIRMED, "a", "/a")] * 2 + [Note(TODAY, Mark.CONTESTED, "b", "/b")]
    assert describe(given) == "Three claims: two confirmed and one contested."
