"""Small enough to be read: a file that grows past its size is a signal to look."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import partial

import pytest

from tests.shape.conftest import PACKAGE, ROOT

# Past the first number the test run names it, as a signal to look; past the second it fails.
FILE, FUNCTION, TEMPLATE = (300, 400), (30, 45), (120, 160)

type Lengths = dict[str, int]


def lengths_of_files(pattern: str) -> Lengths:
    return {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines())
        for path in sorted(PACKAGE.rglob(pattern))
        if "migrations" not in path.parts
    }


def lengths_of_functions() -> Lengths:
    """Each without its signature and docstring: what is left is what it does."""
    return {
        f"{path}:{node.lineno} {node.name}": length(node)
        for path in lengths_of_files("*.py")
        for node in ast.walk(ast.parse((ROOT / path).read_text()))
        if isinstance(node, ast.FunctionDef)
    }


def length(function: ast.FunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize(
    ("lengths", "limits"),
    [
        pytest.param(partial(lengths_of_files, "*.py"), FILE, id="a file"),
        pytest.param(lengths_of_functions, FUNCTION, id="a function"),
        pytest.param(partial(lengths_of_files, "*.jinja"), TEMPLATE, id="a template"),
    ],
)
def test_it_can_be_read_in_one_sitting(
    lengths: Callable[[], Lengths], limits: tuple[int, int], record_property: Callable[[str, object], None]
) -> None:
    look, too_long = limits
    found = lengths()
    for where, lines in found.items():
        if lines > look:
            record_property("look", f"{where}: {lines} lines")
    assert not {where: lines for where, lines in found.items() if lines > too_long}
