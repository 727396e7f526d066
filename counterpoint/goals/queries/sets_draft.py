"""A quarter as a draft: text to paste, and a workbook of three sheets. Made of the quarter's page and of nothing else.

It ticks no condition and says nothing that is not on the record: where somebody has to write, it leaves room.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime

import xlsxwriter

from counterpoint.goals.queries.sets_quarter import Number, Part, QuarterPage
from counterpoint.goals.queries.sets_said import Said, Voice

WRITE = "[Write here.]"
NO_TICK = "The record ticks none of these. Write what is so, and how you know."
METRICS = ("Metric", "Answered by", "In what", "Period", "Value", "What the chart says")
BESIDE = (
    "Metric",
    "Claimed",
    "What it is",
    "Who",
    "On",
    "How it stands",
    "Heard",
    "What those say who would know",
    "Since then",
)
WIDTHS = {
    "Metrics": (46, 46, 16, 16, 16, 70),
    "Claimed beside delivered": (46, 50, 18, 34, 18, 18, 14, 70, 18),
    "Narrative": (120,),
}

LONGEST_CELL = 32_767  # characters that a workbook holds in one; what is longer it would leave out whole

type Cell = str | float


def text_of(page: QuarterPage) -> str:
    return "\n".join(lines_of(page)) + "\n"


def lines_of(page: QuarterPage) -> list[str]:
    return [
        f"DRAFT FROM THE RECORD OF {page.place.upper()}",
        f"{page.name}: {page.quarter} ({page.span})",
        f"Drafted on {page.drafted}. Nobody has signed it. {page.as_at} {page.ask_first}",
        *([f"Unverified: {page.unverified}"] if page.unverified else []),
        "",
        "METRICS, AND WHAT WAS CLAIMED BESIDE WHAT WAS DELIVERED",
        *(line for number, one in enumerate(page.parts, 1) for line in _part(number, one)),
        *(["", f"Optional, and measured by nobody here: {'; '.join(page.optional_nobodys)}.", ""] if page.optional_nobodys else []),
        "NATIONAL CONDITIONS",
        NO_TICK,
        *(line for number, words in enumerate(page.conditions, 1) for line in (f"{number}. {words}", f"   {WRITE}")),
        "",
        "WHAT GOT IN THE WAY, AND WHAT WE DO NEXT",
        WRITE,
    ]  # fmt: skip


def _part(number: int, part: Part) -> Iterable[str]:
    yield ""
    yield f"{number}. {part.words}"
    if part.part_of:
        yield f"Part of: {part.part_of}"
    yield f"{part.how[:1].upper()}{part.how[1:]}."
    if not part.measure:
        yield part.sentence
        return
    yield f"Answered by: {part.measure}"
    yield "; ".join(f"{one.when}: {one.words}" for one in part.numbers) + "."
    yield f"The chart at the end of the quarter: {part.sentence}"
    yield from part.notes
    if part.said:
        yield f"For the goal “{part.goal}”:"
    yield from (line for one in part.said for line in _claim(one))
    if part.nothing:
        yield part.nothing


def _claim(said: Said) -> Iterable[str]:
    row = said.row
    heard = f", {said.heard}" if said.heard else ""
    yield f"- {said.noun}: “{row.sentence}” ({row.who}, {row.when}). It stands: {row.words}{heard}."
    yield from (f"  {voice_words(one)}" for one in said.voices)
    if said.within:
        yield f"  {said.within}"
    if said.since:
        yield f"  Since the quarter ended: {said.since}."


def voice_words(voice: Voice) -> str:
    """ "No: “It shuts at 4.15.” – a therapist, 30 January 2026"."""
    quoted = f"“{voice.words}”" if voice.words else ""
    return f"{': '.join(one for one in (voice.says, quoted) if one)} – {voice.who}, {voice.when}"


def workbook_of(page: QuarterPage, at: datetime) -> bytes:
    """Words are written as words, whatever they begin with: no cell is a formula."""
    sheets: dict[str, list[Sequence[Cell]]] = {
        "Metrics": [METRICS, *(row for one in page.parts for row in _metric_rows(one))],
        "Claimed beside delivered": [BESIDE, *(_said_row(part, one) for part in page.parts for one in part.said)],
        "Narrative": [(line,) for line in lines_of(page)],
    }  # fmt: skip
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.set_properties(
            {"title": f"{page.name}, {page.quarter}: draft", "created": at.replace(tzinfo=None)}
        )
        wrapped, head = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"bold": True})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, width in enumerate(WIDTHS[name]):
                sheet.set_column(place, place, width)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    style = head if row == 0 else wrapped
                    if isinstance(cell, str):
                        sheet.write_string(row, column, cell[:LONGEST_CELL], style)
                    else:
                        sheet.write_number(row, column, cell, style)
    return made.getvalue()


def _metric_rows(part: Part) -> Iterable[tuple[Cell, ...]]:
    if not part.measure:
        yield part.words, part.sentence, part.unit, "", "", ""
    for one in part.numbers:
        yield part.words, part.measure, part.unit, one.when, _cell(one), part.sentence


def _cell(number: Number) -> Cell:
    return number.words if number.value is None else number.value


def _said_row(part: Part, said: Said) -> tuple[Cell, ...]:
    row, voices = said.row, "\n".join(voice_words(one) for one in said.voices)
    who_knows = "\n".join(one for one in (voices, said.within) if one)
    return (
        part.words,
        row.sentence,
        said.noun,
        row.who,
        row.when,
        row.words,
        said.heard,
        who_knows,
        said.since,
    )
