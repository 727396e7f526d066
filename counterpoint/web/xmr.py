"""Draws an XmR chart: where each point, line and word of it lies. What it says is `analysis.spc`'s; colours are the page's.

Across, places are percentages of the width, as on a staff: so words and dots keep their size on a phone. Down, they are
pixels.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from counterpoint.analysis.spc import Better, Chart, Phase, Point, Special, in_words
from counterpoint.analysis.spc.series import UP
from counterpoint.web import dates

HEIGHT, TOP, BOTTOM = 260, 16, 34  # pixels; above the field, and below it for the dates
TICKS = 5  # at most so many lines across
ROOM = 26  # pixels that a line of words takes up
A_MONTH = 28  # days, at the least
STEPS = (1, 2, 3, 4, 6)  # months, or quarters, from one date below to the next; or whole years
WIDE, NARROW = (
    470,
    220,
)  # pixels of the field, at the least, on which both and only the major ones stand (_xmr.scss)
LATE = 0.9  # of the width: from here on a date ends at its day, and does not hang over
LETTER, BETWEEN = 7.6, 8  # pixels of a letter below, and between two dates
NEAR = 14 / NARROW  # of the width: marks closer than this would touch
LINES, LINE = 3, 13  # so many lines on which marks stand, and pixels from one to the next

# What colour and shape a dot has: round and plain as usual; the rest has a shape of its own, never colour alone.
USUAL, BETTER, WORSE, OTHER = "usual", "better", "worse", "other"

SAID = {
    Special.COMMON: "as usual",
    Special.ABOVE: "above what is usual",
    Special.BELOW: "below what is usual",
    Special.TREND_UP: "rising",
    Special.TREND_DOWN: "falling",
    Special.TWO_OF_THREE_HIGH: "two of three far above the middle",
    Special.TWO_OF_THREE_LOW: "two of three far below the middle",
    Special.SHIFT_HIGH: "a run above the middle",
    Special.SHIFT_LOW: "a run below the middle",
}


@dataclass(frozen=True, slots=True)
class Happened:
    """Something on the time axis: a promise kept, a barrier gone, an experiment begun."""

    on: date
    words: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    x: str
    y: float
    look: str


@dataclass(frozen=True, slots=True)
class Span:
    """A level line over one phase."""

    x1: str
    x2: str
    y: float
    look: str  # mean, limit, trial


@dataclass(frozen=True, slots=True)
class Tick:
    at: str | float
    words: str
    minor: bool = False  # left out on a phone
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Flag:
    """A mark on the time axis, with its number in the list below."""

    x: str
    y: int  # the foot of its number: marks that would touch stand on different lines
    number: int
    words: str
    when: str
    url: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything components/xmr.jinja may say."""

    id: str
    title: str
    sentence: str
    rules: str
    height: int
    line: tuple[str, ...]  # of SVG polylines in a field 1000 wide: one for each stretch without a gap
    dots: tuple[Dot, ...]
    spans: tuple[Span, ...]
    breaks: tuple[str, ...]  # where a phase begins
    target: Tick | None
    across: tuple[Tick, ...]
    below: tuple[Tick, ...]
    flags: tuple[Flag, ...]
    rows: tuple[tuple[str, str, str], ...]  # when, how much, what it says
    variation: str  # the icon's name, "" for none; likewise assurance
    assurance: str
    steps: tuple[Span, ...] = ()  # targets that changed over time: they stand instead of one line across
    expected: str = ""  # a polyline: what was expected if nothing changed
    gaps: str = ""  # the rows that have no dot, from 0
    marked: tuple[str, str] | None = None  # a band: where it begins, and how wide it is
    target_words: float = (
        0.0  # where the words of the target stand: above its line, or below where dots are above
    )


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands in a chart besides its points. `words`: in the table, instead of the number of that day."""

    happened: Sequence[Happened] = ()
    targets: Sequence[tuple[date, float]] = ()  # from a day on
    expected: Sequence[tuple[date, float]] = ()
    words: Mapping[date, str] = field(default_factory=dict)
    over: tuple[date, ...] = ()  # days over which the field stretches at the least
    marked: tuple[date, date] | None = None  # a stretch of time of which the page speaks
    months: bool = False  # each point is a month, and its row bears the month's name


def draw(
    chart: Chart,
    *,
    id: str,
    title: str,
    unit: str = "",
    happened: Sequence[Happened] = (),
    beside: Beside | None = None,
) -> Drawing:
    """Place everything. The chart's points need dates; `unit` stands after each number ("%", " days")."""
    beside = beside or Beside(happened)
    field, said = _Field.of(chart, beside), _said(chart)
    sign = unit if len(unit) == 1 else ""  # beside the lines there is no room for a word
    return Drawing(
        id=id,
        title=title,
        sentence=in_words(chart),
        rules=_rules(chart),
        height=HEIGHT,
        line=tuple(_stretches(chart.points, field)),
        dots=tuple(
            Dot(field.x(_on(point)), field.y(point.value), _look(point, chart.better))
            for point in said
            if point.value is not None
        ),
        spans=tuple(
            span for phase in chart.phases if phase.has_limits for span in _spans(phase, chart.points, field)
        ),
        breaks=tuple(
            field.between(*chart.points[phase.start - 1 : phase.start + 1]) for phase in chart.phases[1:]
        ),
        target=None
        if chart.target is None
        else Tick(field.y(chart.target), f"target {field.says(chart.target)}{unit}"),
        across=tuple(Tick(field.y(level), field.level(level) + sign) for level in field.levels),
        below=tuple(_below([_on(point) for point in chart.points], field)),
        flags=tuple(_flags(beside.happened, field)),
        rows=tuple(_row(point, field, unit, beside) for point in said),
        variation=_variation(chart),
        assurance=chart.assurance or "",
        steps=tuple(_steps(beside.targets, field)) if len(beside.targets) > 1 else (),
        expected=_joined(beside.expected, field),
        target_words=_target_words(chart, field),
        gaps=" ".join(str(at) for at, point in enumerate(chart.points) if point.value is None),
        marked=_band(*beside.marked, field) if beside.marked else None,
    )


