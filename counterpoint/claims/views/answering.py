"""Answering from a mail, a text or a ticket: no account, no cookie. Opening a page never answers."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from counterpoint.web.http import for_anyone


@for_anyone
def answer(request: HttpRequest, token: str, choice: str = "") -> HttpResponse:
    raise Http404


@for_anyone
def not_you(request: HttpRequest, token: str) -> HttpResponse:
    raise Http404


@for_anyone
def ticket(request: HttpRequest, secret: str, choice: str = "") -> HttpResponse:
    raise Http404
