"""Small enough to be read: a file that grows past its size is a signal to look."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.shape.conftest import PACKAGE, ROOT

type Record = Callable[[str, object], None]

# Past the first number the test run names it, as a signal to look; past the second it fails.
FILE, FUNCTION, TEMPLATE = (300, 400), (30, 45), (120, 160)

PYTHON = [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]
TEMPLATES = sorted(PACKAGE.rglob("*.jinja"))


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def functions(path: Path) -> list[tuple[str, int]]:
    """Each with its length, without its signature and docstring: what is left is what it does."""
    tree = ast.walk(ast.parse(path.read_text()))
    return [(node.name, size(node)) for node in tree if isinstance(node, ast.FunctionDef)]


def size(function: ast.FunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def look_at(record_property: Record, what: str, found: int, limits: tuple[int, int]) -> None:
    if found > limits[0]:
        record_property("look", f"{what}: {found} lines")
    assert found <= limits[1], f"{what}: {found} lines"


@pytest.mark.parametrize("path", PYTHON)
def test_a_file_can_be_read_in_one_sitting(path: Path, record_property: Record) -> None:
    look_at(record_property, str(path.relative_to(ROOT)), lines(path), FILE)


@pytest.mark.parametrize("path", PYTHON)
def test_a_function_fits_on_one_screen(path: Path, record_property: Record) -> None:
    for name, found in functions(path):
        look_at(record_property, f"{path.relative_to(ROOT)} {name}", found, FUNCTION)


@pytest.mark.parametrize("path", TEMPLATES)
def test_a_template_can_be_read_in_one_sitting(path: Path, record_property: Record) -> None:
    look_at(record_property, str(path.relative_to(ROOT)), lines(path), TEMPLATE)
