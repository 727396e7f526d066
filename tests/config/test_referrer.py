"""A secret address stays where it was opened: no log learns it from a Referer."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import engines
from django.test import Client

from tests.shape.conftest import PACKAGE

SECRET = ("/t/a-ticket/", "/p/a-promise/", "/a/an-answer/", "/start/a-founding/", "/sign-in/a-link/")


@pytest.mark.parametrize("address", [*SECRET, "/", "/sign-in/"])
def test_only_the_origin_is_sent_from_any_page(db: None, address: str) -> None:
    assert Client().get(address)["Referrer-Policy"] == "strict-origin"


def test_no_page_says_otherwise_by_itself() -> None:
    said = [path.name for path in PACKAGE.rglob("*.jinja") if 'name="referrer" content=' in path.read_text()]
    layout = engines["jinja2"].env.loader.get_source(engines["jinja2"].env, "web/answer_layout.jinja")[0]  # type: ignore[union-attr]
    assert said == ["answer_layout.jinja"]
    assert '<meta name="referrer" content="strict-origin">' in layout


@pytest.mark.parametrize(
    ("sent", "taken"),
    [
        ({"HTTP_REFERER": "https://testserver/"}, True),  # all that such a page sends
        ({"HTTP_ORIGIN": "https://testserver"}, True),
        ({"HTTP_REFERER": "https://elsewhere.example/"}, False),
        ({"HTTP_ORIGIN": "null"}, False),
        ({}, False),
    ],
)
def test_a_form_is_guarded_over_https_by_the_origin_alone(
    db: None, sent: dict[str, Any], taken: bool
) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.get("/sign-in/", secure=True)
    token = browser.cookies["csrftoken"].value
    form = {"email": "ada@aldermouth.example", "csrfmiddlewaretoken": token}
    answer = browser.post("/sign-in/", form, secure=True, **sent)
    assert (answer.status_code != 403) is taken
