"""What a chart says to somebody who reads no charts: how many, since when, and whether it has changed. Never why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from counterpoint.analysis.spc import Chart, Variation
from counterpoint.analysis.spc.divergence import Stretch
from counterpoint.analysis.spc.history import history
from counterpoint.analysis.spc.series import Point
from counterpoint.goals.choices import Every
from counterpoint.web import dates

LEAST, MOST = 5, 95  # per cent: between them "about three in ten" is said
TENS = {30: "thirty", 40: "forty", 50: "fifty", 60: "sixty"}
SAYS = re.compile(r"(?P<who>.+?) who say (?P<what>.+)")
QUOTED = re.compile(r"“(?P<words>[^”]+?)\.?”")
OF_ONESELF = {
    "I am": "they are", "I was": "they were", "I’m": "they are", "I’ve": "they have", "I’ll": "they will",
    "I’d": "they would", "I": "they", "me": "them", "my": "their", "mine": "theirs", "myself": "themselves",
}  # fmt: skip
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


def told(of: Of, chart: Chart) -> tuple[Now, str] | None:
    """None where there are too few numbers to say anything, or neither way is better."""
    points = [point for point in chart.points if point.value is not None]
    if chart.variation in (None, Variation.NEITHER_HIGH, Variation.NEITHER_LOW) or not points:
        return None
    last, past = points[-1], history(chart)
    if not past:
        return Now.SAME, f"{_as_ever(of, chart, points)} It has not changed."
    newest = past[-1]
    if newest.ends == last.on:
        now = Now.BETTER if newest.better else Now.WORSE
        return now, f"{_lately(of, last)} {_since(of, chart, newest)}"
    span = f"from {_when(newest.begins, of.every)} to {_when(newest.ends, of.every)}"
    if newest.begins == newest.ends:
        span = f"in {_when(newest.begins, of.every)}"
    if newest.better:
        return Now.BETTER_ONCE, f"{_lately(of, last)} It was better {span}, and is not now."
    return Now.WORSE_ONCE, f"{_lately(of, last)} It was worse {span}, and is as it was before."


def _as_ever(of: Of, chart: Chart, points: list[Point]) -> str:
    values = [point.value for point in points if point.value is not None]
    long, much = _how_long(len(chart.points), of.every), about(sum(values) / len(values), of.unit)
    who = _who_says(of)
    if who:
        return f"For {long} {much} {who[0]} have said {who[1]}."
    return f"{of.name}: {much}, for {long}."


def _lately(of: Of, last: Point) -> str:
    when = _when(last.on, of.every)
    who = _who_says(of)
    if who and last.value is not None:
        return f"In {when} {about(last.value, of.unit)} {who[0]} said {who[1]}."
    much = f"{of.newest}{_unit(of.unit)}" if of.newest else exactly(last.value or 0, of.unit)
    return f"{of.name}: {much} in {when}."


def _since(of: Of, chart: Chart, newest: Stretch) -> str:
    begun = next(point for point in chart.points if point.on == newest.begins)
    how = "better" if newest.better else "worse"
    again = (
        ", and is on its way back" if not newest.better and chart.variation == Variation.IMPROVEMENT else ""
    )
    before = f": before, it was {about(begun.mean, of.unit)}" if begun.mean is not None and not again else ""
    return f"It has been {how} since {_when(newest.begins, of.every)}{again}{before}."


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
    return f"about {_number(rounded)}{_unit(unit)}"


def exactly(value: float, unit: str) -> str:
    if unit == "%" and LEAST <= value <= MOST:
        return about(value, unit)
    return f"{_number(round(value, 2))}{_unit(unit)}"


def _number(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _unit(unit: str) -> str:
    return unit if len(unit) <= 1 else f" {unit}"


def _how_long(number: int, every: str) -> str:
    return f"{TENS.get(number) or dates.number_word(number)} {dates.plural(number, every)}"


def _when(on: date | None, every: str) -> str:
    if on is None:
        return "the latest"
    match every:
        case Every.YEAR:
            return str(on.year)
        case Every.QUARTER:
            return f"the quarter from {dates.month(on)}"
        case Every.MONTH:
            return dates.month(on)
    return dates.day(on)
