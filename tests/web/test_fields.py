"""What a person types is kept, whole; what is wrong with it is said beside it."""

from datetime import date

import pytest
from django.template import engines

from counterpoint.web.fields import (
    DayField,
    Form,
    LineField,
    OneOf,
    OneOfMany,
    Tick,
    WordsField,
    cleaned_words,
)
from counterpoint.web.http import Refused
from counterpoint.web.nhs import params, summary


class Words(Form):
    words = WordsField(label="What will you do?", longest=20, missing="Say what you will do.")
    note = LineField(label="A note", required=False)


class Days(Form):
    due = DayField(label="By when?", what="The date", missing="Say by when.")
    maybe = DayField(label="Until", what="The end", required=False, month_alone=True)


class Choices(Form):
    sure = OneOf(
        label="How sure?", choices=[("a", "Sure"), ("b", "Hope")], hints={"b": "It is fine to hope."}
    )
    message = OneOfMany(label="Which?", choices=[("3", "three")])
    heard = Tick(label="I heard this")


def render(source: str, form: Form) -> str:
    before = '{% from "components/form.jinja" import errors, field, fields %}'
    return str(engines["jinja2"].from_string(before + source).render({"form": form}))


def days(**typed: str) -> Days:
    return Days({f"due_{part}": value for part, value in typed.items()})


def test_too_many_words_are_counted_and_kept() -> None:
    typed = "x" * 23
    form = Words({"words": typed})
    assert form.errors["words"] == [
        "That is 3 characters too many. Keep it to 20. We have kept what you typed."
    ]
    assert typed in render("{{ fields(form) }}", form)


def test_a_hundred_thousand_characters_are_received_counted_and_kept() -> None:
    class Long(Form):
        words = WordsField(label="Words")

    form = Long({"words": "ŵ" * 100_000})
    assert form.errors["words"] == [
        "That is 96,000 characters too many. Keep it to 4,000. We have kept what you typed."
    ]
    assert "ŵ" * 100_000 in render("{{ fields(form) }}", form)


def test_words_are_composed_and_lose_what_cannot_be_seen() -> None:
    assert cleaned_words("cafe\u0301\r\nnext\x07\x1b") == "café\nnext"
    assert cleaned_words("user\u202etxt.exe\u200b\ufeff") == "usertxt.exe"
    assert cleaned_words("a\tb") == "a\tb"


def test_only_spaces_are_nothing_said() -> None:
    form = Words({"words": " \n\t ", "note": "  a \n  b "})
    assert form.errors["words"] == ["Say what you will do."]
    assert form.cleaned_data["note"] == "a b"


def test_a_joined_family_of_faces_survives() -> None:
    family = "👩\u200d👧"
    assert cleaned_words(family) == family


@pytest.mark.parametrize(
    ("day", "month", "year", "right"),
    [
        ("27", "3", "2027", date(2027, 3, 27)),
        ("1", "Mar", "2027", date(2027, 3, 1)),
        ("09", "September", "2026", date(2026, 9, 9)),
    ],
)
def test_a_date_is_taken_as_people_write_it(day: str, month: str, year: str, right: date) -> None:
    form = days(day=day, month=month, year=year)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["due"] == right


@pytest.mark.parametrize(
    ("day", "month", "year", "said"),
    [
        ("", "", "", "Say by when."),
        ("27", "", "2027", "The date must have a month."),
        ("", "", "2027", "The date must have a day and a month."),
        ("31", "2", "2027", "February 2027 has only 28 days."),
        ("0", "2", "2027", "The date must have a day in figures, such as 27."),
        ("x", "2", "2027", "The date must have a day in figures, such as 27."),
        ("27", "13", "2027", "The date must have a real month: 1 to 12, or its name."),
        ("27", "Ju", "2027", "The date must have a real month: 1 to 12, or its name."),
        ("27", "3", "27", "The date must have a year of four figures, such as 2026."),
        ("٣", "3", "2027", "The date must have a day in figures, such as 27."),
    ],
)
def test_a_wrong_date_says_what_is_wrong_and_keeps_what_was_typed(
    day: str, month: str, year: str, said: str
) -> None:
    form = days(day=day, month=month, year=year)
    assert form.errors["due"] == [said]
    assert [box["value"] for box in params(form["due"])["items"]] == [day, month, year]


