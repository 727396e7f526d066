"""The door of every view: who it is for, how it refuses, how it renders, when it need not.

A view is `@for_members`, `@for_stewards`, `@for_accounts` or `@for_anyone`; a shape test finds one that says nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, Concatenate, Protocol, cast
from urllib.parse import urlencode

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.cache import patch_vary_headers

SIGN_IN = "/sign-in/"

type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]


class Refused(Exception):
    """An act that may not be done, with the sentence that says so to the person who tried."""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


def require(why_not: str | None, *, field: str | None = None) -> None:
    """Raise the policy's sentence, if it has one: `require(policies.why_not_answer(member, claim))`."""
    if why_not is not None:
        raise Refused(why_not, field=field)


class Audience(Protocol):
    """What the middleware of the partnership puts on a request."""

    place: Any
    member: Any


def for_anyone[**P](view: View[P]) -> View[P]:
    """Public, or opened by a token that the view itself checks."""
    return _marked(view, "anyone")


def for_members[**P](view: View[P]) -> View[P]:
    """Someone signed in, in a place of which they are a member. To anyone else it is not there."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return _turned_away(request) or view(request, *args, **kwargs)

    return _marked(guarded, "members")


def for_accounts[**P](view: View[P]) -> View[P]:
    """Someone signed in, in whatever places they are, and in none."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        return view(request, *args, **kwargs)

    return _marked(guarded, "accounts")


def for_stewards[**P](view: View[P]) -> View[P]:
    """A member who is a steward of the place. To other members it is not there."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        turned_away = _turned_away(request)
        if turned_away:
            return turned_away
        if not cast(Audience, request).member.steward:
            raise Http404
        return view(request, *args, **kwargs)

    return _marked(guarded, "stewards")


def _marked[**P](view: View[P], audience: str) -> View[P]:
    view.audience = audience  # type: ignore[attr-defined]
    return view


def takes_files_of[**P](most_bytes: int) -> Callable[[View[P]], View[P]]:
    """More than most pages take, from somebody who is signed in (`web.middleware`)."""

    def marked(view: View[P]) -> View[P]:
        view.most_bytes = most_bytes  # type: ignore[attr-defined]
        return view

    return marked


def _turned_away(request: HttpRequest) -> HttpResponse | None:
    """Someone not signed in learns nothing, not even whether the place is there."""
    if not request.user.is_authenticated:
        return _to_sign_in(request)
    if getattr(request, "place", None) is None or getattr(request, "member", None) is None:
        raise Http404
    return None


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    query = urlencode({"next": request.get_full_path()}, safe="/")
    return HttpResponseRedirect(f"{SIGN_IN}?{query}")


def page(
    request: HttpRequest,
    template: str,
    page_object: object,
    *,
    status: int = 200,
    form: BaseForm | None = None,
) -> HttpResponse:
    """Render `template` with `page` (and `form`). A form with errors answers 422."""
    if status == 200 and form is not None and form.is_bound and form.errors:
        status = 422
    response = render(request, template, {"page": page_object, "form": form}, status=status, using="jinja2")
    tag = getattr(request, "etag", None)
    if tag and status == 200:
        return _tagged(response, tag)
    response.setdefault("Cache-Control", "private, no-store" if status != 200 else "private, no-cache")
    patch_vary_headers(response, ["Cookie", "HX-Request"])
    return response


def day_asked(request: HttpRequest, name: str = "as-at") -> date | None:
    """The day that an address asks for. What makes no sense is left out, never an error: it may be an old link."""
    return day_of(request.GET.get(name, ""))


def day_of(typed: str) -> date | None:
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        return None
    return found if 2000 <= found.year < 2200 else None


def unchanged(request: HttpRequest, key: str) -> HttpResponse | None:
    """A 304 if the reader already holds this page; otherwise remembers the tag, and `page` sends it.

    `key` must hold all that the page depends on: place, ledger head, as-at date, reader's rights, language.
    The build is added here, by the name of the style sheet, which changes with every one.
    """
    if request.method not in ("GET", "HEAD"):
        return None
    fragment = request.headers.get("HX-Request", "")
    digest = hashlib.sha256(f"{key}|{fragment}|{static('dist/app.css')}".encode()).hexdigest()[:32]
    tag = f'W/"{digest}"'
    held = {part.strip() for part in request.headers.get("If-None-Match", "").split(",")}
    if tag in held:
        return _tagged(HttpResponseNotModified(), tag)
    request.etag = tag  # type: ignore[attr-defined]
    return None


def _tagged(response: HttpResponse, tag: str) -> HttpResponse:
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Cookie", "HX-Request"])
    return response
