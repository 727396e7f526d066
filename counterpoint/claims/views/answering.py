"""Answering from a mail, a text or a ticket: no account, no cookie. Opening a page never answers.

The link is the authority, and no cookie adds to it: so there is nothing that another site could use, and
these pages need no token against forged forms. A cookie only takes away: whoever is signed in as somebody
else, or works for the claimant, is refused.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from counterpoint.claims import actions
from counterpoint.claims.actions.answering import SAME_AGAIN
from counterpoint.claims.forms.answer import AnswerForm, KnowTooForm
from counterpoint.claims.policies.limits import too_often
from counterpoint.claims.queries.addresses import ticket_url
from counterpoint.claims.queries.answer_page import answer_page
from counterpoint.claims.queries.answered_page import answered_page
from counterpoint.claims.queries.not_you_page import NotYouPage, kept_ticket_page, not_you_page
from counterpoint.claims.queries.opening import (
    NO_SUCH_LINK,
    TOO_MANY,
    Opened,
    StoppedPage,
    open_link,
    open_ticket,
)
from counterpoint.partnership.middleware import now
from counterpoint.web.http import Refused, for_anyone, page

MOST_WRONG, MOST_TICKETS = 60, 10  # wrong tickets in a minute; new tickets for one claim in an hour


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@for_anyone
def answer(request: HttpRequest, token: str, choice: str = "") -> HttpResponse:
    """The page of a mail link. With a choice, that answer is one press away."""
    return _answer(request, open_link(token, _account(request), now(request)), choice)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@for_anyone
def ticket(request: HttpRequest, secret: str, choice: str = "") -> HttpResponse:
    """The page of a ticket that somebody was given. Wrong ones are counted, and not who tries them."""
    told, url = actions.hash_of(secret), ticket_url(secret)
    opened = open_ticket(told, url, _account(request), now(request))
    if opened is None and too_often("wrong tickets", most=MOST_WRONG, within=timedelta(minutes=1)):
        opened = TOO_MANY
    return _answer(request, opened, choice)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@for_anyone
def not_you(request: HttpRequest, token: str) -> HttpResponse:
    """A forwarded link, in the hands of somebody else: they may know too."""
    shown = not_you_page(token, _account(request), now(request))
    if not isinstance(shown, NotYouPage):
        return _stopped(request, shown)
    form = KnowTooForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if too_often(f"tickets for {shown.claim.pk}", most=MOST_TICKETS, within=timedelta(hours=1)):
            return _stopped(request, TOO_MANY)
        with form.shows_refusals():
            _, secret = actions.know_too_by_ticket(claim=shown.claim, at=now(request), **form.cleaned_data)
            kept = kept_ticket_page(shown.claim, secret, settings.ADDRESS)
            return page(request, "claims/ticket.jinja", kept)
    return page(request, "claims/not_you.jinja", shown, form=form)


def _answer(request: HttpRequest, opened: Opened | StoppedPage | None, choice: str) -> HttpResponse:
    if not isinstance(opened, Opened):
        return _stopped(request, opened)
    at = now(request)
    shown = answer_page(opened, at, choice)
    if shown is None:
        return _stopped(request, None)
    form = AnswerForm(request.POST if request.method == "POST" else None, steps=shown.steps)
    if request.method == "POST" and form.is_valid():
        before = opened.claim.standing
        try:
            _say(request, opened, form)
        except Refused as refused:
            # A second press is not a mistake: it is thanked like the first.
            if refused.sentence != SAME_AGAIN:
                form.refuse(refused)
        if not form.errors:
            return page(request, "claims/answered.jinja", answered_page(opened, at, before))
    return page(request, "claims/answer.jinja", shown, form=form)


def _say(request: HttpRequest, opened: Opened, form: AnswerForm) -> None:
    at, words = now(request), form.cleaned_data["words"]
    if opened.ticket is not None:
        actions.answer_by_ticket(
            ticket=opened.ticket, verdict=form.verdict, step=form.step, words=words, at=at
        )
    elif opened.member is not None and opened.capacity.detached:
        actions.drop_in_box(claim=opened.claim, verdict=form.verdict, by=opened.member, at=at)
    elif opened.member is not None:
        actions.answer(
            claim=opened.claim, verdict=form.verdict, step=form.step, words=words, by=opened.member, at=at
        )


def _stopped(request: HttpRequest, stopped: StoppedPage | None) -> HttpResponse:
    stopped = stopped or NO_SUCH_LINK
    return page(request, "claims/stopped.jinja", stopped, status=stopped.status)


def _account(request: HttpRequest) -> int | None:
    return request.user.pk if request.user.is_authenticated else None
