"""Reading offers."""

from counterpoint.offers.queries.offering import OfferFormPage, invited_people, offer_form_page, offer_put
from counterpoint.offers.queries.showing import (
    OfferPage,
    SlipPage,
    offer_numbered,
    offer_page,
    owe_page,
    slip_form_page,
    slip_page,
    step_page,
    taking_part,
)

__all__ = [
    "OfferFormPage",
    "OfferPage",
    "SlipPage",
    "invited_people",
    "offer_form_page",
    "offer_numbered",
    "offer_page",
    "offer_put",
    "owe_page",
    "slip_form_page",
    "slip_page",
    "step_page",
    "taking_part",
]
