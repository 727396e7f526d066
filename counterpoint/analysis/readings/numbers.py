"""Numbers as they stand in cells: "1,204", "12,5", "41%", "£3", "<5", "*"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Decimal(StrEnum):
    """Which sign parts the decimals."""

    POINT = "."
    COMMA = ","


@dataclass(frozen=True, slots=True)
class Number:
    """A cell. `value` None and no `why`: nothing stands there. `suppressed`: there is a number, and it may not be shown."""

    value: float | None = None
    percent: bool = False
    suppressed: bool = False
    why: str = ""  # why it can't be read


# How publishers of figures say that one is hidden: NHS England and OHID print *, ONS and the devolved nations c or [c].
HIDDEN = re.compile(r"(?:\*+|\[?[cs]\]?|[<≤]\s*\d{1,3}|suppressed.*|.*disclosure control.*)", re.IGNORECASE)
NOTHING = {
    "",
    "-",
    "–",
    "—",
    "n/a",
    "na",
    "#n/a",
    "nil return",
    "null",
    "none",
    "no data",
    "..",
    ":",
    "x",
    "[x]",
    "z",
    "[z]",
}
_SIGNS = re.compile(r"^(?P<sign>[-−+]?)\s*[£$€]?\s*(?P<body>\d[\d.,\s'’]*|[.,]\d+)\s*(?P<percent>%?)$")
_SPACES = re.compile(r"[\s'’]")
_THOUSANDS = {
    Decimal.POINT: re.compile(r"\d{1,3}(?:,\d{3})+"),
    Decimal.COMMA: re.compile(r"\d{1,3}(?:\.\d{3})+"),
}


def decimal_sign(cells: Iterable[str]) -> Decimal:
    """The comma, where at least one cell can be read in no other way and none says otherwise; else the point."""
    bodies = [found["body"] for cell in cells if (found := _SIGNS.match(cell.strip()))]
    points = any(_only_as(body, Decimal.POINT) for body in bodies)
    commas = any(_only_as(body, Decimal.COMMA) for body in bodies)
    return Decimal.COMMA if commas and not points else Decimal.POINT


def read_number(cell: str, decimal: Decimal = Decimal.POINT) -> Number:
    """What a cell says. Words beside a number are not read away: whoever pasted it says what they mean."""
    plain = cell.strip()
    if plain.casefold() in NOTHING:
        return Number()
    if HIDDEN.fullmatch(plain):
        return Number(suppressed=True)
    found = _SIGNS.match(plain)
    if found is None:
        return Number(
            why="This is not a number alone." if re.search(r"\d", plain) else "This is not a number."
        )
    value = _value(found["body"].strip(), decimal)
    if value is None:
        return Number(why=f"We can’t tell where the decimals begin: we read “{decimal}” as their sign.")
    return Number(-value if found["sign"] in ("-", "−") else value, percent=bool(found["percent"]))


def _value(body: str, decimal: Decimal) -> float | None:
    body = _SPACES.sub("", body)
    other = Decimal.COMMA if decimal == Decimal.POINT else Decimal.POINT
    whole, sign, after = body.partition(decimal)
    if other in after or decimal in after or (sign and not after):
        return None
    if other in whole:
        if not _THOUSANDS[decimal].fullmatch(whole):
            return None
        whole = whole.replace(other, "")
    return float(f"{whole or '0'}.{after or '0'}")


def _only_as(body: str, decimal: Decimal) -> bool:
    """Does this make sense with that sign alone? "12,5" does, as a comma; "1,204" would with either."""
    other = Decimal.COMMA if decimal == Decimal.POINT else Decimal.POINT
    return decimal in body and _value(body, decimal) is not None and _value(body, other) is None
