"""XmR charts come out as those who publish the rules say: their vectors, their cases, and what must hold of any series."""

from __future__ import annotations

import json
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import counterpoint
from counterpoint.analysis.spc import (
    MDC,
    NHSR,
    Assurance,
    Better,
    Chart,
    Special,
    Variation,
    chart,
    in_words,
    read,
)
from counterpoint.analysis.spc.divergence import divergences, stretches
from counterpoint.analysis.spc.periods import with_gaps
from counterpoint.cli import main

# The vectors T1 to T12: made from the rules of Making Data Count by hand and by program; T1 is the NHS-R vignette's.
T1 = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
T2 = [10, 12, 9, 11, 10, 12, 9, 8, 11, 10, 12, 9, 10, 13, 14, 13, 15, 14, 13, 14]
T4 = [50, 47, 52, 49, 51, 48, 50, 46, 52, 49, 45, 46, 47, 48, 49, 50, 47]
T7 = [20, 21, 19, 20, 21, 19, 20, 21, 19, 20, 21, 19, 20, 21, 27, 24.5, 20.7, 19]
T9 = [60, 62, 59, 61, 60, 63, 61, 60, 62, 61, 59, 50, 45, 46, 47, 48, 49, 51]
T10 = [20, 21, 19, 20, 21, 19, 20, 21, 19, 20, 21, 19, 20, 24, 16.2, 20, 20, 21]
T11 = [60, 62, 59, 61, 60, 63, 61, 60, 62, 61, 59, 60, 62, 50, 51, 49, 52, 50, 48, 51, 50, 49, 51, 50, 52, 49]


def flags(of: Chart) -> dict[int, set[str]]:
    return {place: set(point.flags) for place, point in enumerate(of.points) if point.flags}


def limits(of: Chart) -> tuple[float, float, float]:
    last = of.phases[-1]
    return last.mean, last.lower, last.upper


def test_one_point_far_outside_is_the_only_signal() -> None:
    plain, screened = chart(T1, MDC), chart(T1, MDC, screens=True)
    assert limits(plain) == pytest.approx((1.944, -3.063, 6.952), abs=0.001)
    assert limits(screened)[1:] == pytest.approx((-0.716, 4.604), abs=0.001)
    assert flags(plain) == flags(screened) == {4: {Special.ABOVE}}


def test_seven_on_one_side_are_a_shift_and_six_are_not() -> None:
    assert limits(chart(T2, MDC)) == pytest.approx((11.45, 6.69, 16.21), abs=0.001)
    assert flags(chart(T2, MDC)) == {key: {Special.SHIFT_HIGH} for key in range(13, 20)}
    assert flags(chart([*T2[:-1], 10], MDC)) == {}


def test_six_rising_points_are_a_trend_five_are_not_and_a_tie_breaks_it() -> None:
    assert flags(chart(T4, MDC)) == {key: {Special.TREND_UP} for key in range(10, 16)}
    assert flags(chart([*T4[:10], *T4[11:]], MDC)) == {}
    assert flags(chart([*T4[:13], 47, *T4[13:]], MDC)) == {}


def test_two_of_three_count_a_point_outside_and_all_three_lie_on_one_side() -> None:
    found = flags(chart(T7, MDC))
    assert limits(chart(T7, MDC))[::2] == pytest.approx((20.678, 25.528), abs=0.001)
    assert found == {14: {Special.ABOVE, Special.TWO_OF_THREE_HIGH}, 15: {Special.TWO_OF_THREE_HIGH}}
    assert flags(chart(T10, MDC)) == {}


def test_a_series_that_never_changes_has_limits_and_no_signal() -> None:
    flat = chart([100] * 14, MDC, better=Better.UP, target=100)
    assert limits(flat) == (100, 100, 100)
    assert (flags(flat), flat.variation, flat.assurance) == ({}, Variation.COMMON, Assurance.PASS)
    assert "Nearly every value is the same" in in_words(flat)


def test_a_series_whose_every_range_is_screened_out_has_limits_and_no_signal() -> None:
    nearly = chart([7] * 15 + [8], NHSR, better=Better.UP)
    mean, lower, upper = limits(nearly)
    assert lower < mean < upper
    assert (flags(nearly), nearly.phases[0].flat) == ({}, True)
    assert "Nearly every value is the same" in in_words(nearly)


