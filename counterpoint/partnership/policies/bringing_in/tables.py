"""From sheets to tables, by guess and by what a person corrected; and what may not be kept even for a minute."""

from __future__ import annotations

from collections.abc import Sequence

from counterpoint.analysis.identifiers import why_not_say
from counterpoint.analysis.spreadsheet import Sheet, Table, find_header, guess_tables
from counterpoint.partnership.policies.bringing_in.words import Reading, ReadTable

MOST_ROWS = 2_000
TAKEN_OUT = "[taken out]"
FEWEST_FIGURES = 4  # a date of birth has as many at the least


def why_too_long(sheets: Sequence[Sheet]) -> str | None:
    rows = sum(len(sheet.rows) for sheet in sheets)
    if rows > MOST_ROWS:
        return f"This has {rows:,} rows. Bring in {MOST_ROWS:,} at a time, or only the sheets that you need."
    return None


def scrubbed(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets without what would make a patient record of them, before anything is written down."""
    return [_scrubbed(sheet) for sheet in sheets]


def _scrubbed(sheet: Sheet) -> Sheet:
    phones = _phones(sheet)
    return Sheet(sheet.name, [_clean_row(row, phones) for row in sheet.rows])


def _phones(sheet: Sheet) -> set[int]:
    """Columns of telephone numbers: one in eleven, its nought eaten by the spreadsheet, looks like a patient's."""
    found = find_header(sheet.rows)
    guessed = guess_tables(found.header, found.rows, sheet.name).values()
    return {columns["phone"] for columns in guessed if "phone" in columns}


def _clean_row(row: Sequence[str], phones: set[int]) -> list[str]:
    return [TAKEN_OUT if n not in phones and _says_too_much(cell) else cell for n, cell in enumerate(row)]


def _says_too_much(cell: str) -> bool:
    return sum(one.isdecimal() for one in cell) >= FEWEST_FIGURES and why_not_say(cell) is not None


def tables_of(sheets: Sequence[Sheet], reading: Reading) -> list[ReadTable]:
    """Every table that is read: those that were guessed, with the columns that somebody corrected."""
    found = []
    for n, sheet in enumerate(sheets):
        header = find_header(sheet.rows)
        guessed = _without_echo(guess_tables(header.header, header.rows, sheet.name))
        rows = tuple(zip(header.numbers, map(tuple, header.rows), strict=True))
        for table in Table:
            key = f"{n}-{table}"
            columns = reading.columns.get(key, guessed.get(table))
            if (
                columns is not None or not guessed
            ):  # a sheet that says nothing to us is asked about, all of it
                found.append(
                    ReadTable(
                        key, sheet, table, tuple(header.header), rows, columns or {}, several=len(sheets) > 1
                    )
                )
    return found


def _without_echo(guessed: dict[Table, dict[str, int]]) -> dict[Table, dict[str, int]]:
    """A column that says whom people work for is no list of organisations besides."""
    partners = guessed.get(Table.ORGANISATIONS, {})
    said = {
        guessed.get(Table.PEOPLE, {}).get("organisation"),
        guessed.get(Table.ACTIONS, {}).get("owner_organisation"),
    }
    if set(partners) == {"name"} and partners["name"] in said:
        return {table: columns for table, columns in guessed.items() if table is not Table.ORGANISATIONS}
    return guessed
