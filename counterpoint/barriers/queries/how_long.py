"""How long barriers stand before those they stop say that they are gone: Kaplan and Meier's curve, drawn and told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Min

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import Standing
from counterpoint.analysis.survival import Curve, Stood, survival
from counterpoint.barriers.models import Barrier
from counterpoint.partnership.models import Place
from counterpoint.web import dates

FEWEST = 5  # barriers: with fewer, each is a story and not a time
FEW = 20  # with fewer, how sure one can be is said
WIDE, HIGH = 560, 220
LEFT, TOP = 52, 10


@dataclass(frozen=True, slots=True)
class HowLong:
    """The curve as it is drawn, and in words."""

    sentence: str
    more: str  # how many there are, and how sure it is
    line: str = ""  # where an SVG path goes: the share that stands
    band: str = ""  # and its 95% interval
    open_at: tuple[tuple[float, float], ...] = ()  # those that still stand, as far as they have come
    weeks: tuple[tuple[float, str], ...] = ()  # ticks
    shares: tuple[tuple[float, str], ...] = ()
    half: float = 0  # where half is
    rows: tuple[tuple[str, str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a day and a share lie in the drawing."""

    longest: float

    def x(self, day: float) -> float:
        return round(LEFT + day / self.longest * WIDE, 1)

    def y(self, share: float) -> float:
        return round(TOP + (1 - share) * HIGH, 1)


def how_long(place: Place, today: date) -> HowLong:
    known = stood_here(place, today)
    if len(known) < FEWEST:
        return HowLong(
            f"Too few barriers have been raised here to say how long they stand: {dates.number_word(len(known))} "
            f"so far. From {dates.number_word(FEWEST)} on, this page says it.",
            "",
        )
    curve = survival(known)
    return _drawn(curve, [one.time for one in known if not one.gone])


def stood_here(place: Place, today: date) -> list[Stood]:
    """In days: those confirmed as gone until they were; others as far as they have come, or until they were withdrawn.

    The same barrier met by several is one, as old as the oldest.
    """
    found = (
        Barrier.objects.filter(place=place, same_as__isnull=True)
        .annotate(
            first=Min("same__claim__put_at"), put=F("claim__put_at"), since=F("claim__stood_at"),
            stands=F("claim__standing"), withdrawn=F("claim__withdrawn_at"),
        )
        .order_by("pk")
        .values_list("put", "first", "stands", "since", "withdrawn")
    )  # fmt: skip
    stood = []
    for put, first, stands, since, withdrawn in found:
        raised = _day(place, min(put, first) if first else put)
        gone = stands == Standing.CONFIRMED and since is not None and withdrawn is None
        until = _day(place, since) if gone else _day(place, withdrawn) if withdrawn else today
        stood.append(Stood(float(max(0, (until - raised).days)), gone))
    return stood


def _day(place: Place, at: datetime) -> date:
    return day_in(at, place.zone)


def _drawn(curve: Curve, standing: Sequence[float]) -> HowLong:
    longest = max(curve.longest, 7.0)

    at = Scale(longest)
    return HowLong(
        sentence=_sentence(curve),
        more=_more(curve),
        line=_line(curve, at),
        band=_band(curve, at),
        open_at=tuple((at.x(day), at.y(curve.left_after(day))) for day in sorted(standing)),
        weeks=tuple((at.x(week * 7), str(week)) for week in _ticks(longest / 7)),
        shares=((at.y(1), "all"), (at.y(0.5), "half"), (at.y(0), "none")),
        half=at.y(0.5),
        rows=tuple(
            (_long(one.time), str(one.at_risk), str(one.gone), f"{one.left:.2f}") for one in curve.steps
        ),
    )


def _line(curve: Curve, at: Scale) -> str:
    """From all at the start, down at each time and along to the next, to as far as anybody has looked."""
    falls = "".join(f"H{at.x(one.time)}V{at.y(one.left)}" for one in curve.steps)
    return f"M{at.x(0)} {at.y(1)}{falls}H{at.x(at.longest)}"


def _band(curve: Curve, at: Scale) -> str:
    """Forward along the upper bound, and back along the lower one."""
    forward = "".join(f"H{at.x(one.time)}V{at.y(one.high)}" for one in curve.steps)
    back = "".join(f"V{at.y(one.low)}H{at.x(one.time)}" for one in reversed(curve.steps))
    return f"M{at.x(0)} {at.y(1)}{forward}H{at.x(at.longest)}{back}V{at.y(1)}Z" if curve.steps else ""


def _ticks(weeks: float) -> list[int]:
    every = next((one for one in (1, 2, 4, 8, 13, 26, 52, 104) if weeks / one <= 8), 208)
    return list(range(0, int(weeks) + 1, every))


def _sentence(curve: Curve) -> str:
    if curve.gone == 0:
        return "Of the barriers raised here, those who raised them say of none yet that it is gone."
    if curve.median is None:
        return "More than half of the barriers raised here still stand, as those say who raised them."
    return f"Half of the barriers raised here were gone after {_long(curve.median)}, as those say who raised them."


def _more(curve: Curve) -> str:
    open_ = curve.number - curve.gone
    said = (
        f"{dates.counted(curve.number, 'barrier').capitalize()}: {dates.number_word(curve.gone)} gone, "
        f"{dates.number_word(open_)} not, counted for as long as they have stood."
    )
    low, high = curve.median_interval
    if curve.median is None or curve.number >= FEW or low is None:
        return said
    until = _long(high) if high is not None else "longer than anybody has looked so far"
    return f"{said} They are few, so it may as well be {_long(low)}, or {until}."


def _long(days: float) -> str:
    """In days up to two weeks, then in whole weeks."""
    return dates.counted(round(days), "day") if days < 14 else dates.counted(round(days / 7), "week")
