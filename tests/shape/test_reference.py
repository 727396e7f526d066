"""The reference pages cannot go stale: whatever can be set, typed or recorded stands in docs/reference/."""

from __future__ import annotations

import argparse
import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from counterpoint.cli.words import parser
from counterpoint.config.environment import SETTINGS
from tests.shape.conftest import PACKAGE, ROOT

REFERENCE = ROOT / "docs" / "reference"


@cache
def reference() -> str:
    pages = sorted(REFERENCE.rglob("*.md"))
    assert pages, "docs/reference/ has no pages"
    return "\n".join(page.read_text() for page in pages)


def commands() -> dict[str, argparse.ArgumentParser]:
    choices = [action.choices for action in parser()._actions if action.choices]
    return dict(choices[0])  # type: ignore[arg-type]


def words_of_the_command_line() -> Iterator[str]:
    for name, command in commands().items():
        yield f"counterpoint {name}"
        for action in command._actions:
            yield from (word for word in action.option_strings if word.startswith("--"))


def verbs(path: Path) -> Iterator[str]:
    """Every verb that an action writes. Of f"promise.{answer}" only the part before the brace is known."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            given = [word.value for word in node.keywords if word.arg == "verb"]
            for value in given:
                for text in ast.walk(value):
                    if isinstance(text, ast.Constant) and isinstance(text.value, str) and "." in text.value:
                        yield text.value


VERBS = sorted(
    {
        verb
        for path in PACKAGE.rglob("*.py")
        if "actions" in str(path.relative_to(PACKAGE))
        for verb in verbs(path)
    }
)


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_is_in_the_reference(name: str) -> None:
    found = f"`{name}`" in reference()
    assert found, f"`{name}` is not in docs/reference/"


@pytest.mark.parametrize("word", sorted(set(words_of_the_command_line()) - {"--help"}))
def test_every_word_of_the_command_line_is_in_the_reference(word: str) -> None:
    found = word in reference()
    assert found, f"`{word}` is not in docs/reference/"


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_of_the_ledger_is_in_the_reference(verb: str) -> None:
    rest = "[a-z_]+" if verb.endswith(".") else ""
    found = re.search(f"`{re.escape(verb)}{rest}`", reference()) is not None
    assert found, f"`{verb}` is not in docs/reference/"


def test_the_reference_names_no_setting_that_is_gone() -> None:
    named = set(re.findall(r"`(COUNTERPOINT_[A-Z_]+)`", reference()))
    assert named <= set(SETTINGS)
