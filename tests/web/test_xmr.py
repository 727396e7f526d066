"""An XmR chart as it is drawn: everything on it lies in its field, and shape as well as colour says what a dot is."""

from __future__ import annotations

import gzip
import math
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.analysis.spc import MDC, Better, chart
from counterpoint.web.xmr import (
    BOTTOM,
    HEIGHT,
    NARROW,
    TOP,
    WIDE,
    Beside,
    Drawing,
    Happened,
    Tick,
    draw,
    nice,
)

START = date(2024, 1, 1)


def drawn(values: list[float | None], **how: object) -> Drawing:
    days = [START + timedelta(weeks=count) for count in range(len(values))]
    return draw(chart(values, MDC, dates=days, **how), id="one", title="One")  # type: ignore[arg-type]


@given(st.floats(-1e9, 1e9), st.floats(0, 1e9))
def test_a_scale_holds_both_ends_in_a_few_round_steps(lowest: float, spread: float) -> None:
    levels = nice(lowest, lowest + spread)
    assert 2 <= len(levels) <= 7
    step = levels[1] - levels[0]
    assert levels[0] <= lowest + 1e-6 * step
    assert levels[-1] >= lowest + spread - 1e-6 * step
    lead = step / 10 ** math.floor(math.log10(step) + 1e-6)
    assert min(abs(lead - one) for one in (1, 2, 5, 10)) < 1e-3


@given(
    st.lists(st.none() | st.integers(-500, 500).map(float), min_size=2, max_size=30),
    st.none() | st.integers(-600, 600),
)
def test_everything_lies_in_the_field(values: list[float | None], target: int | None) -> None:
    found = drawn(values, target=target, better=Better.UP)
    heights = (
        [dot.y for dot in found.dots] + [span.y for span in found.spans] + [tick.at for tick in found.across]
    )
    heights += [found.target.at] if found.target else []
    assert all(TOP - 0.1 <= float(one) <= HEIGHT - BOTTOM + 0.1 for one in heights)
    assert all(0 <= float(dot.x.rstrip("%")) <= 100 for dot in found.dots)
    assert len(found.dots) == sum(value is not None for value in values)


def test_better_worse_and_neither_have_shapes_of_their_own() -> None:
    rises = [10.0] * 2 + [12, 9, 11, 10, 12, 9, 8, 11, 10, 12, 9, 10, 13, 14, 13, 15, 14, 13, 14]
    assert drawn(rises, better=Better.UP).dots[-1].look == "better"
    assert drawn(rises, better=Better.DOWN).dots[-1].look == "worse"
    assert drawn(rises).dots[-1].look == "other"
    assert drawn(rises).dots[0].look == "usual"


def test_a_gap_breaks_the_line_and_stands_in_the_table() -> None:
    found = drawn([1, 2, 3, None, 2, 1, 2])
    assert len(found.line) == 2
    assert found.rows[3][1] == "none"


def test_a_rebase_breaks_the_limits_between_two_points() -> None:
    found = drawn([60, 62, 59, 61, 60, 63, 61, 50, 51, 49, 52, 50, 48, 51], phases=[7])
    assert len(found.breaks) == 1
    ends = sorted({float(span.x2.rstrip("%")) for span in found.spans})
    begins = sorted({float(span.x1.rstrip("%")) for span in found.spans})
    assert ends[0] < float(found.breaks[0].rstrip("%")) < begins[1]


def test_what_happened_is_numbered_in_its_order_and_only_within_the_chart() -> None:
    days = [START + timedelta(weeks=count) for count in range(13)]
    told = [Happened(days[9], "second"), Happened(days[2], "first"), Happened(date(2030, 1, 1), "later")]
    found = draw(
        chart([float(count % 3) for count in range(13)], MDC, dates=days),
        id="one",
        title="One",
        happened=told,
    )
    assert [(flag.number, flag.words) for flag in found.flags] == [(1, "first"), (2, "second")]


