"""Reads a large file in a process of its own, and prints how far it came and the most memory that it took, in MB.

python -m tests.goals.reading_large ROWS csv|xlsx
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
from pathlib import Path

HEAD = (
    "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,"
    "Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,Count,"
    "Denominator,Value note,Recent Trend,Compared to England value or percentiles,Column not used,"
    "Time period Sortable,New data,Compared to goal,Time period range\n"
)
AREAS, INDICATORS = 300, 40


def line(number: int) -> str:
    year, rest = divmod(number, AREAS * INDICATORS)
    what, area = divmod(rest, AREAS)
    period = f"{1990 + year % 36}/{(1991 + year % 36) % 100:02}"
    return (
        f"{22000 + what},Emergency admissions of kind {what},E12,North,E06{area:06},Area {area},Counties,Persons,65+ yrs,,,"
        f"{period},{40 + number % 7}.5,39.1,41.2,38.2,42.9,{400 + number % 70},1000,,Cannot be calculated,Similar,,"
        f"{1990 + year % 36}0000,,Not compared,1y\n"
    )


def csv_of(rows: int, to: Path) -> None:
    with to.open("w") as file:
        file.write(HEAD)
        file.writelines(line(number) for number in range(rows))


def xlsx_of(rows: int, to: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(to, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number in range(rows):
            sheet.write_row(number, 0, (f"2026-01-{number % 28 + 1:02}", number % 7))


def most_memory() -> int:
    """Of this process, in MB. Linux's `ru_maxrss` counts what the process was that started this one."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) // 1_000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_000_000  # macOS counts in bytes


def read_csv(file: Path) -> object:
    import django

    django.setup()
    from counterpoint.goals.actions import read_large_files
    from counterpoint.goals.models.large import Large
    from counterpoint.goals.queries.large import choices_in, taken_out

    held = Large("0" * 32, 1, 1, 1, "2026-11-02T09:30:00+00:00", file.stat().st_size)
    held.folder.mkdir(parents=True)
    file.rename(held.file)
    held.write()
    steps = list(read_large_files())
    what, area = choices_in(steps[-1])
    one = taken_out(steps[-1], int(what[0][0]), int(area[0][0]))
    return {
        "rows": steps[-1].rows, "steps": len(steps), "read": steps[-1].read, "why": steps[-1].why,
        "percent": [100 * step.done // step.size for step in steps][-60:], "what": len(what), "area": len(area),
        "taken": one.rows[1:3], "left": sorted(each.name for each in held.folder.iterdir()),
    }  # fmt: skip


def read_xlsx(file: Path) -> object:
    from counterpoint.analysis.spreadsheet import Unreadable, read

    try:
        return {"sheets": len(read(file.read_bytes(), file.name))}
    except Unreadable as why:
        return {"why": str(why), "size": file.stat().st_size}


if __name__ == "__main__":
    rows, kind = int(sys.argv[1]), sys.argv[2]
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"COUNTERPOINT_DATA": folder, "DJANGO_SETTINGS_MODULE": "counterpoint.config.settings"}
        made = Path(folder) / f"large.{kind}"
        if os.fork() == 0:  # what making it takes is not counted
            (csv_of if kind == "csv" else xlsx_of)(rows, made)
            os._exit(0)
        os.wait()
        found = (read_csv if kind == "csv" else read_xlsx)(made)
        print(json.dumps({"found": found, "memory": most_memory()}))
