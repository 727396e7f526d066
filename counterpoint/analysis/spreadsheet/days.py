"""Days in many hands: "31/3/26", "Mar-26", "by end of Q2", "ASAP"."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from counterpoint.analysis.calendar import end_of_month
from counterpoint.analysis.numbers import whole

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
EXCEL_ZERO = date(1899, 12, 30)  # day 0 of a spreadsheet that was made under Windows
EXCEL_DAYS = range(40_000, 60_000)  # 2009 to 2064, as a number that lost its format
QUARTER_ENDS = {
    1: 6,
    2: 9,
    3: 12,
    4: 3,
}  # the month in which a quarter of the public sector's year (from April) ends
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Day:
    """A day that was read, or None; the words as written; and whether nothing had to be supposed."""

    day: date | None
    words: str
    sure: bool = True


def read_day(words: str, *, near: date) -> Day:
    """The day that is meant; a month or a quarter means its last day, "w/c" the Friday of that week.

    Where no year is written it is the one that brings the day nearest to `near` (the day an action was
    raised, or the day of the import), and the day is not sure. Quarters are those of the financial year from
    April. What names no day ("ASAP", "ongoing", "Easter") gives None and keeps its words."""
    plain = re.sub(r"\s+", " ", words.casefold()).strip(" .")
    plain = re.sub(r"^(?:due|by|before|on|until|till|no later than|in|for)\b:? ", "", plain)
    plain = re.sub(r"^(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?,? (?=\d)", "", plain)
    for reader in _READERS:
        try:
            found = next(reader(plain, near), None)
        except (ValueError, OverflowError):  # 31 February: not a day, and perhaps another reading is one
            continue
        if found:
            return Day(found[0], words, found[1])
    return Day(None, words)


_Reading = Iterator[tuple[date, bool]]
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?P<year>(?:19|20)?\d{2}|['’]\d{2})"
_END = r"(?:the )?(?:end|close|last day)(?: of)?(?: the)? "


def _iso(plain: str, near: date) -> _Reading:
    if match := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ t][\d:.z+]*)?", plain):
        yield date(*(int(part) for part in match.groups())), True


def _figures(plain: str, near: date) -> _Reading:
    if match := re.fullmatch(r"(\d{1,2}) ?[-/. ] ?(\d{1,2}) ?[-/. ] ?(\d{4}|\d{2})(?: [\d:]+)?", plain):
        day, month, year = (int(part) for part in match.groups())
        if month > 12 >= day:  # an American hand
            yield date(_century(year), day, month), False
        else:
            yield date(_century(year), month, day), True
    elif match := re.fullmatch(r"(\d{1,2})/(\d{1,2})", plain):
        yield _nearest(lambda year: date(year, int(match.group(2)), int(match.group(1))), near), False


def _day_and_month(plain: str, near: date) -> _Reading:
    for pattern in (
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]?{_MONTH}(?:,?[ -]?{_YEAR})?",
        rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?",
    ):
        if match := re.fullmatch(pattern, plain):
            day, month = int(match["day"]), MONTHS.index(match["month"]) + 1
            if match["year"]:
                yield date(_century(int(match["year"].strip("'’"))), month, day), True
            else:
                yield _nearest(lambda year, month=month, day=day: date(year, month, day), near), False  # type: ignore[misc]


def _month(plain: str, near: date) -> _Reading:
    middle = re.match(r"mid[- ]", plain)
    plain = re.sub(rf"^(?:mid[- ]|{_END}|late )", "", plain)
    if match := re.fullmatch(rf"{_MONTH}(?:[ -/]*{_YEAR})?", plain):
        month, year = MONTHS.index(match["month"]) + 1, match["year"]
    elif match := re.fullmatch(r"(\d{1,2})[/-](\d{4})", plain):
        month, year = int(match[1]), match[2]
    else:
        return

    def the_day(year: int) -> date:
        return date(year, month, 15) if middle else end_of_month(date(year, month, 1))

    yield (the_day(_century(int(year.strip("'’")))), True) if year else (_nearest(the_day, near), False)


def _quarter(plain: str, near: date) -> _Reading:
    match = re.fullmatch(
        rf"(?:{_END})?q(?:uarter|tr)? ?(?P<q>[1-4])"
        r",? ?(?:of )?(?:fy ?)?(?P<from>\d{4}|\d{2})?(?: ?[-/] ?\d{2,4})?",
        plain,
    )
    if not match:
        return
    quarter = int(match["q"])
    month = QUARTER_ENDS[quarter]
    if match["from"]:  # the year in which the financial year begins: the last quarter ends in the next
        year = _century(int(match["from"])) + (quarter == 4)
        yield end_of_month(date(year, month, 1)), False
    else:
        yield _nearest(lambda year: end_of_month(date(year, month, 1)), near), False


def _week(plain: str, near: date) -> _Reading:
    if match := re.fullmatch(r"(?:w/?c|w/?b|week (?:commencing|beginning|of))\.?:? (.+)", plain):
        monday = read_day(match[1], near=near).day
        if monday:
            yield monday + timedelta(days=(FRIDAY - monday.weekday()) % 7), False
    elif match := re.fullmatch(r"(?:w/?e|week ending)\.?:? (.+)", plain):
        end = read_day(match[1], near=near).day
        if end:
            yield end, False


def _relative(plain: str, near: date) -> _Reading:
    if re.fullmatch(rf"{_END}(?:this )?month", plain):
        yield end_of_month(near), False
    elif re.fullmatch(r"next month|(?:end of )?next month", plain):
        yield end_of_month(end_of_month(near) + timedelta(days=1)), False


def _excel(plain: str, near: date) -> _Reading:
    days = whole(plain)
    if days is not None and days in EXCEL_DAYS:
        yield EXCEL_ZERO + timedelta(days=days), False


_READERS: tuple[Callable[[str, date], _Reading], ...] = (
    _iso,
    _figures,
    _day_and_month,
    _month,
    _quarter,
    _week,
    _relative,
    _excel,
)


def _century(year: int) -> int:
    return year + 2000 if year < 100 else year


def _nearest(in_year: Callable[[int], date], near: date) -> date:
    days = []
    for year in (near.year - 1, near.year, near.year + 1):
        try:
            days.append(in_year(year))
        except ValueError:  # 29 February in most years
            continue
    return min(days, key=lambda day: (abs(day - near), day))
