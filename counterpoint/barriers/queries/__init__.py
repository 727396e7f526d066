"""Reading barriers."""

from counterpoint.barriers.queries.alike import Alike, alike_for_member, offered_to_member, offered_to_ticket
from counterpoint.barriers.queries.elsewhere import lines_of
from counterpoint.barriers.queries.how_long import HowLong
from counterpoint.barriers.queries.listing import BarriersPage, barriers_page, ticket_of_mine
from counterpoint.barriers.queries.quiet import (
    MeTooPage,
    QuietPage,
    TicketPage,
    me_too_page,
    quiet_page,
    slip_of,
    ticket_of,
    ticket_page,
    ticket_waiting,
)
from counterpoint.barriers.queries.raising import RaisePage, barrier_put, place_called, raise_page, tell_page
from counterpoint.barriers.queries.showing import (
    BarrierPage,
    barrier_numbered,
    barrier_page,
    may_escalate,
    organisations_to_take_for,
)
from counterpoint.barriers.queries.slips import PosterPage, barrier_on_slip, poster_page, slip_page

__all__ = [
    "Alike",
    "BarrierPage",
    "BarriersPage",
    "HowLong",
    "MeTooPage",
    "PosterPage",
    "QuietPage",
    "RaisePage",
    "TicketPage",
    "alike_for_member",
    "barrier_numbered",
    "barrier_on_slip",
    "barrier_page",
    "barrier_put",
    "barriers_page",
    "lines_of",
    "may_escalate",
    "me_too_page",
    "offered_to_member",
    "offered_to_ticket",
    "organisations_to_take_for",
    "place_called",
    "poster_page",
    "quiet_page",
    "raise_page",
    "slip_of",
    "slip_page",
    "tell_page",
    "ticket_of",
    "ticket_of_mine",
    "ticket_page",
    "ticket_waiting",
]
