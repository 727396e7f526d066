"""The pages of bringing in: what waits, how it was read, and what would be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from counterpoint.analysis.spreadsheet.words import CALLED
from counterpoint.partnership.choices import OrganisationKind, Perspective
from counterpoint.partnership.models import BringIn, Member, Place
from counterpoint.partnership.policies import bringing_in as plans
from counterpoint.partnership.policies.bringing_in.words import Plan, ReadTable
from counterpoint.web.dates import counted, day, listed, number_word

FIRST_ROWS = 3
WIDEST = 60

FIELD_WORDS = {
    "name": "Name", "kind": "Kind", "identifier": "Code or number", "first": "First name", "last": "Last name",
    "organisation": "Organisation", "job": "Post", "email": "E-mail", "phone": "Telephone",
    "perspective": "Where they stand", "what": "What was to be done", "owner": "Whose it is",
    "owner_organisation": "Its organisation", "due": "By when", "status": "How it stands", "asked_by": "For whom",
    "raised": "Raised on",
}  # fmt: skip
TABLE_WORDS = {"organisations": "Organisations", "people": "People", "actions": "Actions"}


@dataclass(frozen=True, slots=True)
class BroughtInAction:
    """One old action, for the promises room: numbers are those of this place."""

    words: str
    owner_name: str  # as it was written
    owner_member: int | None
    owner_organisation: int | None
    for_organisation: int | None
    due: date | None
    due_words: str
    status: str
    row: str  # "Actions, row 7"


@dataclass(frozen=True, slots=True)
class BroughtIn:
    file_name: str
    begun_at: datetime
    actions: tuple[BroughtInAction, ...]


@dataclass(frozen=True, slots=True)
class BringInPage:
    """Everything partnership/bring_in.jinja may show."""

    place: str
    waiting: str  # "twenty-five actions from last-quarter.xlsx", or ""
    begun: str  # the name of a file that was read and not yet brought in, or ""


@dataclass(frozen=True, slots=True)
class Column:
    """A field of a table, and the columns that it may be in."""

    name: str  # of the form's field
    label: str
    column: str  # "" or the number of the column, from 0
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TableRead:
    """How one table was read."""

    key: str
    title: str  # "People, in the sheet Contacts"
    found: str  # "name, organisation, e-mail"
    columns: tuple[Column, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """What would come in, of one sort."""

    title: str
    found: str  # "seven new, one here already"
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class CheckPage:
    """Everything partnership/check.jinja may show."""

    file_name: str
    sentence: str
    tables: tuple[TableRead, ...]
    doubts: tuple[plans.Doubt, ...]
    problems: tuple[plans.Problem, ...]
    lists: tuple[Listed, ...]
    button: str


def bring_in_of(place: Place, by: Member) -> BringIn | None:
    return BringIn.objects.filter(place=place, by=by).select_related("place").first()


def brought_in_actions(place: Place, by: Member) -> BroughtIn | None:
    """For the promises room: what was in the action list that this person brought in, until it is taken."""
    row = BringIn.objects.filter(place=place, by=by).filter(actions__isnull=False).first()
    if row is None or row.actions is None:
        return None
    actions = tuple(
        BroughtInAction(**{**one, "due": date.fromisoformat(one["due"]) if one["due"] else None})
        for one in row.actions
    )
    return BroughtIn(row.file_name, row.begun_at, actions)


def bring_in_page(place: Place, by: Member) -> BringInPage:
    row = bring_in_of(place, by)
    if row is None:
        return BringInPage(place.name, "", "")
    name = row.file_name or "the cells that you pasted"
    if row.actions is not None:
        return BringInPage(place.name, f"{counted(len(row.actions), 'action').capitalize()} from {name}", "")
    return BringInPage(place.name, "", name)


def check_page(row: BringIn, at: datetime) -> CheckPage:
    tables = plans.tables_in(row)
    plan = plans.plan_for(row, tables, at)
    what = _what(plan)
    return CheckPage(
        file_name=row.file_name,
        sentence=_sentence(plan, what),
        tables=tuple(_read(one) for one in tables),
        doubts=plan.doubts,
        problems=_together(plan.problems),
        lists=tuple(one for one in _lists(plan) if one.rows),
        button=f"Bring in {what}" if what else "Bring it in",
    )


def _together(problems: Sequence[plans.Problem]) -> tuple[plans.Problem, ...]:
    """One sentence for several rows: "Actions, rows 7, 9 and 12"."""
    rows: dict[tuple[str, str], list[str]] = {}
    for one in problems:
        sheet, _, number = one.where.rpartition(" ")
        rows.setdefault((one.sentence, sheet), []).append(number)
    return tuple(
        plans.Problem(f"{sheet}{'s' if len(numbers) > 1 else ''} {listed(numbers)}", sentence)
        for (sentence, sheet), numbers in rows.items()
    )


def _lists(plan: Plan) -> tuple[Listed, ...]:
    names = (
        {"": ""} | {one.key: one.name for one in plan.partners} | {one.key: one.name for one in plan.people}
    )
    people = [one for one in plan.people if one.where]
    return (
        Listed(
            "Organisations", _new([one.here for one in plan.partners]), ("Name", "Kind", "Also written"),
            tuple((one.name, _kind(one), ", ".join(one.spellings)) for one in plan.partners),
        ),
        Listed(
            "People", _new([one.here for one in people]), ("Name", "Post", "Organisation", "Reached by", "Stands as"),
            tuple(_person(one, names) for one in people),
        ),
        Listed(
            "Actions, as promises that you heard", number_word(len(plan.deeds)), ("What", "Whose", "By when"),
            tuple(_action(one, names) for one in plan.deeds),
        ),
    )  # fmt: skip


def _new(numbers: Sequence[int | None]) -> str:
    here = sum(one is not None for one in numbers)
    words = [f"{number_word(len(numbers) - here)} new"] + (
        [f"{number_word(here)} here already"] if here else []
    )
    return ", ".join(words)


def _what(plan: Plan) -> str:
    numbers = (
        (sum(one.here is None for one in plan.partners), "organisation", "organisations"),
        (sum(one.here is None for one in plan.people), "person", "people"),
        (len(plan.deeds), "action", "actions"),
    )
    return listed([counted(*number) for number in numbers if number[0]])


def _sentence(plan: Plan, what: str) -> str:
    here = sum(one.here is not None and bool(one.where) for one in plan.people)
    found = f"We found {what or 'nobody new and no actions'}."
    if here:
        found += f" {counted(here, 'person', 'people').capitalize()} in it {'is' if here == 1 else 'are'} here already."
    return found


def _kind(partner: plans.Partner) -> str:
    return "here already" if partner.here is not None else OrganisationKind(partner.kind).label


def _person(one: plans.Someone, names: dict[str, str]) -> tuple[str, ...]:
    if one.here is not None:
        return one.name, one.post, names[one.partner], "here already", ""
    reached = one.email or one.phone or "in person, by phone or on paper"
    stands = Perspective(one.perspective).label if one.perspective else ""
    return one.name, one.post, names[one.partner] + (", asked for it" if one.asked else ""), reached, stands


def _action(deed: plans.Deed, names: dict[str, str]) -> tuple[str, ...]:
    whose = ", ".join(part for part in (names[deed.owner], names[deed.owner_partner]) if part)
    due = day(deed.due) if deed.due else deed.due_words
    return deed.words, whose or f"{deed.owner_words or 'nobody'} (you say who, next)", due


def _read(table: ReadTable) -> TableRead:
    fields = list(CALLED[table.table])
    choices = (("", "not in it"), *((str(n), _column(table, n)) for n in range(_width(table))))
    shown = [name for name in fields if name in table.columns]
    title = TABLE_WORDS[table.table]
    return TableRead(
        key=table.key,
        title=f"{title}, in the sheet {table.sheet.name}" if table.several and table.sheet.name else title,
        found=listed([FIELD_WORDS[name].lower() for name in shown]),
        columns=tuple(
            Column(f"{table.key}-{name}", FIELD_WORDS[name], str(table.columns.get(name, "")), choices)
            for name in fields
        ),
        heads=tuple(FIELD_WORDS[name] for name in shown),
        rows=tuple(
            tuple(_short(table.cell(row, name)) for name in shown)
            for _, row in table.rows[:FIRST_ROWS]
            if shown
        ),
    )


def _width(table: ReadTable) -> int:
    return max([len(table.header), *(len(row) for _, row in table.rows[:40])], default=0)


def _column(table: ReadTable, n: int) -> str:
    """What a column is called, else its letter and the first thing in it."""
    if n < len(table.header) and table.header[n]:
        return _short(table.header[n])
    example = next((row[n] for _, row in table.rows if n < len(row) and row[n]), "")
    return f"Column {_letters(n)}" + (f": {_short(example)}" if example else "")


def _letters(n: int) -> str:
    letters = ""
    while n >= 0:
        letters = chr(65 + n % 26) + letters
        n = n // 26 - 1
    return letters


def _short(words: str) -> str:
    return words if len(words) <= WIDEST else words[: WIDEST - 1].rstrip() + "…"


def columns_of(tables: Sequence[TableRead]) -> list[Column]:
    return [column for table in tables for column in table.columns]
