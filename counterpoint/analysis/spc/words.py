"""What a chart says, in one sentence for somebody who does not read charts."""

from __future__ import annotations

from counterpoint.analysis.spc.rules import FEWEST_FOR_ICONS, FEWEST_FOR_LIMITS
from counterpoint.analysis.spc.series import UP, Assurance, Chart, Phase, Special, Variation

WHY = {
    Special.ABOVE: "the latest point lies above what is usual",
    Special.BELOW: "the latest point lies below what is usual",
    Special.TREND_UP: "{trend} points in a row rise",
    Special.TREND_DOWN: "{trend} points in a row fall",
    Special.TWO_OF_THREE_HIGH: "two of three points in a row lie far above the middle",
    Special.TWO_OF_THREE_LOW: "two of three points in a row lie far below the middle",
    Special.SHIFT_HIGH: "{shift} points in a row lie above the middle",
    Special.SHIFT_LOW: "{shift} points in a row lie below the middle",
}
WHAT = {
    Variation.IMPROVEMENT: "It is getting better, by more than the usual ups and downs",
    Variation.CONCERN: "It is getting worse, by more than the usual ups and downs",
    Variation.NEITHER_HIGH: "It is higher than usual",
    Variation.NEITHER_LOW: "It is lower than usual",
}
REACHES = {
    Assurance.PASS: "As things are, the target is met every time.",
    Assurance.FAIL: "As things are, the target is missed every time.",
    Assurance.HIT_OR_MISS: "As things are, the target is sometimes met and sometimes missed, by chance.",
}


def in_words(chart: Chart) -> str:
    """Said from the latest point only, as the icons are."""
    last = chart.phases[-1]
    found = [_too_few(last) if chart.variation is None else _varies(chart)]
    if last.flat and last.points > 1:
        found.append("Nearly every value is the same, so no limits can be drawn from their ups and downs.")
    if chart.assurance is not None:
        found.append(REACHES[chart.assurance])
    return " ".join(found)


def _too_few(phase: Phase) -> str:
    if phase.points < FEWEST_FOR_LIMITS:
        return f"There are {phase.points} points so far. From {FEWEST_FOR_LIMITS} on, limits are tried."
    return (
        f"There are {phase.points} points so far: the limits are on trial. From {FEWEST_FOR_ICONS} on one can tell "
        "whether something has changed."
    )


def _varies(chart: Chart) -> str:
    if chart.variation is None or chart.variation == Variation.COMMON:
        usual = "It goes up and down as it usually does"
        return f"{usual}." if any(point.flags for point in chart.points) else f"{usual}: nothing has changed."
    last = next(point for point in reversed(chart.points) if point.value is not None)
    reason = next(flag for flag in last.flags if (flag in UP) == chart.high)
    said = f"{WHAT[chart.variation]}: {_why(reason, chart)}."
    named = chart.also_concern
    return f"{said} Another rule says the opposite: {_why(named, chart)}." if named else said


def _why(flag: Special, chart: Chart) -> str:
    return WHY[flag].format(trend=chart.rules.trend, shift=chart.rules.shift)
