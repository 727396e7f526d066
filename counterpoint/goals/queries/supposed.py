"""What had to be supposed to read a table: said to whoever brought it, who may say otherwise."""

from __future__ import annotations

from counterpoint.analysis.readings import Columns, Order, Read
from counterpoint.goals.models import Measure
from counterpoint.web import dates


def supposed(read: Read, columns: Columns, measure: Measure, *, pooled: bool, taken: bool) -> list[str]:
    """`pooled`: each number is of several years. `taken`: its lines were taken out of a large file."""
    found = []
    if not read.order_is_said and read.readings:
        first = "day" if read.order == Order.DAY else "month"
        found.append(f"Where a date is written in figures, we took the first for the {first}.")
    if read.decimal == ",":
        found.append("We took the comma for the sign of decimals: 12,5 is twelve and a half.")
    if read.percent and measure.unit != "%":
        found.append(
            "There are percent signs in it, and this measure is not in %. We kept the numbers as they stand."
        )
    if columns.value is None and columns.numerator is not None:
        found.append("We worked out each number as a percentage: the part of the whole.")
    if read.header:
        lines = "line" if read.header == 1 else dates.counted(read.header, "line")
        found.append(f"We took the first {lines} for headings.")
    if taken:
        found.append(
            "Lines are counted in what we took out of the file. Each begins with its number in the file."
        )
    if pooled:
        found.append(
            "Each number is of several years together. Neighbours share years, so a run says less than it seems."
        )
    return found
