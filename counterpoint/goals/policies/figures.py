"""One period, as somebody says it was; and what is kept of it already."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from counterpoint.analysis.calendar import end_of_month
from counterpoint.goals.choices import Every
from counterpoint.goals.models import Measure, Reading

SIX_PLACES = Decimal("0.000001")

type Said = tuple[Decimal | None, Decimal | None, Decimal | None, bool]


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` None: there is none, or it is suppressed. To the six places that are kept."""

    on: date
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    suppressed: bool = False

    def kept_as(self, every: str) -> Figure:
        """By the day that its period is known by, and to the places that are kept."""
        value, numerator, denominator = (
            None if part is None else part.quantize(SIX_PLACES) for part in self.parts
        )
        return Figure(period_of(self.on, every), value, numerator, denominator, self.suppressed)

    @property
    def parts(self) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        return self.value, self.numerator, self.denominator


def period_of(on: date, every: str) -> date:
    """The day by which a period is known: so that 1 March and 31 March are one March."""
    if every == Every.MONTH:
        return end_of_month(on)
    if every == Every.QUARTER:
        return end_of_month(date(on.year, (on.month + 2) // 3 * 3, 1))
    return on


def said_of(one: Figure | Reading) -> Said:
    """What it says of its period: two that say the same are one."""
    return one.value, one.numerator, one.denominator, one.suppressed


def newest_of(measure: Measure) -> dict[date, Reading]:
    """Of several for one period the newest holds."""
    return {one.on: one for one in Reading.objects.filter(measure=measure).order_by("on", "version")}


def digest_of(figures: Iterable[Figure]) -> str:
    """SHA-256 of one line a reading, in the order of time: day, value, numerator, denominator, "suppressed" or nothing."""
    lines = (
        ",".join(
            [
                one.on.isoformat(),
                *("" if part is None else plain(part) for part in one.parts),
                "suppressed" if one.suppressed else "",
            ]
        )
        for one in sorted(figures, key=lambda one: one.on)
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def for_people(value: float, unit: str = "") -> str:
    """ "1,720 per 100,000", "6.5%": to the six places that are kept."""
    return f"{value:,.6f}".rstrip("0").rstrip(".") + after_number(unit)


def after_number(unit: str) -> str:
    """ "%" close to it, words apart."""
    return unit if len(unit) <= 1 else f" {unit}"


def plain(value: Decimal) -> str:
    """A figure as the ledger has it: no binary fraction, no zeros at its end."""
    said = f"{value:f}"
    return said.rstrip("0").rstrip(".") if "." in said else said