def test_the_part_that_is_missing_is_the_part_that_is_marked() -> None:
    form = days(day="27", month="", year="2027")
    assert [box["error"] for box in params(form["due"])["items"]] == [False, True, False]


def test_a_month_alone_means_its_last_day_where_that_is_allowed() -> None:
    form = Days(
        {"due_day": "1", "due_month": "1", "due_year": "2027", "maybe_month": "2", "maybe_year": "2028"}
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data["maybe"] == date(2028, 2, 29)
    assert days(month="2", year="2028").errors["due"] == ["The date must have a day."]


def test_what_may_be_left_empty_says_so_and_nothing_has_an_asterisk() -> None:
    html = render("{{ fields(form) }}", Words())
    assert "A note (optional)" in html
    assert "What will you do? (optional)" not in html
    assert "*" not in html
    assert " required" not in html


def test_the_summary_links_each_error_to_its_field() -> None:
    form = Days({})
    html = render("{{ errors(form) }}{{ fields(form) }}", form)
    assert "There is a problem" in html
    assert '<a href="#due">' in html
    assert 'id="due"' in html
    assert html.count("Say by when.") == 2
    assert render("{{ errors(form) }}", Days()).strip() == ""


def test_a_refusal_is_shown_beside_its_cause_with_what_was_typed() -> None:
    form = Words({"words": "We will"})
    assert form.is_valid()
    form.refuse(Refused("Say who it is for.", field="words"))
    html = render("{{ errors(form) }}{{ fields(form) }}", form)
    assert summary(form) == [{"text": "Say who it is for.", "href": "#words"}]
    assert 'id="words-error"' in html
    assert "We will" in html


def test_a_refusal_that_names_no_field_stands_above_the_form() -> None:
    form = Words({"words": "We will"})
    form.refuse(Refused("This was withdrawn.", field="not one of ours"))
    assert summary(form) == [{"text": "This was withdrawn."}]


@pytest.mark.parametrize(("beside", "shown"), [(None, "#note"), ("words", "#words")])
def test_what_is_refused_while_it_is_done_is_shown_and_whoever_does_it_goes_on(
    beside: str | None, shown: str
) -> None:
    form = Words({"words": "We will"})
    with form.shows_refusals(beside):
        raise Refused("Say who it is for.", field="note")
    assert summary(form) == [{"text": "Say who it is for.", "href": shown}]
    with form.shows_refusals():
        pass
    with pytest.raises(ValueError, match="no refusal"), form.shows_refusals():
        raise ValueError("no refusal")


def test_choices_keep_what_was_chosen_and_say_their_hints() -> None:
    form = Choices({"sure": "b", "message": "3", "heard": "on"})
    assert form.is_valid(), form.errors
    html = render("{{ fields(form) }}", form)
    assert 'value="b" checked' in html
    assert 'value="a" checked' not in html
    assert "It is fine to hope." in html
    assert 'name="heard" type="checkbox" value="on" checked' in html


def test_a_list_chooses_nothing_for_anyone() -> None:
    assert params(Choices()["message"])["items"][0]["text"] == "Choose one"


@pytest.mark.parametrize(
    "nasty", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</textarea><b>"]
)
def test_what_was_typed_is_shown_as_text_never_as_markup(nasty: str) -> None:
    form = Words({"words": nasty, "note": nasty})
    html = render("{{ errors(form) }}{{ fields(form) }}", form)
    assert nasty not in html


def test_a_field_can_be_the_heading_of_its_page() -> None:
    html = render('{{ field(form["words"], heading=true) }}', Words())
    assert "<h1" in html
    assert html.count("What will you do?") == 1