def _said(chart: Chart) -> list[Point]:
    """The points, of which those say nothing that lie in a phase with too few of them for a word."""
    quiet = {
        place
        for phase in chart.phases
        if phase.points < chart.rules.icons_from
        for place in range(phase.start, phase.end)
    }
    return [
        replace(point, mean=None, flags=()) if place in quiet else point
        for place, point in enumerate(chart.points)
    ]


@dataclass(frozen=True, slots=True)
class _Field:
    """The ground of the drawing: which days and numbers it spans."""

    first: date
    last: date
    levels: tuple[float, ...]  # the lines across, lowest first
    places: int  # decimal places of a value; of a line across: as many as its step has
    step_places: int

    @classmethod
    def of(cls, chart: Chart, beside: Beside) -> _Field:
        days = [_on(point) for point in chart.points] + [on for on, _ in beside.expected] + [*beside.over]
        values = [point.value for point in chart.points if point.value is not None]
        values += [value for _, value in beside.expected]
        values += [value for _, value in beside.targets] if len(beside.targets) > 1 else []
        ends = [end for phase in chart.phases if phase.has_limits for end in (phase.lower, phase.upper)]
        lowest, highest = min(values + ends, default=0.0), max(values + ends, default=1.0)
        if chart.target is not None:
            lowest, highest = min(lowest, chart.target), max(highest, chart.target)
        levels = nice(lowest, highest)
        step = levels[1] - levels[0]
        coarse = max(0, -math.floor(math.log10(step) + 1e-9))
        finer = any(value != round(value, coarse) for value in values)
        return cls(min(days), max(days), levels, coarse + finer, coarse)

    def share(self, on: date) -> float:
        whole = (self.last - self.first).days
        return 0.02 + 0.96 * ((on - self.first).days / whole if whole else 0.5)

    def x(self, on: date) -> str:
        return f"{100 * self.share(on):.4g}%"

    def between(self, before: Point, after: Point) -> str:
        return f"{50 * (self.share(_on(before)) + self.share(_on(after))):.4g}%"

    def y(self, value: float) -> float:
        high = (value - self.levels[0]) / (self.levels[-1] - self.levels[0])
        return round(TOP + (1 - high) * (HEIGHT - TOP - BOTTOM), 1)

    def says(self, value: float) -> str:
        return _number(value, self.places)

    def level(self, value: float) -> str:
        return _number(value, self.step_places)


def _number(value: float, places: int) -> str:
    return f"{round(value, places) + 0.0:,.{places}f}"  # never "-0"


def nice(lowest: float, highest: float, most: int = TICKS) -> tuple[float, ...]:
    """Round numbers that hold both ends, `most` steps at the most: steps of 1, 2 or 5 times a power of ten.

    After Heckbert, "Nice numbers for graph labels", Graphics Gems, 1990. Raises ValueError for ends that are not finite.
    """
    if not (math.isfinite(lowest) and math.isfinite(highest)):
        raise ValueError("a scale has finite ends")
    if highest - lowest < 1e-9 * max(1.0, abs(highest)):
        spare = abs(highest) / 10 or 1.0
        lowest, highest = lowest - spare, highest + spare
    power = 10.0 ** math.floor(math.log10((highest - lowest) / most))
    for times in (1, 2, 5, 10, 20):
        step = power * times
        first, last = math.floor(lowest / step + 1e-9), math.ceil(highest / step - 1e-9)
        if last - first <= most:
            break
    return tuple(number * step for number in range(first, last + 1))


def _on(point: Point) -> date:
    if point.on is None:
        raise ValueError("only a chart with dates can be drawn")
    return point.on


def _stretches(points: Sequence[Point], field: _Field) -> Iterable[str]:
    """A gap breaks the line."""
    held: list[str] = []
    for point in points:
        if point.value is None:
            if len(held) > 1:
                yield " ".join(held)
            held = []
        else:
            held.append(f"{1000 * field.share(_on(point)):.4g},{field.y(point.value)}")
    if len(held) > 1:
        yield " ".join(held)


