"""What a chart says to somebody who reads no charts: how many, since when, and whether it has changed. Never why."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from statistics import fmean

from counterpoint.analysis.spc import Chart, Variation
from counterpoint.analysis.spc.divergence import Stretch
from counterpoint.analysis.spc.history import history
from counterpoint.analysis.spc.series import Point
from counterpoint.goals.choices import Every
from counterpoint.goals.policies.figures import after_number, for_people
from counterpoint.web import dates

LEAST, MOST = 5, 95  # per cent: between them "about three in ten" is said
TENS = {30: "thirty", 40: "forty", 50: "fifty", 60: "sixty"}
SAYS = re.compile(r"(?P<who>.+?) who say (?P<what>.+)")
QUOTED = re.compile(r"“(?P<words>[^”]+?)\.?”")
OF_ONESELF = {
    "I am": "they are", "I was": "they were", "I’m": "they are", "I’ve": "they have", "I’ll": "they will",
    "I’d": "they would", "I": "they", "me": "them", "my": "their", "mine": "theirs", "myself": "themselves",
}  # fmt: skip
BRACKETED = re.compile(r"\s*\([^()]*\)$")  # how it is counted: for whoever reads the chart
ONESELF = re.compile(rf"\b(?:{'|'.join(sorted(OF_ONESELF, key=len, reverse=True))})(?![\w’])")


class Now(IntEnum):
    """How it is, in the order in which the Mirror says it: what did not come right before what did."""

    WORSE = 1
    BETTER_ONCE = 2
    SAME = 3
    WORSE_ONCE = 4
    BETTER = 5


@dataclass(frozen=True, slots=True)
class Of:
    """A measure, as its sentence needs it."""

    name: str
    unit: str
    every: str
    newest: str = ""  # words that stand for the newest number: "1 to 7"
    locked: bool = False  # the middle line is of a locked baseline


def told(of: Of, chart: Chart) -> tuple[Now, str] | None:
    """None where there are too few numbers to say anything, or neither way is better. Of the newest phase."""
    points = _newest_phase(chart)
    if chart.variation in (None, Variation.NEITHER_HIGH, Variation.NEITHER_LOW) or not points:
        return None
    of = _plain(of)
    newest, last = _newest_time(chart), points[-1]
    if newest is None:
        return Now.SAME, f"{_as_ever(of, chart, points)} It has not changed.{_earlier(of, chart)}"
    if newest.ends == last.on:
        now = Now.BETTER if newest.better else Now.WORSE
        return now, f"{_lately(of, last)} {_since(of, chart, newest)}"
    now = Now.BETTER_ONCE if newest.better else Now.WORSE_ONCE
    return now, f"{_lately(of, last)} {_was(newest, of.every)}"


def reversed_in_words(chart: Chart, every: str) -> str:
    """ "It was better from June 2025 to June 2026, and is not now.": of a chart that shows only the usual at its end."""
    newest = _newest_time(chart) if chart.variation == Variation.COMMON else None
    return _was(newest, every) if newest else ""


def _newest_phase(chart: Chart) -> list[Point]:
    return [point for point in chart.points[chart.phases[-1].start :] if point.value is not None]


def _newest_time(chart: Chart) -> Stretch | None:
    """The latest time in which it was better or worse than usual, since the chart began anew."""
    begins, past = chart.points[chart.phases[-1].start].on, history(chart)
    return past[-1] if past and begins is not None and past[-1].ends >= begins else None


def _plain(of: Of) -> Of:
    """The name without how it is counted; and no unit after a number where the name has said it."""
    name = BRACKETED.sub("", of.name)
    said = len(of.unit) > 1 and re.search(rf"\b{re.escape(of.unit)}\b", name, re.IGNORECASE)
    return replace(of, name=name, unit="" if said else of.unit)


def _as_ever(of: Of, chart: Chart, points: list[Point]) -> str:
    values = [point.value for point in points if point.value is not None]
    number = len(chart.points) - chart.phases[-1].start
    long, much = _how_long(number, of.every), about(fmean(values), of.unit)
    who = _who_says(of)
    if who:
        return f"For {long} {much} {who[0]} have said {who[1]}."
    return f"{of.name}: {much}, for {long}."


def _earlier(of: Of, chart: Chart) -> str:
    """What it was before the chart began anew: a new beginning never hides what was."""
    if len(chart.phases) == 1:
        return ""
    return f" Before, it was {about(chart.phases[-2].mean, of.unit)}."


def _lately(of: Of, last: Point) -> str:
    when = _when(last.on, of.every)
    who = _who_says(of)
    if who and last.value is not None:
        return f"In {when} {about(last.value, of.unit)} {who[0]} said {who[1]}."
    much = of.newest + after_number(of.unit) if of.newest else exactly(last.value or 0, of.unit)
    return f"{of.name}: {much} in {when}."


def _was(then: Stretch, every: str) -> str:
    span = f"from {_when(then.begins, every)} to {_when(then.ends, every)}"
    if then.begins == then.ends:
        span = f"in {_when(then.begins, every)}"
    if then.better:
        return f"It was better {span}, and is not now."
    return f"It was worse {span}, and is as it was before."


def _since(of: Of, chart: Chart, newest: Stretch) -> str:
    how = "better" if newest.better else "worse"
    since = f"It has been {how} since {_when(newest.begins, of.every)}"
    if not newest.better and chart.variation == Variation.IMPROVEMENT:
        return f"{since}, and is on its way back."
    before = _usual_before(of, chart, newest)
    return f"{since}." if before is None else f"{since}: before, it was {about(before, of.unit)}."


def _usual_before(of: Of, chart: Chart, newest: Stretch) -> float | None:
    """The middle line, where it was locked before; else what was measured before, for then the line holds both."""
    earlier = [point for point in _newest_phase(chart) if point.on and point.on < newest.begins]
    if not earlier:
        return None
    if of.locked:
        return earlier[0].mean
    return fmean(point.value for point in earlier if point.value is not None)


def _who_says(of: Of) -> tuple[str, str] | None:
    """ "Carers who say “I get a break”": (carers, that they get a break). Of shares of people alone."""
    found = SAYS.fullmatch(of.name) if of.unit == "%" else None
    if not found:
        return None
    who, what = found["who"], found["what"]
    if who[1:2].islower():
        who = who[:1].lower() + who[1:]
    quoted = QUOTED.fullmatch(what)
    if quoted and re.match(r"I\b", quoted["words"]):
        what = "that " + ONESELF.sub(lambda one: OF_ONESELF[one[0]], quoted["words"])
    return who, what


def about(value: float, unit: str) -> str:
    """ "about three in ten", "about 6.5 days", "about 1,720 per 100,000"."""
    if unit == "%" and LEAST <= value <= MOST:
        return f"about {dates.number_word(min(9, max(1, int(value / 10 + 0.5))))} in ten"
    places = 1 if abs(value) < 20 and unit != "%" else 0
    rounded = round(value, -1) if abs(value) >= 1000 else round(value, places)
    return f"about {for_people(rounded, unit)}"


def exactly(value: float, unit: str) -> str:
    if unit == "%" and LEAST <= value <= MOST:
        return about(value, unit)
    return for_people(round(value, 2), unit)


def _how_long(number: int, every: str) -> str:
    return f"{TENS.get(number) or dates.number_word(number)} {dates.plural(number, every)}"


def _when(on: date | None, every: str) -> str:
    if on is None:
        return "the latest"
    match every:
        case Every.YEAR:
            return str(on.year)
        case Every.QUARTER:
            return f"the quarter to {dates.month(on)}"
        case Every.MONTH:
            return dates.month(on)
    return dates.day(on)
