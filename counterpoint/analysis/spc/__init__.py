"""XmR charts: is this more than the usual ups and downs? Pure, many series at once.

Rules and constants: NHS England, Making Data Count, and the R package NHSRplotthedots; see `rules`. What each rule set
does, and where they differ, is in docs/reference/charts.md.
"""

from counterpoint.analysis.spc.engine import Reading, read
from counterpoint.analysis.spc.rules import MDC, NHSR, RULES, Rules
from counterpoint.analysis.spc.series import (
    LABELS,
    Assurance,
    Better,
    Chart,
    Phase,
    Point,
    Special,
    Variation,
    chart,
)
from counterpoint.analysis.spc.words import in_words

__all__ = [
    "LABELS",
    "MDC",
    "NHSR",
    "RULES",
    "Assurance",
    "Better",
    "Chart",
    "Phase",
    "Point",
    "Reading",
    "Rules",
    "Special",
    "Variation",
    "chart",
    "in_words",
    "read",
]
