"""What is true of every request: it has a time, its cookies and text can be read, and a refusal becomes a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException
from django.urls import resolve
from django.utils import timezone

from counterpoint.web import refusals as pages
from counterpoint.web.http import Refused

type Handler = Callable[[HttpRequest], HttpResponse]

MOST_BYTES = (
    2_621_440  # 2.5 MB of typed words: a hundred thousand characters of any script fit many times over
)
MOST_BYTES_WITH_FILES = 12 * 1024 * 1024
SLOPPY = re.compile("[\x00\ufffd]")


def clock(get_response: Handler) -> Handler:
    """The edge reads the clock once; everything below is told the time."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.now = timezone.now()  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def cookies(get_response: Handler) -> Handler:
    """A cookie with a NUL in it is none of ours, and PostgreSQL would not even look for it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        for name in [name for name, value in request.COOKIES.items() if "\x00" in value]:
            del request.COOKIES[name]
        return get_response(request)

    return middleware


class Refusals:
    """A refusal that no view caught becomes a page; so does what cannot be read, or is too much."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _too_large(request):
            return pages.too_large(request)
        try:
            readable = _readable(request)
        except RequestDataTooBig:
            return pages.too_large(request)
        except (MultiPartParserError, SuspiciousOperation, RawPostDataException):
            readable = False
        return self.get_response(request) if readable else pages.bad_request(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return pages.refused(request, exception.sentence)
        if isinstance(exception, RequestDataTooBig):
            return pages.too_large(request)
        if isinstance(
            exception, Http404
        ):  # in development too: what one may not see looks the same everywhere
            return pages.not_found(request)
        if isinstance(exception, PermissionDenied):
            return pages.forbidden(request)
        return None


refusals = Refusals


def _too_large(request: HttpRequest) -> bool:
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return False
    files = request.content_type == "multipart/form-data"
    if files:
        return length > MOST_BYTES_WITH_FILES and length > _most_of(request)
    limit = getattr(settings, "DATA_UPLOAD_MAX_MEMORY_SIZE", MOST_BYTES)
    return bool(limit) and length > limit


def _most_of(request: HttpRequest) -> int:
    """What the view itself says that it takes, of somebody who is signed in. A file lies on the disk, not in memory."""
    try:
        view = resolve(request.path_info).func
    except Http404:
        return 0
    return getattr(view, "most_bytes", 0) if request.user.is_authenticated else 0


def _readable(request: HttpRequest) -> bool:
    """Django puts a question mark in a diamond for broken UTF-8; we would rather say so."""
    if "\x00" in request.path or not _is_text(
        request.META.get("QUERY_STRING", "").encode("latin-1", "replace")
    ):
        return False
    if request.method != "POST":
        return True
    if request.content_type == "application/x-www-form-urlencoded":
        return _is_text(request.body)
    if request.content_type == "multipart/form-data":
        return not any(SLOPPY.search(value) for _, values in request.POST.lists() for value in values)
    return True


def _is_text(quoted: bytes) -> bool:
    plain = unquote_to_bytes(quoted.replace(b"+", b" "))
    try:
        plain.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\x00" not in plain
