"""The words of goals and of their measures."""

from __future__ import annotations

from django.db.models import TextChoices

from counterpoint.claims.choices import Horizon

# How far a goal looks.
FAR = (
    (Horizon.NOW.value, "now: it changes things this year"),
    (Horizon.NEXT.value, "next: it tries out another way"),
    (Horizon.FUTURE.value, "the future: it is for those who come after us"),
)


class Better(TextChoices):
    """Which way of a measure is better."""

    UP = "up", "higher is better"
    DOWN = "down", "lower is better"
    NONE = "none", "neither is better"


class Every(TextChoices):
    DAY = "day", "day"
    WEEK = "week", "week"
    MONTH = "month", "month"
    QUARTER = "quarter", "quarter"
    YEAR = "year", "year"


class RuleSet(TextChoices):
    MDC = "mdc", "Making Data Count"
    NHSR = "nhsr", "NHS-R"


class Sort(TextChoices):
    """Of what a measure tells. What changed for people is kept apart from what one organisation counts of itself."""

    POPULATION = "population", "what changed for people in the whole place"
    OWN = "own", "what one organisation counts of itself"
    PRESSURE = "pressure", "how hard things press: winter, absence, budgets"
