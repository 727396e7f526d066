"""An XmR chart as it is drawn: everything on it lies in its field, and shape as well as colour says what a dot is."""

from __future__ import annotations

import gzip
import math
from datetime import date, timedelta

import pytest
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.analysis.spc import MDC, Better, chart
from counterpoint.web.xmr import BOTTOM, HEIGHT, TOP, Drawing, Happened, draw, nice

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


def test_sixty_points_are_at_most_sixteen_kilobytes_and_four_compressed() -> None:
    found = drawn(
        [50 + 10 * math.sin(count * 1.7) + (20 if count > 40 else 0) for count in range(60)],
        target=70.0,
        better=Better.UP,
    )
    page = engines["jinja2"].from_string('{% from "components/xmr.jinja" import xmr %}{{ xmr(chart) }}')
    html = page.render({"chart": found})
    svg = html[
        html.index('<svg class="xmr__scale"') : html.index("</div>", html.index('<svg class="xmr__field"'))
    ]
    assert svg.count("<circle") + svg.count('overflow="visible"') == 60
    assert len(svg) <= 16_000
    assert len(gzip.compress(svg.encode())) <= 4_000


def test_a_chart_without_dates_is_not_drawn() -> None:
    with pytest.raises(ValueError, match="dates"):
        draw(chart([1, 2, 3], MDC), id="one", title="One")
