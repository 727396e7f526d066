"""Whoever reads the log of a server cannot answer in anybody's name."""

from __future__ import annotations

import logging

import pytest
from django.conf import settings

from counterpoint.config.discretion import Discreet


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Internal Server Error: /a/eyJ.x-Y_z/", "Internal Server Error: /a/…/"),
        ("/t/0123456789abcdef", "/t/…"),
        ('"GET /start/abc/?next=/x HTTP/1.1" 500', '"GET /start/…/?next=/x HTTP/1.1" 500'),
        ("/harrowmere/promises/12/", "/harrowmere/promises/12/"),
    ],
)
def test_a_secret_in_an_address_never_reaches_the_log(said: str, written: str) -> None:
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "%s", (said,), None)
    assert Discreet().filter(record)
    assert record.getMessage() == written


def test_every_handler_is_discreet() -> None:
    handlers = settings.LOGGING["handlers"].values()
    assert all("discreet" in handler["filters"] for handler in handlers)