def test_where_rules_disagree_the_improvement_is_shown_and_the_concern_said_beside_it() -> None:
    for better in (Better.UP, Better.DOWN):
        found = chart(T9, MDC, better=better)
        assert set(found.points[-1].flags) == {Special.TREND_UP, Special.TWO_OF_THREE_LOW, Special.SHIFT_LOW}
        assert found.variation == Variation.IMPROVEMENT
        assert found.also_concern is not None
        assert "Another rule says the opposite" in in_words(found)


def test_the_first_of_outside_trend_two_of_three_and_shift_names_a_point() -> None:
    assert chart(T9, MDC).points[-1].special == Special.TREND_UP
    assert chart(T7, MDC).points[14].special == Special.ABOVE


def test_a_rebase_begins_a_phase_of_its_own() -> None:
    assert set(flags(chart(T11, MDC))) == set(range(26))
    rebased = chart(T11, MDC, phases=[13])
    assert limits(rebased) == pytest.approx((50.154, 45.056, 55.252), abs=0.001)
    assert flags(rebased) == {}


@pytest.mark.parametrize(
    ("target", "says"), [(56, Assurance.FAIL), (45, Assurance.PASS), (50, Assurance.HIT_OR_MISS)]
)
def test_a_target_is_held_against_the_last_limits(target: float, says: Assurance) -> None:
    assert chart(T11, MDC, phases=[13], better=Better.UP, target=target).assurance == says
    assert chart(T11, MDC, phases=[13], target=target).assurance is None


def test_few_points_get_dots_then_limits_on_trial_then_a_word() -> None:
    five, six, twelve, thirteen = (chart(T2[:count], MDC, better=Better.UP) for count in (5, 6, 12, 13))
    assert five.points[0].mean is None
    assert "From 6 on" in in_words(five)
    assert six.points[0].mean is not None
    assert six.phases[0].trial
    assert (twelve.variation, thirteen.variation) == (None, Variation.COMMON)


def test_it_is_the_points_of_the_last_phase_that_count_and_not_those_of_its_baseline() -> None:
    assert chart(T11, MDC, phases=[13], baseline=8, better=Better.UP).variation is not None
    assert chart(T11, MDC, phases=[14], better=Better.UP).variation is None


def test_a_gap_breaks_runs_and_loses_both_of_its_ranges() -> None:
    gap: list[float | None] = [*T2[:16], None, *T2[16:]]
    assert flags(chart(gap, MDC)) == {}
    assert limits(chart([1, 2, None, 9, 10, 11], MDC))[2] == pytest.approx(33 / 5 + 2.66)


# What must hold of any series

SERIES = st.lists(st.none() | st.integers(-50, 50).map(float), min_size=2, max_size=40)


@given(SERIES, st.sampled_from([MDC, NHSR]))
def test_upside_down_every_signal_is_its_mirror(values: list[float | None], rules: Any) -> None:
    turned = chart([None if value is None else -value for value in values], rules)
    mirrored = {
        Special.ABOVE: Special.BELOW,
        Special.TREND_UP: Special.TREND_DOWN,
        Special.TWO_OF_THREE_HIGH: Special.TWO_OF_THREE_LOW,
        Special.SHIFT_HIGH: Special.SHIFT_LOW,
    }
    mirrored |= {low: high for high, low in mirrored.items()}
    assert flags(turned) == {
        place: {mirrored[one] for one in those} for place, those in flags(chart(values, rules)).items()
    }


@given(
    st.lists(
        SERIES.filter(lambda values: len(values) >= 12).map(lambda values: values[:12]),
        min_size=1,
        max_size=6,
    )
)
def test_series_read_together_are_read_as_each_alone(many: list[list[float | None]]) -> None:
    table = np.array([[np.nan if value is None else value for value in one] for one in many])
    together = read(table, MDC)
    for row, one in enumerate(table):
        alone = read(one[None], MDC)
        for name in ("mean", "lower", "upper", "outside", "trend", "two_of_three", "shift", "flat"):
            np.testing.assert_array_equal(getattr(together, name)[row], getattr(alone, name)[0])


@given(SERIES, st.sampled_from([MDC, NHSR]))
def test_whatever_has_a_value_has_finite_limits(values: list[float | None], rules: Any) -> None:
    if all(value is None for value in values):
        return
    for phase in chart(values, rules).phases:
        assert np.isfinite([phase.mean, phase.lower, phase.upper]).all()


