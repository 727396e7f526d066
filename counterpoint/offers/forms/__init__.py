"""What shape an answer has, on the pages of offers and cards. Rules live in actions."""

from counterpoint.offers.forms.cards import CardForm, MoreForm, OpenForm, SlipsForm, WriteForm
from counterpoint.offers.forms.offering import OfferForm, OweForm, SlipForm, StepForm

__all__ = [
    "CardForm",
    "MoreForm",
    "OfferForm",
    "OpenForm",
    "OweForm",
    "SlipForm",
    "SlipsForm",
    "StepForm",
    "WriteForm",
]
