"""What the page of components shows. Made up; nothing of it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from counterpoint.analysis.spc import MDC, Better, chart
from counterpoint.web import dates
from counterpoint.web.fields import (
    DayField,
    Form,
    LineField,
    MailField,
    OneOf,
    OneOfMany,
    SomeOf,
    Tick,
    WordsField,
)
from counterpoint.web.marks import Mark
from counterpoint.web.staff import Note, Staff, lay_out
from counterpoint.web.xmr import Drawing, Happened, draw

START, TODAY, END = date(2025, 4, 1), date(2026, 9, 30), date(2026, 12, 31)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a Mirror."""

    number: int
    title: str
    sentence: str
    staff: Staff
    words: str
    who: str
    next: str


@dataclass(frozen=True, slots=True)
class ComponentsPage:
    """Everything web/components.jinja shows."""

    states: tuple[Mark, ...]
    rows: tuple[Row, ...]
    crowded: Staff
    by_month: Staff
    charts: tuple[Drawing, ...]


class SampleForm(Form):
    what = WordsField(
        label="What will you do?",
        help_text="One sentence, as you would say it aloud.",
        missing="Say what you will do.",
    )
    mail = MailField(label="Your e-mail", required=False)
    name = LineField(label="Who is it for?", width="20", missing="Say who it is for.")
    due = DayField(
        label="By when?",
        help_text="For example, 27 3 2027. A month alone means its last day.",
        what="The date",
        month_alone=True,
    )
    sure = OneOf(
        label="How sure are you?",
        choices=[("sure", "Sure"), ("likely", "More likely than not"), ("hope", "We hope to")],
        hints={"hope": "Saying so is better than promising too much."},
        missing="Say how sure you are.",
    )
    gains = SomeOf(label="Who gains?", choices=[("1", "Breakwater"), ("2", "Lantern House")], required=False)
    message = OneOfMany(
        label="Which message?",
        choices=[("3", "3 Leaders lead the system"), ("9", "9 Barriers are found and removed")],
    )
    heard = Tick(label="I heard this said by somebody else")


WRONG = {
    "what": "x" * 4_120,
    "mail": "not an address",
    "name": "",
    "due_day": "31",
    "due_month": "2",
    "due_year": "2027",
    "sure": "",
}


def components_page() -> ComponentsPage:
    return ComponentsPage(
        states=tuple(Mark), rows=_rows(), crowded=_crowded(34), by_month=_crowded(130), charts=_charts()
    )


def _note(months: int, day: int, state: Mark, name: str, asked: int = 0) -> Note:
    at = date(2025 + (3 + months) // 12, (3 + months) % 12 + 1, day)
    return Note(at, state, f"{name}, {state.word}", f"#claim-{months}-{day}", asked)


def _staff(number: int, title: str, *notes: Note) -> Staff:
    return lay_out(notes, START, END, TODAY, id=f"staff-{number}", title=title, list_url=f"#list-{number}")


def _rows() -> tuple[Row, ...]:
    return (_centre(), _system(), _barriers())


def _centre() -> Row:
    title = "People who use services are at the centre"
    return Row(
        1,
        title,
        "We said that people shaped two things. Breakwater says of one that it is so. "
        "The other is not due until November.",
        _staff(
            1,
            title,
            _note(6, 12, Mark.CONFIRMED_OLD, "Peer workers paid monthly"),
            _note(19, 15, Mark.NOT_DUE, "The winter plan"),
        ),
        "Paid, monthly, nineteen so far.",
        "a peer worker, October 2025",
        "The convenor asks Breakwater this week what they need to draft the plan.",
    )


def _system() -> Row:
    title = "Leaders lead the system, not only their organisation"
    return Row(
        3,
        title,
        "We put the place first, or promised to, four times. Those it was for say once that it is so, "
        "once partly, once that it is not. One is due in October.",
        _staff(
            3,
            title,
            _note(1, 4, Mark.CONFIRMED, "Shared rota"),
            _note(4, 4, Mark.PARTLY, "Three posts"),
            _note(11, 20, Mark.CONTESTED, "Sunday bed"),
            _note(18, 20, Mark.NOT_DUE, "Outreach money"),
        ),
        "It is a list, not a bed.",
        "a response officer, April 2026",
        "The public health director writes to Tideline before 1 October: are the three posts funded?",
    )


def _barriers() -> Row:
    title = "Barriers are found and removed"
    return Row(
        9,
        title,
        "Seven barriers were said to be gone. Those who raised them say one is, one partly, one is not. "
        "Two have not answered, one was asked nobody, and one is in reply time.",
        _staff(
            9,
            title,
            _note(2, 20, Mark.PARTLY, "Two logins"),
            _note(2, 26, Mark.CONFIRMED, "Parking at the clinic"),
            _note(5, 26, Mark.CONTESTED, "Friday discharge"),
            _note(9, 2, Mark.NOBODY_ASKED, "One referral form"),
            _note(11, 10, Mark.UNANSWERED, "Card for the night shelter", 2),
            _note(14, 1, Mark.IN_REPLY, "Access to notes"),
            _note(16, 1, Mark.OVERDUE, "Keys to the annexe", 3),
        ),
        "",
        "",
        "The outreach worker is asked again, once; then whoever does that work now.",
    )


def _crowded(number: int) -> Staff:
    states = (
        Mark.CONFIRMED,
        Mark.CONTESTED,
        Mark.CONFIRMED,
        Mark.PARTLY,
        Mark.UNANSWERED,
        Mark.CONFIRMED_OLD,
        Mark.NOT_DUE,
    )
    notes = [
        Note(
            _scattered(index), states[index % 7], f"Claim {index}, {states[index % 7].word}", f"#c{index}", 2
        )
        for index in range(number)
    ]
    return lay_out(notes, START, END, TODAY, id=f"crowd-{number}", title=f"{number} claims", list_url="#list")


def _scattered(index: int) -> date:
    return START + timedelta(days=(index * index * 37) % 540)


def _charts() -> tuple[Drawing, ...]:
    """A series that was rebased, one about which two rules disagree, and one that is too short."""
    fell = [
        60,
        62,
        59,
        61,
        60,
        63,
        61,
        60,
        62,
        61,
        59,
        60,
        62,
        50,
        51,
        49,
        52,
        50,
        48,
        None,
        50,
        49,
        51,
        50,
        52,
        49,
    ]
    odd = [60, 62, 59, 61, 60, 63, 61, 60, 62, 61, 59, 50, 45, 46, 47, 48, 49, 51]
    short = [12.5, 14.1, 13.2, 12.9, 15.5, 13.0, 12.2]
    kept = Happened(date(2025, 8, 14), "A promise was kept: a worker for each of them", "#kept")
    return (
        draw(
            chart(fell, MDC, dates=_months(26), better=Better.DOWN, target=55, phases=[13]),
            id="fell", title="Call-outs a month", happened=[kept],
        ),
        draw(chart(odd, MDC, dates=_months(18), better=Better.UP, target=65), id="odd", title="Home when ready", unit="%"),
        draw(chart(short, MDC, dates=_months(7)), id="short", title="Days until somebody rang", unit=" days"),
    )  # fmt: skip


def _months(count: int) -> list[date]:
    return [dates.last_day(2024 + (month + 6) // 12, (month + 6) % 12 + 1) for month in range(count)]