# Cases of the R package, with what it answered: read where they lie, beside this project

FIXTURES = Path(__file__).parents[3] / "shared" / "fixtures" / "spc"
NAMED = {
    "Common Cause": Special.COMMON,
    "Above UCL": Special.ABOVE,
    "Below LCL": Special.BELOW,
    "7 Point Trend (Increasing)": Special.TREND_UP,
    "7 Point Trend (Decreasing)": Special.TREND_DOWN,
    "2 in 3 Above CL": Special.TWO_OF_THREE_HIGH,
    "2 in 3 Below CL": Special.TWO_OF_THREE_LOW,
    "7 Points Above CL": Special.SHIFT_HIGH,
    "7 Points Below CL": Special.SHIFT_LOW,
}
BETTER = {"increase": Better.UP, "decrease": Better.DOWN, "neutral": Better.NONE}


@pytest.mark.skipif(
    not FIXTURES.is_dir(), reason="the cases of NHSRplotthedots lie beside this project, not in it"
)
@pytest.mark.parametrize("kept", ["cases_published", "cases_edges", "cases_ae", "cases_uk"])
def test_every_case_of_nhsrplotthedots_comes_out_as_there(kept: str) -> None:
    for case in json.loads((FIXTURES / f"{kept}.json").read_text()):
        found = chart(
            case["values"], NHSR, better=BETTER[case["improvement_direction"]], target=case["target"],
            phases=case["rebase_at"], baseline=case["fix_after_n_points"], screens=case["screen_outliers"],
        )  # fmt: skip
        told = case["expected"]
        assert [point.special for point in found.points] == [
            NAMED[one] for one in told["special_cause_type"]
        ], case["id"]
        assert (found.variation, found.assurance) == (told["variation"], told["assurance"]), case["id"]
        for phase, segment in zip(found.phases, told["segments"], strict=True):
            expected = [segment["mean"], segment["lpl"], segment["upl"]]
            known = [
                (ours, theirs)
                for ours, theirs in zip((phase.mean, phase.lower, phase.upper), expected, strict=True)
                if theirs is not None
            ]
            assert [ours for ours, _ in known] == pytest.approx([theirs for _, theirs in known], rel=1e-9), (
                case["id"]
            )


# Periods


def test_a_month_a_week_and_a_working_day_that_are_missing_are_gaps() -> None:
    months = [date(2026, month, 1) for month in (1, 2, 4)]
    assert with_gaps(months) == [date(2026, month, 1) for month in (1, 2, 3, 4)]
    ends = [date(2026, 1, 31), date(2026, 3, 31)]
    assert with_gaps([*ends, date(2026, 4, 30)]) == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        ends[1],
        date(2026, 4, 30),
    ]
    quarters = [date(2025, 10, 1), date(2026, 1, 1), date(2026, 7, 1)]
    assert date(2026, 4, 1) in with_gaps(quarters)
    assert len(with_gaps(quarters)) == 4
    weeks = [date(2026, 1, 5) + timedelta(weeks=week) for week in (0, 1, 3)]
    assert len(with_gaps(weeks)) == 4
    working = [date(2026, 1, 8), date(2026, 1, 9), date(2026, 1, 13)]
    assert with_gaps(working) == [date(2026, 1, day) for day in (8, 9, 12, 13)]


# The command


