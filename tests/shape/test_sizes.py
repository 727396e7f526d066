"""Small enough to be read: a file that grows past its size is a signal to look."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.shape.conftest import PACKAGE, ROOT

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 300, 30, 120
# Path of a file that may be longer, and why.
LONG_FOR_A_REASON: dict[str, str] = {}

PYTHON = [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]
TEMPLATES = sorted(PACKAGE.rglob("*.jinja"))


@pytest.mark.parametrize("path", PYTHON)
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    lines = len(path.read_text().splitlines())
    assert lines <= LONGEST_FILE or str(path.relative_to(ROOT)) in LONG_FOR_A_REASON, f"{lines} lines"


@pytest.mark.parametrize("path", PYTHON)
def test_a_function_fits_on_one_screen(path: Path) -> None:
    """Counted without its docstring and its signature: what is left is what it does."""
    functions = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)]
    long = [f"{node.name}: {size(node)} lines" for node in functions if size(node) > LONGEST_FUNCTION]
    assert not long or str(path.relative_to(ROOT)) in LONG_FOR_A_REASON, "; ".join(long)


def size(function: ast.FunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("path", TEMPLATES)
def test_a_template_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST_TEMPLATE
