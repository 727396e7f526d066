"""Reading barriers."""

from counterpoint.barriers.queries.quiet import (
    QuietPage,
    TicketPage,
    quiet_page,
    ticket_of,
    ticket_page,
    ticket_waiting,
)
from counterpoint.barriers.queries.raising import RaisePage, barrier_put, place_called, raise_page
from counterpoint.barriers.queries.showing import (
    BarrierPage,
    barrier_numbered,
    barrier_page,
    may_escalate,
    organisations_to_take_for,
)

__all__ = [
    "BarrierPage",
    "QuietPage",
    "RaisePage",
    "TicketPage",
    "barrier_numbered",
    "barrier_page",
    "barrier_put",
    "may_escalate",
    "organisations_to_take_for",
    "place_called",
    "quiet_page",
    "raise_page",
    "ticket_of",
    "ticket_page",
    "ticket_waiting",
]
