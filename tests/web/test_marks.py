"""THE visual grammar: a mark for every state, each its own, none by colour alone."""

import re
from datetime import date

import pytest
from django.template import engines

from counterpoint.web.marks import WORDS, Mark, word
from counterpoint.web.staff import Note, lay_out

# Which voice speaks is colour; what is left when colour goes must still tell the marks apart.
FILLED = ("m-disc", "m-dot")


JANUARY, DECEMBER, TODAY = date(2026, 1, 1), date(2026, 12, 31), date(2026, 9, 30)


def render(source: str, **context: object) -> str:
    return str(engines["jinja2"].from_string(source).render(context))


def shape(state: str) -> str:
    return render('{% from "components/mark.jinja" import shape %}{{ shape(state) }}', state=state)


def without_colour(drawing: str) -> str:
    """Filled or not, dashed or not, and the outline: what an eye that sees no colour sees."""
    drawing = re.sub(r'class="([\w -]+)"', lambda m: "filled" if m[1] in FILLED else "outlined", drawing)
    return re.sub(r"\s+", " ", drawing)


def test_every_state_has_a_word() -> None:
    assert set(WORDS) == set(Mark)
    assert len(set(WORDS.values())) == len(Mark)
    assert word("confirmed") == "confirmed"
    assert word("something new") == "something new"


def test_every_state_has_a_shape_of_its_own_and_of_its_own_without_colour() -> None:
    drawn = {state: shape(state) for state in Mark}
    assert all(drawn.values())
    assert len(set(drawn.values())) == len(Mark)
    seen = {
        without_colour(drawing) + ("dashed" if re.search("m-(due|held|empty|gap)", drawing) else "")
        for drawing in drawn.values()
    }
    assert len(seen) == len(Mark)


def test_no_state_but_what_was_said_is_drawn_as_the_bare_ring() -> None:
    said = shape("said")
    assert all(shape(state) != said for state in Mark)


@pytest.mark.parametrize("state", list(Mark))
def test_a_mark_alone_can_be_named_and_beside_its_word_is_silent(state: Mark) -> None:
    source = '{% from "components/mark.jinja" import mark, tag %}'
    named = render(source + "{{ mark(state, name) }}", state=state, name=state.word)
    assert 'role="img"' in named
    assert f'aria-label="{state.word}"' in named
    tagged = render(source + "{{ tag(state) }}", state=state)
    assert 'aria-hidden="true"' in tagged
    assert state.word in tagged


@pytest.mark.parametrize("state", list(Mark))
def test_every_mark_of_a_staff_is_a_link_with_its_name(state: Mark) -> None:
    name = "Sunday bed, contested: It is a list, not a <bed>"
    note = Note(date(2026, 3, 3), state, name, "/saltreach/promises/12/", 2)
    drawn = lay_out([note], JANUARY, DECEMBER, TODAY, title="Leaders", list_url="/list")
    html = render('{% from "components/staff.jinja" import staff %}{{ staff(s) }}', s=drawn)
    assert 'href="/saltreach/promises/12/"' in html
    assert 'aria-label="Sunday bed, contested: It is a list, not a &lt;bed&gt;"' in html
    assert html.count("<bed>") == 0
    hit = re.search(r'<rect x="-12" y="10" width="(\d+)" height="(\d+)"', html)
    assert hit is not None
    assert int(hit[1]) >= 24
    assert int(hit[2]) >= 24
    assert 'class="staff__whole" href="/list"' in html


def test_the_drawing_is_silent_and_the_links_are_not() -> None:
    drawn = lay_out(
        [Note(date(2026, 3, 3), Mark.PARTLY, "x", "/x")],
        date(2026, 1, 1),
        date(2026, 12, 31),
        date(2026, 9, 30),
    )
    html = render('{% from "components/staff.jinja" import staff %}{{ staff(s) }}', s=drawn)
    links = html[html.index("staff__links") :]
    assert 'aria-hidden="true"' in html
    assert "aria-hidden" not in links


def test_nothing_is_styled_in_the_page_itself() -> None:
    notes = [Note(date(2026, 3, 3), state, state.word, "/x", 2) for state in Mark]
    drawn = lay_out(notes, JANUARY, DECEMBER, TODAY)
    source = '{% from "components/staff.jinja" import staff, axis %}'
    source += '{% from "components/mark.jinja" import key, pair %}'
    html = render(source + "{{ axis(s) }}{{ staff(s) }}{{ key() }}{{ pair('contested') }}", s=drawn)
    assert "style=" not in html
    assert "<style" not in html
