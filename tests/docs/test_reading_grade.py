"""What a stranger reads is easy to read: a grade of 6 over all public words, and of 7 on no long page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction
from django.template import engines
from django.test import Client
from django.urls import resolve
from django.utils import timezone
from jinja2 import meta, nodes

from counterpoint.ledger.models import Text
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.web import http
from tests.docs.reading import Reading, lines_of, read, sentences_of, syllables
from tests.journeys.filled import Filled, fill
from tests.journeys.pages import PAGES, Row

BEGINS = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
ALL, ONE_PAGE, LONG = 6.0, 7.0, 100  # grades, and the words from which a page is long
PUBLIC = [row for row in PAGES if not row.who and not row.demo]
SOMEBODY = "Ann"  # in the place of every name: names are not ours to make simple


class Said:
    """What each public page says, and which templates it is made of."""

    def __init__(self) -> None:
        self.pages: dict[str, list[str]] = {}
        self.templates: set[str] = set()


@pytest.fixture(scope="module")
def said(django_db_setup: None, django_db_blocker: Any) -> Iterator[Said]:
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: BEGINS)
        found, render = Said(), http.render

        def watched(request: Any, template: str, *given: Any, **more: Any) -> Any:
            found.templates.add(template)
            return render(request, template, *given, **more)

        patch.setattr(http, "render", watched)
        filled = fill(BEGINS)
        for row in PUBLIC:
            found.pages.update(_of(row, filled))
        found.pages["not there"] = _lines(Client().get("/nowhere/at/all/").content.decode())
        yield found
        transaction.set_rollback(True)


def _of(row: Row, filled: Filled) -> dict[str, list[str]]:
    """A page as it opens, and as it answers to nothing filled in."""
    address = row.at(filled)
    if getattr(resolve(address.partition("?")[0]).func, "audience", "anyone") != "anyone":
        return {}
    client = Client()
    answer = client.get(address)
    if answer.status_code in (301, 302):
        return {}
    pages = {str(row): _lines(answer.content.decode())}
    with transaction.atomic():
        refused = client.post(address, {})
        if refused.status_code == 422:
            pages[f"{row}, refused"] = _lines(refused.content.decode())
        transaction.set_rollback(True)
    return pages


def _lines(html: str) -> list[str]:
    """Without the people's own words, and with one short name for all names."""
    lines = lines_of(html)
    own = [str(one) for one in Text.objects.filter(erased_at=None) if len(str(one)) > 3]
    names = [
        one for model in (Member, Organisation, Place) for one in model.objects.values_list("name", flat=True)
    ]
    for words in sorted(own, key=len, reverse=True):
        lines = [line.replace(words, " ") for line in lines]
    for name in sorted({*names, *(name.split()[0] for name in names)}, key=len, reverse=True):
        lines = [re.sub(rf"\b{re.escape(name)}\b", SOMEBODY, line) for line in lines]
    return [line.replace(f"{SOMEBODY} {SOMEBODY}", SOMEBODY) for line in lines]


def strings_of(templates: set[str]) -> list[str]:
    """Every string that these templates, and all that they are made of, could say: in whichever state."""
    environment: Any = engines["jinja2"].env  # type: ignore[attr-defined]
    seen: set[str] = set()
    waiting, found = set(templates), []
    while waiting:
        name = waiting.pop()
        seen.add(name)
        source, _, _ = environment.loader.get_source(environment, name)
        tree = environment.parse(source)
        waiting |= {one for one in meta.find_referenced_templates(tree) if one} - seen
        for call in tree.find_all(nodes.Call):
            of = getattr(call.node, "name", "")
            if of in ("_", "gettext", "ngettext") and call.args and isinstance(call.args[0], nodes.Const):
                found.append(str(call.args[0].value))
    return [re.sub(r"%\(\w+\)s", SOMEBODY, one) for one in found]


HOUSE = re.compile(
    r"web/(layout|form)|components/(?!plain|matters)|nhsuk/"
)  # what only members' pages are made of


