"""Reading promises."""

from counterpoint.promises.queries.bringing_in import (
    AskAboutPage,
    BringInPage,
    Line,
    ask_about_page,
    bring_in_page,
    not_asked_about,
)
from counterpoint.promises.queries.owning import OwnPage, own_page, own_url, read_own_token
from counterpoint.promises.queries.promising import (
    Because,
    HearPage,
    PutPage,
    because_asked,
    hear_page,
    promise_put,
    put_page,
    request_answered,
)
from counterpoint.promises.queries.showing import PromisePage, promise_numbered, promise_page

__all__ = [
    "AskAboutPage",
    "Because",
    "BringInPage",
    "HearPage",
    "Line",
    "OwnPage",
    "PromisePage",
    "PutPage",
    "ask_about_page",
    "because_asked",
    "bring_in_page",
    "hear_page",
    "not_asked_about",
    "own_page",
    "own_url",
    "promise_numbered",
    "promise_page",
    "promise_put",
    "put_page",
    "read_own_token",
    "request_answered",
]
