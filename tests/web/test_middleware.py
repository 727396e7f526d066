"""What cannot be read, is too much, or is refused, becomes a page with a way back."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from counterpoint.web import refusals as pages
from counterpoint.web.http import Refused
from counterpoint.web.middleware import Refusals, clock

FORM = "application/x-www-form-urlencoded"
MAKE = RequestFactory()


def through(request: HttpRequest, view: Callable[[HttpRequest], HttpResponse] | None = None) -> HttpResponse:
    return Refusals(view or (lambda request: HttpResponse("reached")))(request)


def test_the_edge_reads_the_clock_with_its_zone() -> None:
    seen: list[datetime] = []
    clock(lambda request: seen.append(request.now) or HttpResponse())(MAKE.get("/"))  # type: ignore
    assert seen[0].tzinfo is not None


@pytest.mark.parametrize("query", ["q=%FF", "q=%C3%28", "q=%00", "q=a%00b", "%E2%28=1"])
def test_a_query_that_is_not_text_is_refused_with_a_sentence(query: str) -> None:
    answer = through(MAKE.get("/record/", QUERY_STRING=query))
    assert answer.status_code == 400
    assert b"could not be read as text" in answer.content


@pytest.mark.parametrize("query", ["q=caf%C3%A9", "q=%F0%9F%98%80", "q=100%25", "q=a+b", "q=%", ""])
def test_a_query_that_is_text_is_let_through(query: str) -> None:
    assert through(MAKE.get("/record/", QUERY_STRING=query)).content == b"reached"


@pytest.mark.parametrize("body", [b"words=%FF%FE", b"words=\xff", b"words=a%00b"])
def test_a_form_that_is_not_text_is_refused_with_a_sentence(body: bytes) -> None:
    assert through(MAKE.post("/", body, content_type=FORM)).status_code == 400


@pytest.mark.parametrize("words", ["a\x00b", "broken \ufffd here"])
def test_a_form_with_a_file_is_read_as_carefully(words: str) -> None:
    sent = {"words": words, "file": SimpleUploadedFile("a.xlsx", b"\x00\xff\xfe")}
    assert through(MAKE.post("/", sent)).status_code == 400


def test_a_file_may_hold_anything() -> None:
    sent = {"words": "ŵ", "file": SimpleUploadedFile("a.xlsx", b"\x00\xff\xfe")}
    assert through(MAKE.post("/", sent)).content == b"reached"


@pytest.mark.parametrize("name", ["sessionid", "csrftoken"])
def test_a_cookie_with_nothing_in_it_is_as_none(client: Client, db: None, name: str) -> None:
    """Django takes "\\000" in a cookie for the character that PostgreSQL cannot even look for."""
    answer = client.get("/", headers={"cookie": f'{name}="\\000aaaaaaaaaaaaaaaa"'})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "path", ["/%00/", "/a/%00/", "/t/%00/", "/p/%00/", "/start/%00/", "/sign-in/%00/", "/a%00b/mirror/"]
)
def test_no_address_with_nothing_in_it_reaches_the_database(client: Client, db: None, path: str) -> None:
    assert client.get(path).status_code in (400, 404)


def test_a_path_with_nothing_in_it_is_refused() -> None:
    assert through(MAKE.get("/saltreach/%00/")).status_code == 400


def test_a_hundred_thousand_characters_of_any_script_are_received() -> None:
    seen: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request.POST["words"])
        return HttpResponse()

    words = "😀" * 100_000
    assert through(MAKE.post("/", {"words": words}), view).status_code == 200
    quoted = "words=" + "%F0%9F%98%80" * 100_000
    assert through(MAKE.post("/", quoted, content_type=FORM), view).status_code == 200
    assert seen == [words, words]


def test_more_than_two_and_a_half_megabytes_are_kindly_refused_unread() -> None:
    request = MAKE.post("/", b"words=" + b"x" * 2_700_000, content_type=FORM)
    answer = through(request)
    assert answer.status_code == 413
    assert b"Make it shorter" in answer.content


@pytest.mark.parametrize(
    ("raised", "status", "said"),
    [
        (Refused("This was withdrawn, so it can no longer be answered."), 422, "This was withdrawn"),
        (Refused("It's <b>not</b> yours."), 422, "It&#39;s &lt;b&gt;not&lt;/b&gt; yours."),
        (Http404(), 404, "nothing at this address"),
        (PermissionDenied(), 403, "not open to you"),
        (RequestDataTooBig(), 413, "Make it shorter"),
    ],
)
def test_what_no_view_caught_becomes_a_page(raised: Exception, status: int, said: str) -> None:
    answer = Refusals(lambda request: HttpResponse()).process_exception(MAKE.post("/"), raised)
    assert answer is not None
    assert answer.status_code == status
    assert said in answer.content.decode()
    assert "<h1>" in answer.content.decode()


def test_a_fault_of_ours_is_left_to_the_handler_that_records_it() -> None:
    assert Refusals(lambda request: HttpResponse()).process_exception(MAKE.get("/"), ValueError()) is None
    answer = pages.server_error(MAKE.get("/"))
    assert answer.status_code == 500
    assert b"our fault, not yours" in answer.content


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/saltreach/yours/", "http://testserver/saltreach/yours/"),
        ("http://testserver.evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_the_way_back_is_to_where_they_were_if_that_was_ours(referer: str, back: str) -> None:
    extra: dict[str, Any] = {"HTTP_REFERER": referer} if referer else {}
    assert f'href="{back}">Go' in pages.refused(MAKE.post("/", **extra), "No.").content.decode()


def test_a_page_open_too_long_says_what_to_do() -> None:
    answer = pages.csrf_failure(MAKE.post("/"), reason="CSRF cookie not set.")
    assert answer.status_code == 403
    assert b"load the page again" in answer.content
    assert b"CSRF" not in answer.content


def test_what_one_may_not_see_and_what_is_not_there_look_the_same() -> None:
    refused = Refusals(lambda request: HttpResponse()).process_exception(MAKE.get("/a/"), Http404("secret"))
    assert refused is not None
    assert refused.content == pages.not_found(MAKE.get("/a/")).content