def _spans(phase: Phase, points: Sequence[Point], field: _Field) -> Iterable[Span]:
    x1, x2 = (field.x(_on(points[place])) for place in (phase.start, phase.end - 1))
    for level, look in ((phase.mean, "mean"), (phase.lower, "limit"), (phase.upper, "limit")):
        yield Span(x1, x2, field.y(level), "trial" if phase.trial and look == "limit" else look)


def _look(point: Point, better: Better) -> str:
    if point.special == Special.COMMON:
        return USUAL
    if better == Better.NONE:
        return OTHER
    return BETTER if (point.special in UP) == (better == Better.UP) else WORSE


def _flags(happened: Iterable[Happened], field: _Field) -> Iterable[Flag]:
    line, before = 0, -1.0
    for number, one in enumerate(sorted(happened, key=lambda one: one.on), start=1):
        if not field.first <= one.on <= field.last:
            continue
        share = field.share(one.on)
        line = (line + 1) % LINES if share - before < NEAR else 0
        before = share
        yield Flag(field.x(one.on), 10 + LINE * line, number, one.words, dates.day(one.on), one.url)


def _band(begins: date, ends: date, field: _Field) -> tuple[str, str]:
    """A little wider than its days, so that one day can be seen as well."""
    left, right = field.share(begins) - 0.01, field.share(ends) + 0.01
    return f"{100 * left:.4g}%", f"{100 * (right - left):.4g}%"


def _below(days: Sequence[date], field: _Field) -> Iterable[Tick]:
    """Every so manyth date, as many as there is room for; on a phone every so manyth of these. None touches another."""
    months = all((after - before).days >= A_MONTH for before, after in pairwise(days))
    said = [dates.short_month(on) if months else dates.day(on) for on in days]

    def has_room(step: int, width: int) -> bool:
        reach = [
            _reach(on, words, field, width) for on, words in zip(days[::step], said[::step], strict=True)
        ]
        return all(before[1] + BETWEEN <= after[0] for before, after in pairwise(reach))

    steps = [step for step in range(1, len(days) + 1) if not months or step in STEPS or step % 12 == 0]
    wide = next((step for step in steps if has_room(step, WIDE)), len(days))
    narrow = next((step for step in steps if step % wide == 0 and has_room(step, NARROW)), len(days))
    for place in range(0, len(days), wide):
        anchor = "end" if field.share(days[place]) > LATE else "middle"
        yield Tick(field.x(days[place]), said[place], place % narrow != 0, anchor)


def _reach(on: date, words: str, field: _Field, width: int) -> tuple[float, float]:
    """From where to where a date's words go, in pixels of a field so wide."""
    share, long = field.share(on), LETTER * len(words)
    left = share * width - (long if share > LATE else long / 2)
    return left, left + long


def _target_words(chart: Chart, field: _Field) -> float:
    """At the right-hand end, on the side of the line where the latest dots are not."""
    if chart.target is None:
        return 0.0
    line = field.y(chart.target)
    last = [field.y(point.value) for point in chart.points[-6:] if point.value is not None]
    crowded = any(line - ROOM < y <= line for y in last)
    return line + 15 if crowded and line + ROOM < HEIGHT - BOTTOM + 6 else line - 5


def _steps(targets: Sequence[tuple[date, float]], field: _Field) -> Iterable[Span]:
    """Each target over the days on which it held."""
    ends = [on for on, _ in targets[1:]] + [field.last]
    for (begins, value), end in zip(targets, ends, strict=True):
        x1, x2 = max(begins, field.first), min(end, field.last)
        if x1 < x2:
            yield Span(field.x(x1), field.x(x2), field.y(value), "target")


def _joined(points: Sequence[tuple[date, float]], field: _Field) -> str:
    return " ".join(f"{1000 * field.share(on):.4g},{field.y(value)}" for on, value in points)


def _row(point: Point, field: _Field, unit: str, beside: Beside) -> tuple[str, str, str]:
    value = "none" if point.value is None else f"{field.says(point.value)}{unit}"
    value = beside.words.get(_on(point), value)
    says = (
        ""
        if point.value is None or point.mean is None
        else dates.listed([SAID[flag] for flag in point.flags] or [SAID[Special.COMMON]])
    )
    return (dates.month if beside.months else dates.day)(_on(point)), value, says


def _variation(chart: Chart) -> str:
    """The icon's name: which way it goes, and whether that is better."""
    if chart.variation is None or chart.high is None:
        return chart.variation or ""
    sort = next(one for one in ("improvement", "concern", "neutral") if one in chart.variation)
    return f"{sort}_{'high' if chart.high else 'low'}"


def _rules(chart: Chart) -> str:
    screened = ", outlying ranges left out" if chart.screened else ""
    return (
        f"XmR chart, rules of {chart.rules.title} {chart.rules.version}: a shift is {chart.rules.shift} points, "
        f"a trend {chart.rules.trend}{screened}."
    )
