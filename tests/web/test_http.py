"""The door: who may come in, what has changed, and how a refusal reads."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from counterpoint.web.fields import Form, LineField
from counterpoint.web.http import (
    Refused,
    for_anyone,
    for_members,
    for_stewards,
    page,
    require,
    unchanged,
)
from counterpoint.web.refusals import RefusedPage

PAGE = RefusedPage("Title", "Sentence.", "", "/", "Back")


def request(path: str = "/saltreach/mirror/?as-at=2026-09-30", **extra: Any) -> HttpRequest:
    made = RequestFactory().get(path, **extra)
    made.user = SimpleNamespace(is_authenticated=False)  # type: ignore[assignment]
    return made


def signed_in(place: object = None, member: object = None) -> HttpRequest:
    made = request()
    made.user = SimpleNamespace(is_authenticated=True)  # type: ignore[assignment]
    made.place, made.member = place, member  # type: ignore[attr-defined]
    return made


@for_members
def members_page(request: HttpRequest, number: int = 0) -> HttpResponse:
    return HttpResponse(f"seen {number}")


@for_stewards
def stewards_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("seen")


@for_anyone
def open_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("seen")


def test_every_door_says_whom_it_is_for() -> None:
    doors = (members_page, stewards_page, open_page)
    assert [door.audience for door in doors] == ["members", "stewards", "anyone"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("place", [None, "Saltreach"])
def test_a_stranger_is_asked_to_sign_in_and_learns_nothing_of_the_place(place: str | None) -> None:
    asked = request()
    asked.place, asked.member = place, None  # type: ignore[attr-defined]
    answer = members_page(asked)
    assert answer.status_code == 302
    assert answer["Location"] == "/sign-in/?next=/saltreach/mirror/%3Fas-at%3D2026-09-30"


@pytest.mark.parametrize(("place", "member"), [(None, None), ("Saltreach", None)])
def test_a_place_of_which_one_is_no_member_is_not_there(place: str | None, member: None) -> None:
    for view in (members_page, stewards_page):
        with pytest.raises(Http404):
            view(signed_in(place, member))


def test_members_come_in_and_only_stewards_further() -> None:
    member, steward = SimpleNamespace(steward=False), SimpleNamespace(steward=True)
    assert members_page(signed_in("Saltreach", member), number=3).content == b"seen 3"
    assert stewards_page(signed_in("Saltreach", steward)).content == b"seen"
    with pytest.raises(Http404):
        stewards_page(signed_in("Saltreach", member))


def test_a_policy_that_says_nothing_lets_the_act_go_on() -> None:
    require(None)
    with pytest.raises(Refused) as refused:
        require("Your organisation made this claim.", field="answer")
    assert refused.value.sentence == "Your organisation made this claim."
    assert refused.value.field == "answer"


def test_a_page_that_did_not_change_is_not_sent_again() -> None:
    first = request()
    assert unchanged(first, "saltreach 41 2026-09-30 member") is None
    sent = page(first, "web/refused.jinja", PAGE)
    assert sent["Cache-Control"] == "private, no-cache"
    assert sent["Vary"] == "Cookie, HX-Request"
    again = request(HTTP_IF_NONE_MATCH=f'"other", {sent["ETag"]}')
    answer = unchanged(again, "saltreach 41 2026-09-30 member")
    assert answer is not None
    assert answer.status_code == 304
    assert answer["ETag"] == sent["ETag"]
    assert answer["Vary"] == "Cookie, HX-Request"


@pytest.mark.parametrize("key", ["saltreach 42 2026-09-30 member", ""])
def test_a_page_that_did_change_is_sent(key: str) -> None:
    first = request()
    unchanged(first, "saltreach 41 2026-09-30 member")
    tag = first.etag  # type: ignore[attr-defined]
    assert unchanged(request(HTTP_IF_NONE_MATCH=tag), key) is None


def test_a_fragment_is_never_taken_for_its_page() -> None:
    whole = request()
    unchanged(whole, "key")
    tag = whole.etag  # type: ignore[attr-defined]
    assert unchanged(request(HTTP_IF_NONE_MATCH=tag, HTTP_HX_REQUEST="true"), "key") is None


def test_what_is_posted_is_never_unchanged() -> None:
    first = request()
    unchanged(first, "key")
    posted = RequestFactory().post("/", HTTP_IF_NONE_MATCH=first.etag)  # type: ignore[attr-defined]
    assert unchanged(posted, "key") is None


def test_a_form_with_errors_answers_422_and_says_so_in_its_title() -> None:
    class Named(Form):
        name = LineField(missing="Say a name.")

    wrong = page(request(), "web/refused.jinja", PAGE, form=Named({}))
    assert wrong.status_code == 422
    assert b"<title>Error: Title" in wrong.content
    right = page(request(), "web/refused.jinja", PAGE, form=Named({"name": "x"}))
    assert right.status_code == 200
    assert b"<title>Title \xe2\x80\x93 Counterpoint" in right.content


def test_a_page_of_someone_signed_in_is_kept_by_no_cache_between() -> None:
    assert "private" in page(request(), "web/refused.jinja", PAGE)["Cache-Control"]
    assert page(request(), "web/refused.jinja", PAGE, status=404)["Cache-Control"] == "private, no-store"