def test_every_public_page_is_read(said: Said, db: None) -> None:
    assert len(said.pages) > 20
    assert "offers/card.jinja" in said.templates


def test_no_public_page_of_any_length_is_hard(said: Said, db: None) -> None:
    hard = {}
    for name, lines in said.pages.items():
        reading = read(sentences_of(lines))
        if reading.words > LONG and reading.grade > ONE_PAGE:
            hard[name] = f"{reading.grade:.1f}, {_hardest(lines)}"
    assert not hard, hard


def test_all_public_words_together_are_for_somebody_of_eleven(said: Said, db: None) -> None:
    """Each sentence once, wherever it stands; and each that stands in a template, in whichever state."""
    sentences = {one for lines in said.pages.values() for one in sentences_of(lines)}
    templates = {one for one in said.templates if not HOUSE.match(one)}
    sentences |= set(sentences_of(strings_of(templates)))
    reading = read(sentences)
    assert reading.words > 1500
    assert reading.grade <= ALL, f"{reading.grade:.2f}; hardest: {_hardest(sorted(sentences), 12)}"


def test_they_are_so_without_the_help_of_short_buttons(said: Said, db: None) -> None:
    """Buttons and labels are short, and would make any page look easy: whole sentences alone, held to the same."""
    for name, lines in said.pages.items():
        reading = read(_whole(lines))
        assert reading.words <= LONG or reading.grade <= ONE_PAGE, name
    every = {one for lines in said.pages.values() for one in _whole(lines)}
    reading = read(every)
    assert reading.words > 1000
    assert reading.grade <= ALL, f"{reading.grade:.2f}; hardest: {_hardest(sorted(every), 12)}"


def _whole(lines: list[str]) -> list[str]:
    return [one for one in sentences_of(lines) if one.rstrip("”’\"')")[-1:] in {".", "!", "?"}]


def _hardest(lines: list[str], how_many: int = 4) -> list[str]:
    graded = [(read([one]).grade, one) for one in sentences_of(lines) if read([one]).words > 4]
    return [f"{grade:.0f} {one}" for grade, one in sorted(graded, reverse=True)[:how_many]]


# The arithmetic


@pytest.mark.parametrize(
    ("text", "words", "sentences", "beats", "grade"),
    [
        ("The cat sat on the mat.", 6, 1, 6, -1.45),  # 0.39 × 6 + 11.8 × 1 − 15.59
        ("Say it once. Then it is kept.", 7, 2, 7, -2.425),  # 0.39 × 3.5 + 11.8 × 1 − 15.59
        ("Organisations demonstrate accountability.", 3, 1, 14, 40.6467),
    ],
)
def test_the_grade_is_the_formula_of_1975(
    text: str, words: int, sentences: int, beats: int, grade: float
) -> None:
    reading = read(sentences_of([text]))
    assert (reading.words, reading.sentences) == (words, sentences)
    assert reading.syllables == beats
    assert reading.grade == pytest.approx(grade, abs=0.001)


@pytest.mark.parametrize(
    ("word", "beats"), [("people", 2), ("mirror", 2), ("carer’s", 2), ("organisation", 5), ("I’m", 1)]
)
def test_syllables_are_those_that_are_said(word: str, beats: int) -> None:
    assert syllables(word) == beats


def test_a_page_is_cut_as_it_is_heard() -> None:
    html = """<head><title>No</title></head><main><h1>Your card</h1><p>It is <b>in</b>. Thank you!</p>
    <ul><li>One</li><li>Two of 3</li></ul><button>Put it in</button><svg><text>No</text></svg>
    <p aria-hidden="true">No</p><p>See https://a.example/b or K7QD 4MXP</p></main>"""
    assert sentences_of(lines_of(html)) == [
        "Your card", "It is in.", "Thank you!", "One", "Two of 3", "Put it in", "See https://a.example/b or K7QD 4MXP",
    ]  # fmt: skip
    assert read(["See https://a.example/b or K7QD 4MXP"]) == Reading(2, 1, 2)
