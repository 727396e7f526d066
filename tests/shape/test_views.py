"""Nobody can forget to say who a page is for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

AUDIENCES = {"anyone", "accounts", "members", "stewards"}


def views(patterns: list[Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, address)
        elif isinstance(pattern, URLPattern):
            yield address or "/", pattern.callback


@pytest.mark.parametrize(
    "view", [pytest.param(view, id=address) for address, view in views(get_resolver().url_patterns)]
)
def test_every_view_says_who_it_is_for(view: Any) -> None:
    assert getattr(view, "audience", None) in AUDIENCES, (
        f"{view.__module__}.{view.__name__} needs @for_members, @for_stewards, @for_accounts or @for_anyone"
    )


def test_every_view_is_named() -> None:
    """So that templates can link to it by name, never by address."""
    unnamed = [address for address, name in names(get_resolver().url_patterns) if not name]
    assert not unnamed, f"without a name: {unnamed}"


def names(patterns: list[Any], before: str = "") -> Iterator[tuple[str, str | None]]:
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, address)
        else:
            yield address, pattern.name