def test_the_command_reads_many_series_and_says_what_it_read(tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "series.csv"
    months = [f"{2024 + count // 12}-{count % 12 + 1:02}" for count in range(26)]
    rows = [f"a,{month},{value}" for month, value in zip(months, T11, strict=True)]
    rows += [f"b,{month},{value}" for month, value in zip(months, T1, strict=False)]
    file.write_text("series,date,value\n" + "\n".join(rows))
    assert (
        main(
            [
                "analyse",
                "spc",
                str(file),
                "--improve",
                "up",
                "--rebase",
                "2025-02-01",
                "--target",
                "45",
                "--json",
            ]
        )
        == 0
    )
    first, second = json.loads(capsys.readouterr().out)
    assert [one["series"] for one in (first, second)] == ["a", "b"]
    assert (first["variation"], first["assurance"], first["trial"]) == (
        "common_cause",
        "consistent_pass",
        False,
    )
    assert first["points"][0]["date"] == "2024-01-01"
    assert first["points"][20]["special"] == "common"
    assert second["trial"] is True  # five points after the rebase
    assert first["rules"]["name"] == "mdc"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("when,what\n", "the first line must be"),
        ("date,value\n", "there is no value in it"),
        ("date,value\n2026-13-01,4\n", "line 2: '2026-13-01' is no date"),
        ("date,value\n2026-01-01,four\n", "line 2: 'four' is no number"),
        ("date,value\n2026-01-01,nan\n", "line 2: 'nan' is no number"),
        ("date,value\n2026-01-01,4\n2026-01-01,5\n", "line 3: a second value"),
        ("date,value\n2026-01-01\n", "line 2: 1 cells"),
        ("date,value\n2026-01-01,\n", "there is no value in it"),
        ("date,value\n2026-01-01,-inf\n", "line 2: '-inf' is no number"),
        ("date,value\n2026-01-01,1e308\n", "line 2: '1e308' is larger than a chart can hold"),
        ("date,value\n2026-01-01,1_000\n", "line 2: '1_000' is no number"),
        ("date,value\n0001-01-01,1\n2026-01-02,1\n", "more than 300 years"),
        ("", "the first line must be"),
        ("date,value\n2026-01-01,\xff\n", "can’t be read as a CSV file in UTF-8"),
        ("PK\x03\x04\0", "the first line must be"),
    ],
)
def test_what_can_not_be_read_is_a_sentence_with_its_line(
    text: str, says: str, tmp_path: Path, capsys: Any
) -> None:
    file = tmp_path / "series.csv"
    file.write_bytes(text.encode("latin-1"))
    assert main(["analyse", "spc", str(file)]) == 2
    assert says in capsys.readouterr().err


