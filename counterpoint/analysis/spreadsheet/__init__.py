"""Reading the untidy spreadsheet that every partnership already has, and writing cells that are safe to
open. Pure.

    for sheet in read(content, "partners.xlsx"):
        table = find_header(sheet.rows)
        columns = guess_columns(table.header, table.rows, Table.PEOPLE)

Nothing here decides: what is guessed is shown to a person before anything is kept.
"""

from counterpoint.analysis.spreadsheet.cells import Owner, read_owner, safe_cell
from counterpoint.analysis.spreadsheet.columns import (
    Found,
    find_header,
    guess_columns,
    guess_tables,
)
from counterpoint.analysis.spreadsheet.days import Day, read_day
from counterpoint.analysis.spreadsheet.limits import Unreadable
from counterpoint.analysis.spreadsheet.lines import rows_of
from counterpoint.analysis.spreadsheet.reading import Sheet, clean, read
from counterpoint.analysis.spreadsheet.words import Table

__all__ = [
    "Day",
    "Found",
    "Owner",
    "Sheet",
    "Table",
    "Unreadable",
    "clean",
    "find_header",
    "guess_columns",
    "guess_tables",
    "read",
    "read_day",
    "read_owner",
    "rows_of",
    "safe_cell",
]
