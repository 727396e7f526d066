"""A series as people paste it: which lines were read, which were not and why, and what had to be supposed. Pure.

    read = read_series([["Jan 26", "41%"], ["Feb 26", "38%"]], today=today)

Nothing here decides: what was supposed (which part of a date is the month, which sign is the decimal) is told to whoever
pasted it, who may say otherwise.
"""

from counterpoint.analysis.readings import fingertips
from counterpoint.analysis.readings.numbers import Decimal, Number, decimal_sign, read_number
from counterpoint.analysis.readings.periods import Order, order_of, read_period
from counterpoint.analysis.readings.series import Columns, Left, Read, Reading, find_columns, read_series

__all__ = [
    "Columns",
    "Decimal",
    "Left",
    "Number",
    "Order",
    "Read",
    "Reading",
    "decimal_sign",
    "find_columns",
    "fingertips",
    "order_of",
    "read_number",
    "read_period",
    "read_series",
]