def spc_of(tmp_path: Path, capsys: Any, text: str, *words: str) -> list[dict[str, Any]]:
    file = tmp_path / "series.csv"
    file.write_text(text)
    assert main(["analyse", "spc", str(file), *words, "--json"]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    return found


def monthly(*values: object) -> str:
    lines = (f"{2024 + at // 12}-{at % 12 + 1:02},{value}" for at, value in enumerate(values))
    return "date,value\n" + "\n".join(lines)


@pytest.mark.parametrize(
    "values",
    [(5,), ("",) * 5 + (5,), (5,) * 20, (5,) * 19 + (9,), (1e99, -1e99) * 9, (0,) * 14, ("",) * 3 + (1, 2) * 9, (1e-300,) * 13],
    ids=["one", "gaps and one", "constant", "all but one", "huge", "nothing", "gaps first", "tiny"],
)  # fmt: skip
@pytest.mark.parametrize(
    "how", [(), ("--rules", "nhsr"), ("--baseline", "500"), ("--target", "1e308", "--improve", "up")]
)
def test_whatever_the_numbers_are_every_limit_is_finite(
    values: tuple[object, ...], how: tuple[str, ...], tmp_path: Path, capsys: Any
) -> None:
    (found,) = spc_of(tmp_path, capsys, monthly(*values), *how)
    assert len(found["points"]) == len(values)
    assert found["words"]
    if len(set(values)) == 1 and len(values) > 1:
        assert {one["special"] for one in found["points"]} == {"common"}
        assert "Nearly every value is the same" in found["words"]


def test_lines_may_stand_in_any_order_and_what_is_missing_is_a_gap(tmp_path: Path, capsys: Any) -> None:
    (found,) = spc_of(tmp_path, capsys, "date,value\n2026-03,3\n2026-01,1\n2026-04,4\n\n")
    assert [(one["date"], one["value"]) for one in found["points"]] == [
        ("2026-01-01", 1), ("2026-02-01", None), ("2026-03-01", 3), ("2026-04-01", 4)
    ]  # fmt: skip


def test_of_many_series_one_without_a_number_and_one_that_ends_before_a_rebase_are_read_too(
    tmp_path: Path, capsys: Any
) -> None:
    rows = ["a,2024-01,1", "a,2024-02,2", "b,2024-01,", "c,2024-01,1", "c,2025-01,2"]
    found = spc_of(tmp_path, capsys, "series,date,value\n" + "\n".join(rows), "--rebase", "2024-12-01")
    assert [one["series"] for one in found] == ["a", "b", "c"]
    assert [len(one["phases"]) for one in found] == [1, 0, 2]


def test_a_rebase_outside_every_series_is_a_sentence(tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "series.csv"
    file.write_text(monthly(1, 2, 3))
    assert main(["analyse", "spc", str(file), "--rebase", "2031-01-01"]) == 2
    assert "2031-01-01 lies outside the series" in capsys.readouterr().err


# Divergence


def months(count: int) -> list[date]:
    return [date(2024 + month // 12, month % 12 + 1, 1) for month in range(count)]


def test_one_gets_better_while_the_other_gets_worse_is_a_divergence_where_both_signal() -> None:
    ours = [60, 62, 59, 61, 60, 63, 61, 60, 62, 61, 59, 60, 62, 70, 71, 69, 72, 70, 68, 71]
    shared = [20, 21, 19, 20, 21, 19, 20, 21, 19, 20, 19, 21, 20, 12, 11, 12, 13, 11, 12, 12]
    own = stretches(chart(ours, MDC, dates=months(20), better=Better.UP))
    goal = stretches(chart(shared, MDC, dates=months(20), better=Better.UP))
    found = divergences(own, goal)
    assert [(one.own_better, one.begins, one.ends) for one in found if one.own_better] == [
        (True, date(2025, 2, 1), date(2025, 8, 1))
    ]
    assert divergences(own, own) == []
    as_usual = chart([20.0, 21, 19] * 7, MDC, dates=months(21), better=Better.UP)
    assert divergences(own, stretches(as_usual)) == []
    neither_way_is_better = chart(shared, MDC, dates=months(20))
    assert divergences(own, stretches(neither_way_is_better)) == []


# The measures of the demonstration, and what their research says that the engine finds in them


def of_demonstration(place: str, key: str) -> Chart:
    folder = Path(counterpoint.__file__).parent / "demo" / "places" / place
    told = tomllib.loads((folder / "measures.toml").read_text())
    row = next(one for one in told["measures"] if one["id"] == key)
    step = 3 if row["every"] == "quarter" else 1
    first = row["first"].year * 12 + row["first"].month - 1
    days = [
        date((first + step * count) // 12, (first + step * count) % 12 + 1, 1)
        for count in range(len(row["values"]))
    ]
    better = {"lower": Better.DOWN, "higher": Better.UP}[row["better"]]
    return chart(
        row["values"], MDC, dates=days, better=better, target=row.get("target"), baseline=row.get("baseline")
    )


@pytest.mark.parametrize(
    ("place", "key", "lines", "variation", "assurance"),
    [
        ("harrowmere", "H1", (6.5, 5.1, 7.8), Variation.IMPROVEMENT, Assurance.FAIL),
        ("harrowmere", "H2", (1729, 1597, 1861), Variation.COMMON, Assurance.HIT_OR_MISS),
        ("harrowmere", "H4", (54.2, 40.9, 67.5), Variation.IMPROVEMENT, Assurance.FAIL),
        ("saltreach", "SM1", (60.7, 47.1, 74.2), Variation.COMMON, Assurance.FAIL),
        ("saltreach", "SM2", (411.7, 347, 476), Variation.COMMON, Assurance.FAIL),
        ("saltreach", "SM3", (40.2, 26.1, 54.2), Variation.COMMON, Assurance.FAIL),
        ("kelderdale", "K1", (99.3, 73.5, 125), Variation.IMPROVEMENT, Assurance.FAIL),
        ("kelderdale", "K2", (31.3, None, None), Variation.COMMON, Assurance.FAIL),
        ("kelderdale", "K3", (72.5, 60.9, None), Variation.COMMON, None),
    ],
)
def test_the_demonstrations_measures_say_what_their_research_found(
    place: str, key: str, lines: tuple[float | None, ...], variation: Variation, assurance: Assurance | None
) -> None:
    found = of_demonstration(place, key)
    for ours, theirs in zip(limits(found), lines, strict=True):
        if theirs is not None:
            assert ours == pytest.approx(theirs, abs=0.6 if theirs > 100 else 0.06)
    assert found.variation == variation
    if assurance is not None:
        assert found.assurance == assurance


def test_ten_quarters_are_limits_on_trial_and_no_word() -> None:
    found = of_demonstration("harrowmere", "H3")
    assert (found.variation, found.phases[0].trial, found.phases[0].has_limits) == (None, True, True)


def test_what_was_better_and_is_not_now_is_in_its_history() -> None:
    found = of_demonstration("saltreach", "SM1")
    assert stretches(found)[-1].better
    assert stretches(found)[-1].ends < date(2026, 9, 1)
