"""Does a chart of pressure show a signal for the worse? As everybody in the place reads it: small counts rounded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from counterpoint.analysis import spc
from counterpoint.analysis.spc.periods import with_gaps
from counterpoint.goals.choices import Sort
from counterpoint.goals.models import Measure, Reading
from counterpoint.goals.policies.figures import Figure
from counterpoint.goals.policies.small import as_it_is, figures_of, rounded


def shows_pressure(measure: Measure, newest: Mapping[date, Reading | Figure]) -> bool:
    """By its latest reading, once there are enough of them for a word on it."""
    if measure.sort != Sort.PRESSURE:
        return False
    days = with_gaps(list(newest))
    show = rounded if measure.small_counts else as_it_is
    values = [show(figures_of(newest[on])).value if on in newest else None for on in days]
    if all(value is None for value in values):
        return False
    chart = spc.chart(
        values,
        spc.RULES[measure.rules],
        dates=days,
        better=spc.Better(measure.better),
        baseline=measure.baseline,
        screens=measure.screens,
    )
    return chart.variation == spc.Variation.CONCERN
