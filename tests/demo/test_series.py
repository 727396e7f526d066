"""Each of the ten series of the three places, point by point, as the research states it (domain research, F and C1)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest

from counterpoint.analysis.spc import Assurance, Chart, Variation
from counterpoint.goals.models import Measure
from counterpoint.goals.policies.small import NOTE
from counterpoint.goals.queries.charts import TINY, WITHHELD, Drawn, charts_of_place
from counterpoint.goals.queries.told import Of, told
from counterpoint.partnership.models import Member

pytestmark = pytest.mark.usefixtures("demonstration")

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
BETTER, SAME = Variation.IMPROVEMENT, Variation.COMMON
MISSED, BY_CHANCE = Assurance.FAIL, Assurance.HIT_OR_MISS
MISSES = "As things are, the target is missed every time."
USUAL = "It goes up and down as it usually does"
GOT = "It is getting better, by more than the usual ups and downs: the latest point lies"


@dataclass(frozen=True, slots=True)
class Stated:
    """`flags`: the months that carry each. `chart`: what its own sentence says; `people`: what the Mirror says of it."""

    name: str
    lines: tuple[float, float, float]
    variation: Variation | None
    assurance: Assurance | None
    chart: str
    people: str
    flags: dict[str, str] = field(default_factory=dict)


H1, H2, H3, H4 = (
    Stated(
        "The wait of people", (6.5, 5.1, 7.8), BETTER, MISSED, f"{GOT} below what is usual. {MISSES}",
        "The wait of people who are ready to go home: 4.6 days in September 2026. It has been better since February 2026: "
        "before, it was about 6.5 days.",
        {"shift_low": "2026-02 to 2026-09", "two_of_three_low": "2026-02 to 2026-09", "below": "2026-03 to 2026-09"},
    ),
    Stated(
        "Emergency admissions", (1729, 1597, 1861), SAME, BY_CHANCE,
        f"{USUAL}: nothing has changed. As things are, the target is sometimes met and sometimes missed, by chance.",
        "Emergency admissions a month of people aged 65 and over: about 1,730 per 100,000, for thirty months. "
        "It has not changed.",
    ),
    Stated(
        "Long-term residential", (149.3, 128.0, 170.6), None, None,
        "There are 10 points so far: the limits are on trial. From 13 on one can tell whether something has changed.",
        "",
    ),
    Stated(
        "People who say", (54.2, 40.9, 67.5), BETTER, MISSED, f"{GOT} above what is usual. {MISSES}",
        "In September 2026 about seven in ten people said that they knew what would happen next. "
        "It has been better since November 2025: before, it was about five in ten.",
        {"shift_high": "2025-11 to 2026-09", "two_of_three_high": "2026-02 to 2026-04, 2026-06 to 2026-09",
         "above": "2026-04, 2026-06, 2026-08 to 2026-09"},
    ),
)  # fmt: skip
SM1, SM2, SM3 = (
    Stated(
        "Police call-outs", (60.7, 47.1, 74.2), SAME, MISSED,
        f"It was better from June 2025 to June 2026, and is not now. {USUAL}. {MISSES}",
        "Police call-outs a month linked to the thirty-one: 66 in September 2026. It was better from June 2025 to June "
        "2026, and is not now.",
        {"trend_down": "2025-06 to 2026-01", "shift_low": "2025-07 to 2026-06", "below": "2025-10 to 2026-04",
         "two_of_three_low": "2025-09 to 2026-04"},
    ),
    Stated(
        "Nights a month", (411.7, 347.3, 476.0), SAME, MISSED, f"{USUAL}: nothing has changed. {MISSES}",
        "Nights a month in emergency accommodation: about 412, for thirty months. It has not changed.",
    ),
    Stated(
        "People still in touch", (40.2, 26.1, 54.2), SAME, MISSED,
        f"It was better from July 2025 to August 2026, and is not now. {USUAL}. {MISSES}",
        "People still in touch with the same worker after 12 weeks: about four in ten in September 2026. It was better "
        "from July 2025 to August 2026, and is not now.",
        {"shift_high": "2025-07 to 2026-08", "two_of_three_high": "2025-09 to 2026-05", "above": "2025-12, 2026-03"},
    ),
)  # fmt: skip
K1, K2, K3 = (
    Stated(
        "Days from diagnosis", (99.3, 73.5, 125.2), BETTER, MISSED, f"{GOT} below what is usual. {MISSES}",
        "Days from diagnosis to first contact with support: 62 in September 2026. It has been better since September "
        "2025: before, it was about 99.",
        {"trend_down": "2025-09 to 2026-04", "shift_low": "2025-10 to 2026-09", "below": "2026-02 to 2026-09",
         "two_of_three_low": "2025-12 to 2026-09"},
    ),
    Stated(
        "Carers who say", (31.3, 19.5, 43.2), SAME, MISSED, f"{USUAL}: nothing has changed. {MISSES}",
        "For thirty months about three in ten carers have said that they get a break when they need one. "
        "It has not changed.",
    ),
    Stated(
        "Places at the Memory Barn", (72.5, 60.9, 84.1), SAME, MISSED,
        f"It was worse from September 2025 to July 2026, and is as it was before. {USUAL}. {MISSES}",
        "Places at the Memory Barn that are used: about seven in ten in September 2026. It was worse from September 2025 "
        "to July 2026, and is as it was before.",
        {"shift_low": "2025-09 to 2026-07", "below": "2025-10 to 2026-01", "two_of_three_low": "2025-10 to 2026-04",
         "trend_up": "2026-03 to 2026-08"},
    ),
)  # fmt: skip
SERIES = {
    "H1": H1, "H2": H2, "H3": H3, "H4": H4, "SM1": SM1, "SM2": SM2, "SM3": SM3, "K1": K1, "K2": K2, "K3": K3,
}  # fmt: skip
PLACES = {"H": "harrowmere", "S": "saltreach", "K": "kelderdale"}
# Whoever holds counts of few people; of everything else anyone in the place reads the same.
HOLDERS = {"SM1": "PC Leanne Oduya", "SM3": "Fran Delacroix"}


def reader(key: str, *, holds: bool = True) -> Member:
    people = Member.objects.select_related("place").filter(place__slug=PLACES[key[0]])
    return people.get(name=HOLDERS[key]) if holds and key in HOLDERS else people.get(convenor=True)


def drawn(key: str, *, holds: bool = True) -> Drawn:
    who = reader(key, holds=holds)
    return next(one for one in charts_of_place(who, NOW) if one.name.startswith(SERIES[key].name))


def chart_of(key: str) -> Chart:
    found = drawn(key).chart
    assert found is not None
    return found


def months(spans: str) -> list[str]:
    """ "2025-12, 2026-03 to 2026-04": each month of it."""
    found = []
    for span in spans.split(", "):
        first, _, last = span.partition(" to ")
        begins, ends = (12 * int(one[:4]) + int(one[5:]) - 1 for one in (first, last or first))
        found += [f"{month // 12}-{month % 12 + 1:02}" for month in range(begins, ends + 1)]
    return found


@pytest.mark.parametrize("key", SERIES)
def test_its_lines_and_its_icons_are_those_of_the_research(key: str) -> None:
    stated, chart = SERIES[key], chart_of(key)
    (phase,) = chart.phases
    for found, said in zip((phase.mean, phase.lower, phase.upper), stated.lines, strict=True):
        assert found == pytest.approx(said, abs=0.5 if said > 1000 else 0.06)
    assert (chart.variation, chart.assurance) == (stated.variation, stated.assurance)


@pytest.mark.parametrize("key", SERIES)
def test_each_point_carries_the_flags_of_the_research_and_no_others(key: str) -> None:
    carried = defaultdict[str, list[str]](list)
    for point in chart_of(key).points:
        for flag in point.flags:
            carried[str(flag)].append(f"{point.on:%Y-%m}")
    assert carried == {flag: months(spans) for flag, spans in SERIES[key].flags.items()}


@pytest.mark.parametrize("key", SERIES)
def test_it_says_so_below_the_chart_and_on_the_mirror(key: str) -> None:
    stated, shown = SERIES[key], drawn(key)
    assert shown.chart is not None
    assert shown.drawing is not None
    assert shown.drawing.sentence == stated.chart
    one = Measure.objects.select_related("name").get(place__slug=PLACES[key[0]], number=shown.number)
    said = told(Of(str(one.name), one.unit, one.every, locked=one.baseline is not None), shown.chart)
    assert (said[1] if said else "") == stated.people


def test_ten_quarters_have_trial_limits_and_no_icon_and_no_word_of_better_or_worse() -> None:
    shown = drawn("H3")
    assert shown.chart is not None
    assert shown.drawing is not None
    assert shown.chart.phases[0].trial
    assert (shown.drawing.variation, shown.drawing.assurance) == ("", "")
    assert {span.look for span in shown.drawing.spans} == {"mean", "trial"}
    assert {row[2] for row in shown.drawing.rows} == {""}
    assert "better" not in shown.drawing.sentence


def test_a_share_of_eight_to_fourteen_people_says_how_shaky_it_is_and_is_for_its_holder_alone() -> None:
    held, seen = drawn("SM3"), drawn("SM3", holds=False)
    assert TINY in held.notes
    assert held.drawing is not None
    assert {row[0] for row in held.drawing.rows} == {f"{one:%B %Y}" for one in thirty()}
    assert (seen.drawing, seen.withheld) == (None, WITHHELD)


def test_counts_of_few_people_are_to_the_nearest_five_for_everybody_else() -> None:
    seen = drawn("SM1", holds=False)
    assert seen.chart is not None
    assert NOTE in seen.notes
    assert all(point.value is not None and point.value % 5 == 0 for point in seen.chart.points)
    true = [point.value for point in chart_of("SM1").points]
    assert true[:3] == [61, 58, 64]


def thirty() -> list[date]:
    return [date(2024 + month // 12, month % 12 + 1, 1) for month in range(3, 33)]
