"""The frame: what every page carries, and what it never does."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import LazySettings
from django.http import Http404
from django.template import engines
from django.test import RequestFactory

from counterpoint.web import views
from counterpoint.web.http import page
from counterpoint.web.refusals import RefusedPage

PAGE = RefusedPage("Title", "Sentence.", "", "/", "Back")
HERE = Path(views.__file__).parent


@pytest.fixture
def demo(settings: LazySettings) -> None:
    settings.DEMO = True


def html(**request: Any) -> str:
    made = RequestFactory().get("/")
    for name, value in request.items():
        setattr(made, name, value)
    return page(made, "web/refused.jinja", PAGE).content.decode()


def test_a_page_says_where_it_stands_only_to_a_member() -> None:
    assert "Saltreach" not in html(place="Saltreach", member=None)
    seen = html(place="Saltreach", member="Priya Nair")
    assert "<title>Title – Saltreach – Counterpoint</title>" in seen
    assert "Priya Nair" in seen


def test_without_a_place_there_is_no_navigation() -> None:
    assert "<nav" not in html()
    assert "head__menu" not in html()


def test_the_navigation_folds_without_script_and_says_where_one_is() -> None:
    seen = html(nav=[("Yours", "/s/yours/", False), ("Mirror", "/s/mirror/", True)])
    assert "<details" in seen
    assert '<a href="/s/mirror/" aria-current="page">Mirror</a>' in seen
    assert '<a href="/s/yours/">Yours</a>' in seen


def test_the_first_link_leads_past_the_head_to_what_the_page_is_about() -> None:
    seen = html()
    assert re.search(r"<body[^>]*>\s*<a class=\"nhsuk-skip-link\" href=\"#main\">", seen)
    assert '<main class="main" id="main"' in seen


def test_the_demonstration_says_what_it_is(demo: None) -> None:
    assert "This is a demonstration." in html()


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("address", ["/-/components/", "/-/components/?wrong", "/-/components/answer/"])
def test_no_page_styles_or_scripts_inside_itself(address: str) -> None:
    request = RequestFactory().get(address)
    view = views.answer if "answer" in address else views.components
    seen = view(request).content.decode()
    assert "style=" not in seen
    assert "<style" not in seen
    assert not re.search(r"<script(?![^>]*\bsrc=)", seen)
    assert not re.search(r"\son\w+=", seen)
    assert not re.search(r'(src|href)="(https?:)?//', seen)
    assert "NHS" not in seen


@pytest.mark.usefixtures("demo")
def test_an_answer_page_needs_no_font_and_no_script_and_is_small() -> None:
    seen = views.answer(RequestFactory().get("/")).content
    assert b"<script" not in seen
    assert b"woff2" not in seen
    sheet = HERE / "static/dist/answer.css"
    weight = len(seen) + (sheet.stat().st_size if sheet.exists() else 4_096)
    assert weight < 10_000


def test_the_components_are_shown_nowhere_but_in_a_demonstration() -> None:
    for view in (views.components, views.answer):
        with pytest.raises(Http404):
            view(RequestFactory().get("/"))


def test_a_hostile_name_is_text_everywhere_in_the_frame() -> None:
    nasty = '"><script>alert(1)</script>'
    seen = html(place=nasty, member=SimpleNamespace(__str__=lambda self: nasty), nav=[(nasty, nasty, False)])
    assert "<script>alert" not in seen


def test_every_macro_the_index_of_components_names_is_there() -> None:
    folder = HERE / "jinja2/components"
    index = (folder / "README.jinja").read_text()
    sections = re.split(r"\n(?=components/\w+\.jinja)", index)[1:]
    assert len(sections) == 8
    for section in sections:
        path = folder / section.split("\n", 1)[0].split(None, 1)[0].removeprefix("components/")
        named = set(re.findall(r"^  (\w+)\(", section, re.MULTILINE))
        there = set(re.findall(r"\{% macro (\w+)\(", path.read_text()))
        assert named <= there, path.name


def test_a_table_reads_by_row_and_column() -> None:
    source = '{% from "components/table.jinja" import table %}'
    source += '{{ table("Mirror", ["Message", "Claimed"], [["<1>", 2]], [1]) }}'
    seen = str(engines["jinja2"].from_string(source).render({}))
    assert '<th scope="col" class="num">Claimed</th>' in seen
    assert '<th scope="row">&lt;1&gt;</th>' in seen
    assert "<caption>Mirror</caption>" in seen
