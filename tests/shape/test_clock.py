"""Only the edges read the clock; everybody else is told the time. That is how "as at" can be any day."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.shape.conftest import PACKAGE, ROOT

EDGES = {
    "cli": "an operator's command happens now",
    "web/middleware.py": "a request happens now",
    "work/loop.py": "work wakes up now",
}
# What tells the time of day. time.monotonic, which only measures, is free.
CLOCKS = {"now", "utcnow", "today", "localdate", "localtime", "time", "time_ns"}
OWNERS = {"datetime", "date", "timezone", "time", "dj_timezone", "dt"}


def inner(package: Path) -> list[Path]:
    edges = [package / edge for edge in EDGES]
    return [
        path
        for path in sorted(package.rglob("*.py"))
        if "migrations" not in path.parts and not any(path == edge or edge in path.parents for edge in edges)
    ]


def reads_of_the_clock(source: str) -> list[int]:
    """Line numbers of calls like datetime.now() or timezone.localdate() without a moment given to them."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
            owner = node.func.value
            name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
            converts = node.func.attr in {"localdate", "localtime"} and bool(node.args)
            if name in OWNERS and not converts:
                lines.append(node.lineno)
    return lines


def test_only_the_edges_read_the_clock() -> None:
    """Whatever else needs to know the time takes `at` or `today` as an argument."""
    reads = {str(path.relative_to(ROOT)): reads_of_the_clock(path.read_text()) for path in inner(PACKAGE)}
    assert not {path: lines for path, lines in reads.items() if lines}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("datetime.now(UTC)", True),
        ("timezone.now()", True),
        ("datetime.date.today()", True),
        ("timezone.localdate()", True),
        ("timezone.localtime(at, zone)", False),
        ("request.now", False),
        ("time.monotonic()", False),
    ],
)
def test_a_read_of_the_clock_is_found(source: str, found: bool) -> None:
    assert bool(reads_of_the_clock(source)) is found
