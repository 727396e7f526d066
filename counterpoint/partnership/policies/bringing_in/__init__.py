"""What a spreadsheet would become: who is brought in, who is perhaps the same, what is left out and why.

Reads, and decides nothing for good: the plan is shown to a person, who corrects it, before an action writes it.
"""

from counterpoint.partnership.policies.bringing_in.plan import plan_of, why_not_bring_in
from counterpoint.partnership.policies.bringing_in.stored import plan_for, tables_in
from counterpoint.partnership.policies.bringing_in.tables import MOST_ROWS, scrubbed, tables_of, why_too_long
from counterpoint.partnership.policies.bringing_in.words import (
    Deed,
    Doubt,
    Here,
    Partner,
    Plan,
    Problem,
    Reading,
    ReadTable,
    Someone,
)

__all__ = [
    "MOST_ROWS",
    "Deed",
    "Doubt",
    "Here",
    "Partner",
    "Plan",
    "Problem",
    "ReadTable",
    "Reading",
    "Someone",
    "plan_for",
    "plan_of",
    "scrubbed",
    "tables_in",
    "tables_of",
    "why_not_bring_in",
    "why_too_long",
]
