"""Forms of promises."""

from counterpoint.promises.forms.answering import MoveForm, OwnForm, ResponseForm, WordsForm
from counterpoint.promises.forms.bringing_in import AskAboutForm, BroughtInForm, Chosen
from counterpoint.promises.forms.promising import HearForm, PutForm

__all__ = [
    "AskAboutForm",
    "BroughtInForm",
    "Chosen",
    "HearForm",
    "MoveForm",
    "OwnForm",
    "PutForm",
    "ResponseForm",
    "WordsForm",
]