def test_marks_that_would_touch_stand_on_different_lines() -> None:
    days = [START + timedelta(weeks=count) for count in range(60)]
    told = [Happened(on, "told") for on in (days[0], days[1], days[1], days[30], days[59])]
    found = draw(
        chart([float(n % 3) for n in range(60)], MDC, dates=days), id="one", title="One", happened=told
    )
    assert [flag.y for flag in found.flags] == [10, 23, 36, 10, 10]


@given(st.integers(2, 130), st.sampled_from([1, 7, 30.44, 91.31, 365.25]))
def test_dates_below_never_touch_and_lie_evenly(count: int, step: float) -> None:
    days = [START + timedelta(days=int(n * step)) for n in range(count)]
    found = draw(chart([float(n % 3) for n in range(count)], MDC, dates=days), id="one", title="One").below
    for width, ticks in ((WIDE, found), (NARROW, [tick for tick in found if not tick.minor])):
        ends = [_ends(tick, width) for tick in ticks]
        assert all(before[1] < after[0] for before, after in pairwise(ends))
        gaps = [float(after.at[:-1]) - float(before.at[:-1]) for before, after in pairwise(ticks)]  # type: ignore[index]
        assert max(gaps, default=0) - min(gaps, default=0) < 2
    assert not found[0].minor


def _ends(tick: Tick, width: int) -> tuple[float, float]:
    at, long = float(str(tick.at).rstrip("%")) * width / 100, 7 * len(tick.words)
    return (at - long, at) if tick.anchor == "end" else (at - long / 2, at + long / 2)


def test_a_stretch_of_time_that_is_spoken_of_is_marked_over_the_days_of_both_charts() -> None:
    days = [START + timedelta(weeks=count) for count in range(20)]
    over = (days[0], days[-1] + timedelta(weeks=20))
    shown = draw(
        chart([float(n % 3) for n in range(20)], MDC, dates=days), id="one", title="One",
        beside=Beside(over=over, marked=(days[4], days[9])),
    )  # fmt: skip
    assert shown.marked is not None
    begins, wide = (float(one.rstrip("%")) for one in shown.marked)
    dots = [float(dot.x.rstrip("%")) for dot in shown.dots]
    assert begins < dots[4]
    assert dots[9] < begins + wide < dots[10]
    assert max(dots) < 51  # the other chart goes on for twenty weeks


@pytest.mark.parametrize("better", [Better.UP, Better.DOWN, Better.NONE])
def test_sixty_points_are_at_most_sixteen_kilobytes_and_four_compressed(better: Better) -> None:
    """With a target that changed, what was expected, nine marks and a third of the points special."""
    days = [START + timedelta(weeks=count) for count in range(60)]
    values = [50 + 10 * math.sin(count * 1.7) + (20 if count > 40 else 0) for count in range(60)]
    found = draw(
        chart(values, MDC, dates=days, better=better, target=70.0, phases=[20]), id="one", title="One", unit=" days",
        beside=Beside(
            happened=[Happened(days[5 * count], "Promise kept") for count in range(9)],
            targets=[(days[0], 60.0), (days[30], 70.0)],
            expected=[(days[-1] + timedelta(weeks=count), 60.0 + count) for count in range(6)],
            marked=(days[20], days[30]),
        ),
    )  # fmt: skip
    page = engines["jinja2"].from_string('{% from "components/xmr.jinja" import xmr %}{{ xmr(chart) }}')
    html = page.render({"chart": found})
    svg = html[
        html.index('<svg class="xmr__scale"') : html.index("</div>", html.index('<svg class="xmr__field"'))
    ]
    assert sum(dot.look != "usual" for dot in found.dots) > 15
    assert len(svg.encode()) <= 16_000
    assert len(gzip.compress(svg.encode())) <= 4_000


def test_a_chart_without_dates_is_not_drawn() -> None:
    with pytest.raises(ValueError, match="dates"):
        draw(chart([1, 2, 3], MDC), id="one", title="One")
