"""What the documentation links to is there, what it shows can be typed, what it names exists."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from django.apps import apps

from counterpoint.cli.words import parser
from counterpoint.config.environment import SETTINGS
from counterpoint.work.reactions import NOTHING_FOLLOWS, REACTIONS
from tests.docs import kinds_page
from tests.docs.pages import DOCS, headings, inside, name, pages, prose, shell_lines
from tests.shape.conftest import ROOT

# What only the place where this was written has.
ELSEWHERE = re.compile(r"(?<![\w>])/(?:work|root)/|shared/(?:design|seed|fixtures)")
PATH = re.compile(r"`((?:counterpoint|tests|docs|frontend|tools)/[\w./-]+)`")


@pytest.mark.parametrize("document", pages(), ids=name)
def test_every_link_leads_somewhere(document: Path) -> None:
    for link, path, part in inside(document):
        assert path.exists(), f"{name(document)}: {link}"
        if part and path.suffix == ".md":
            assert part in headings(path), f"{name(document)}: {link}"


def test_every_page_can_be_reached_from_the_first() -> None:
    first = ROOT / "README.md" if (ROOT / "README.md").exists() else DOCS / "README.md"
    reached, waiting = set(), [first, DOCS / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        if page.suffix == ".md" and page.exists():
            waiting += [path for _, path, _ in inside(page)]
    files = {
        path for path in DOCS.rglob("*") if path.is_file() and path.suffix != ".pyc" and path.name[0] != "."
    }
    assert sorted(map(name, files - reached)) == []


@pytest.mark.parametrize("document", pages(), ids=name)
def test_no_page_names_the_machine_it_was_written_on(document: Path) -> None:
    assert ELSEWHERE.findall(document.read_text()) == []


@pytest.mark.parametrize("document", pages(), ids=name)
def test_every_file_of_ours_that_is_named_is_there(document: Path) -> None:
    gone = [path for path in PATH.findall(prose(document)) if not (ROOT / path).exists()]
    assert [path for path in gone if "/dist" not in path] == []


def commands_shown(page: Path) -> list[str]:
    return re.findall(
        r"(?:^|[\s/])counterpoint ((?:demo|serve|work|mirror|verify|export|import|erase)\b[^#\n`;|<]*)",
        "\n".join(shell_lines(page)),
    )


@pytest.mark.parametrize("document", pages(), ids=name)
def test_every_command_that_is_shown_is_understood(document: Path) -> None:
    for words in commands_shown(document):
        parser().parse_args(shlex.split(words))


@pytest.mark.parametrize("document", pages(), ids=name)
def test_every_make_target_that_is_shown_exists(document: Path) -> None:
    made = set(re.findall(r"^([\w./-]+)(?: [\w./-]+)*:(?!=)", (ROOT / "Makefile").read_text(), re.M))
    shown = re.findall(r"(?:^|\s)make ((?:[.\w/-]+ ?)+)", "\n".join(shell_lines(document)))
    shown += re.findall(r"`make ([\w-]+)`", document.read_text())
    assert {target for words in shown for target in words.split()} <= made


@pytest.mark.parametrize("document", pages(), ids=name)
def test_every_setting_that_is_shown_exists(document: Path) -> None:
    ours = r"\b(COUNTERPOINT_[A-Z_]+|MAIL_[A-Z]+|NOTIFY_[A-Z_]+|DATABASE_[A-Z]+)\b"
    assert set(re.findall(ours, document.read_text())) <= set(SETTINGS)


def test_the_table_of_kinds_is_the_one_in_the_code() -> None:
    assert (DOCS / "reference" / "kinds.md").read_text() == kinds_page.page()


def test_every_verb_of_the_reference_is_one_that_work_knows() -> None:
    page = (DOCS / "reference" / "ledger-verbs.md").read_text()
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    verbs = {verb for row in rows for verb in re.findall(r"`([a-z_]+\.[a-z_]+)`", row)}
    assert verbs == {*REACTIONS, *NOTHING_FOLLOWS}


def test_every_setting_has_its_default_in_the_reference() -> None:
    page = (DOCS / "reference" / "settings.md").read_text()
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.+) \|$", page, re.M)
    assert {setting for setting, _ in rows} == set(SETTINGS)
    for setting, cells in rows:
        assert len(cells.split(" | ")) >= 2, setting


def test_every_table_stands_in_what_is_held() -> None:
    page = (DOCS / "governance" / "what-is-held.md").read_text()
    ours = {
        model._meta.db_table for model in apps.get_models() if model.__module__.startswith("counterpoint.")
    }
    assert sorted(table for table in ours | {"shared_cache"} if f"`{table}" not in page) == []
    named = set(re.findall(r"`((?:partnership|claims|ledger|promises|barriers|work)_[a-z]+)[`.]", page))
    assert sorted(named - ours) == []
