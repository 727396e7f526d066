"""Templates only speak: they say what their page object offers, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from django.template import engines
from jinja2 import DictLoader, Environment, meta, nodes

from tests.shape.conftest import PACKAGE
from tests.shape.typed_templates import Reader, page_of

TEMPLATES = sorted(path for path in PACKAGE.rglob("*.jinja") if "jinja2" in path.parts)
PAGES = [
    path for path in TEMPLATES if not path.name.startswith("_") and not path.is_relative_to(PACKAGE / "web")
]
GIVEN = {"page", "form", "request", "csrf_input", "csrf_token", "csp_nonce", "thread_of", "charts_asked"}
# Words that nobody who reads a page should meet (docs/explanation says which to use instead).
NOT_OUR_WORDS = re.compile(
    r"\b(users?|submit(s|ted|ting)?|stakeholders?|leverag\w+|minutes|quorum)\b", re.IGNORECASE
)


def environment() -> Environment:
    env = engines["jinja2"].env
    assert isinstance(env, Environment)
    return env


def name_of(path: Path) -> str:
    parts = path.parts
    return "/".join(parts[parts.index("jinja2") + 1 :])


@pytest.mark.parametrize("path", PAGES)
def test_a_template_names_its_page(path: Path) -> None:
    assert page_of(path.read_text()), "first line: {# page: counterpoint.<room>.queries.<Name>Page #}"


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path.read_text().startswith("{# page:")])
def test_templates_use_only_what_their_page_offers(path: Path) -> None:
    reader = Reader(environment())
    reader.read(name_of(path), {"page": page_of(path.read_text())})
    assert not reader.faults, "\n".join(reader.faults)


@pytest.mark.parametrize("path", PAGES)
def test_templates_are_given_only_their_page(path: Path) -> None:
    env = environment()
    tree = env.parse(path.read_text())
    imported = [each for node in tree.find_all(nodes.FromImport) for each in node.names]
    own = {each[1] if isinstance(each, tuple) else each for each in imported}
    own |= {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
    own |= {macro.name for macro in tree.find_all(nodes.Macro)}
    strangers = meta.find_undeclared_variables(tree) - own - GIVEN - set(env.globals)
    assert not strangers, f"{strangers} must be fields of the page"


@pytest.mark.parametrize("path", TEMPLATES)
def test_templates_say_no_words_that_people_stumble_over(path: Path) -> None:
    found = {match.group() for text in spoken(path) for match in NOT_OUR_WORDS.finditer(text)}
    assert not found, f"says {', '.join(sorted(found))}"


def spoken(path: Path) -> list[str]:
    """What a person reads: text outside tags and comments, and strings in expressions that hold a space."""
    tree = environment().parse(path.read_text())
    data = " ".join(node.data for node in tree.find_all(nodes.TemplateData))
    strings = [node.value for node in tree.find_all(nodes.Const) if isinstance(node.value, str)]
    return [re.sub(r"<[^>]*>?", " ", data), *(each for each in strings if " " in each)]


# The reader itself, on templates with and without a fault


@dataclass(frozen=True, slots=True)
class Line:
    who: str
    on: date | None

    @property
    def loud(self) -> str:
        return self.who.upper()


@dataclass(frozen=True, slots=True)
class Sample:
    title: str
    lines: tuple[Line, ...]
    by_kind: dict[str, list[Line]]
    best: Line | None


@pytest.mark.parametrize(
    ("template", "fault"),
    [
        ("{{ page.title }}", None),
        ("{{ page.titel }}", "Sample has no titel"),
        ("{% for line in page.lines %}{{ line.who }}{{ line.loud.strip() }}{% endfor %}", None),
        ("{% for line in page.lines %}{{ line.whom }}{% endfor %}", "Line has no whom"),
        ("{% for line in page.lines if line.whom %}{% endfor %}", "Line has no whom"),
        ("{% for k, lines in page.by_kind.items() %}{{ lines[0].whom }}{% endfor %}", "Line has no whom"),
        ("{% set best = page.best %}{{ best.on.year }}", None),
        ("{% set best = page.best %}{{ best.on.yaer }}", "date has no yaer"),
        ("{{ (page.lines | first).whom }}", "Line has no whom"),
        ("{% macro m(line) %}{{ line.whom }}{% endmacro %}{{ m(page.best) }}", "Line has no whom"),
        ("{% macro m(line) %}{{ line.whom }}{% endmacro %}", None),
        ("{% from 'other.jinja' import said %}{{ said(line=page.best) }}", "Line has no whom"),
        ("{% for line in page.lines %}{% include '_line.jinja' %}{% endfor %}", "Line has no whom"),
        ("{% if page.best %}<b>{{ _('by') }} {{ page.best.whom }}</b>{% endif %}", "Line has no whom"),
    ],
)
def test_a_misspelt_field_is_found(template: str, fault: str | None) -> None:
    others = {
        "page.jinja": template,
        "other.jinja": "{% macro said(line) %}{{ line.whom }}{% endmacro %}",
        "_line.jinja": "{{ line.whom }}",
    }
    reader = Reader(Environment(loader=DictLoader(others), autoescape=True))
    reader.read("page.jinja", {"page": Sample})
    assert bool(reader.faults) is bool(fault)
    assert not fault or fault in reader.faults[0]


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_what_a_link_is_called_is_what_it_reads(path: Path) -> None:
    """Whoever speaks to their computer says what they see: a name apart from it would not be found (WCAG 2.5.3).

    What only a reader aloud needs stands in the link, visually hidden. A drawing has no words of its own to read.
    """
    links = re.findall(r"<(?:a|button)\b[^>]*aria-label[^>]*>(?!\s*(?:<title>|{{ words\())", path.read_text())
    assert not links
