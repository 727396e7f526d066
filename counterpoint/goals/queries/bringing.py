"""What somebody brings as numbers of a measure, as it was read: before anything is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.core import signing

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.numbers import whole
from counterpoint.analysis.readings import Columns, Left, Order, Read, find_columns, fingertips, read_series
from counterpoint.analysis.readings import Reading as Line
from counterpoint.analysis.spreadsheet import Sheet, Unreadable
from counterpoint.analysis.spreadsheet import read as read_sheets
from counterpoint.analysis.spreadsheet.limits import MOST_BYTES
from counterpoint.claims.policies import family_of
from counterpoint.goals.models import Measure, Reading
from counterpoint.goals.policies.figures import Figure, newest_of, period_of, plain, said_of
from counterpoint.goals.policies.measures import LARGEST, why_not_bring
from counterpoint.goals.policies.small import as_it_is, figures_of
from counterpoint.goals.queries.charts import drawn, when
from counterpoint.goals.queries.series import load
from counterpoint.goals.queries.sets import Meant, answers_words
from counterpoint.goals.queries.supposed import supposed
from counterpoint.partnership.models import Member
from counterpoint.web import dates
from counterpoint.web.http import Refused
from counterpoint.web.xmr import Drawing

SALT = "readings"
MOST_CARRIED = 2_000_000  # bytes that a page carries to itself
SAMPLE = 200  # rows by which columns are told
MOST_LEFT = 200  # lines that are shown of those that were not read

TOO_LARGE = (
    f"This file is larger than {MOST_BYTES // 1_000_000} MB. Keep only the columns that we need, the dates and the numbers, and "
    "try again. Only a CSV of Fingertips may be larger: of a spreadsheet, save that as CSV."
)

type Rows = Sequence[Sequence[str]]
type Sheets = Sequence[tuple[str, Rows]]
type Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """How whoever brings it wants it read. Empty: as we suppose."""

    sheet: int = 0
    what: str = ""
    where: str = ""
    columns: Columns | None = None
    order: Order | None = None
    share: bool | None = None


@dataclass(frozen=True, slots=True)
class Brought:
    """A table as it was read for one measure."""

    figures: tuple[Figure, ...]
    left: tuple[Left, ...]
    supposed: tuple[str, ...]
    columns: Columns
    order: Order
    asks_order: bool  # the dates do not say themselves which part is the month
    share: bool | None  # None: there is nothing to ask
    what: tuple[Choice, ...]
    where: tuple[Choice, ...]
    said: Said


@dataclass(frozen=True, slots=True)
class BringPage:
    """Everything goals/bring.jinja may say."""

    name: str
    url: str
    why_not: str
    answers: str  # the metric for which it was begun a moment ago; or which other measure answers that by now


@dataclass(frozen=True, slots=True)
class ReadPage:
    """Everything goals/read.jinja may say: what would be kept, and what not."""

    name: str
    url: str
    drawing: Drawing | None
    summary: str
    supposed: tuple[str, ...]
    left: tuple[tuple[str, str, str], ...]  # line, what stands there, why
    more_left: int
    new: int
    corrected: int
    corrections: tuple[tuple[str, str, str], ...]  # when, what is kept, what would be
    fields: tuple[str, ...]  # of the form, that are shown
    asks_order: bool
    may_keep: bool


def bring_page(member: Member, measure: Measure, meant: Meant | None = None) -> BringPage:
    why_not = why_not_bring(member, measure, family_of(member.place_id)) or ""
    return BringPage(
        name=str(measure.name),
        url=f"/{member.place.slug}/measures/{measure.number}/",
        why_not=why_not,
        answers=answers_words(member, meant, measure),
    )


def refuse_too_large(size: int) -> None:
    """Before it is read. A table of Fingertips may be larger (queries/large.py)."""
    if size > MOST_BYTES:
        raise Refused(TOO_LARGE, field="file")


def unpacked(content: bytes | str, name: str) -> list[Sheet]:
    """Refused, with the sentence of the reader, where it can't be read."""
    try:
        return read_sheets(content, name)
    except Unreadable as why:
        raise Refused(str(why), field="file" if name else "words") from why


def carried(sheets: Sequence[Sheet]) -> str:
    """A table as its page carries it: so nothing is stored of what nobody has said to keep."""
    token = signing.dumps([[one.name, one.rows] for one in sheets], salt=SALT, compress=True)
    if len(token) > MOST_CARRIED:
        raise Refused("This is too much for one page. Keep only the columns that we need, and try again.")
    return token


def opened(token: str) -> list[tuple[str, Rows]] | None:
    try:
        return [(name, rows) for name, rows in signing.loads(token, salt=SALT)]
    except signing.BadSignature:
        return None


def read_table(sheets: Sheets, said: Said, measure: Measure, today: date) -> Brought:
    _, rows = sheets[said.sheet if said.sheet < len(sheets) else 0]
    names = fingertips.columns_of(rows)
    what: tuple[Choice, ...] = ()
    where: tuple[Choice, ...] = ()
    pooled = False
    if names:
        what, where = fingertips.indicators(rows, names), fingertips.areas(rows, names)
        said = replace(said, what=said.what or what[0][0], where=said.where or where[0][0])
        rows, pooled = fingertips.only(rows, names, said.what, said.where)
    columns = said.columns or (
        fingertips.columns(names) if names else find_columns(rows[:SAMPLE], today=today)
    )
    read = read_series(rows, columns, today=today, order=said.order)
    share = _looks_like_shares(read, measure) if said.share is None else said.share
    figures, left = _figures(read, rows, measure, share=bool(share) and _could_be_shares(read, measure))
    return Brought(
        figures=tuple(figures),
        left=(*read.left, *left),
        supposed=tuple(
            supposed(read, columns, measure, pooled=pooled, taken=fingertips.LINE in (names or ()))
        ),
        columns=columns,
        order=read.order,
        asks_order=said.order is not None or not read.order_is_said,
        share=bool(share) if _could_be_shares(read, measure) else None,
        what=what,
        where=where,
        said=said,
    )


def read_page(
    measure: Measure, reader: Member, brought: Brought, fields: Sequence[str], at: datetime
) -> ReadPage:
    kept = newest_of(measure)
    figures = [one.kept_as(measure.every) for one in brought.figures]
    new = [one for one in figures if one.on not in kept]
    other = [one for one in figures if one.on in kept and said_of(one) != said_of(kept[one.on])]
    [series] = load([measure], reader, at)
    shown = {one.on: as_it_is(figures_of(one)) for one in figures}
    merged = replace(series, newest=dict(sorted({**series.newest, **shown}.items())))
    return ReadPage(
        name=str(measure.name),
        url=f"/{measure.place.slug}/measures/{measure.number}/",
        drawing=drawn(merged, measure.place.slug).drawing if figures else None,
        summary=_summary(figures, len(new), len(other), measure.every),
        supposed=brought.supposed,
        left=tuple((str(one.line), one.words, one.why) for one in brought.left[:MOST_LEFT]),
        more_left=max(0, len(brought.left) - MOST_LEFT),
        new=len(new),
        corrected=len(other),
        corrections=tuple(
            (when(one.on, measure.every), in_words(kept[one.on]), in_words(one)) for one in other[:MOST_LEFT]
        ),
        fields=tuple(fields),
        asks_order=brought.asks_order,
        may_keep=bool(new or other),
    )


def in_words(one: Figure | Reading) -> str:
    if one.suppressed:
        return "held back by its publisher"
    return "none" if one.value is None else plain(one.value)


def _summary(figures: Sequence[Figure], new: int, other: int, every: str) -> str:
    if not figures:
        return "We could read no number in it."
    span = f"from {when(figures[0].on, every)} to {when(figures[-1].on, every)}"
    said = [f"We read {dates.counted(len(figures), 'line')}, {span}."]
    held_back = sum(one.suppressed for one in figures)
    if held_back:
        said.append(
            f"{dates.number_word(held_back).capitalize()} {dates.plural(held_back, 'has', 'have')} no number, "
            "because its publisher holds it back: the chart has a gap there."
        )
    if other:
        said.append(
            f"{dates.number_word(other).capitalize()} would correct what is kept. The old number stays beside it."
        )
    same = len(figures) - new - other
    if not new and not other:
        said.append("All of it is kept already.")
    elif same:
        says = "says" if same == 1 else "say"
        said.append(f"{dates.number_word(same).capitalize()} {says} the same as what is kept.")
    return " ".join(said)


def _figures(read: Read, rows: Rows, measure: Measure, *, share: bool) -> tuple[list[Figure], list[Left]]:
    """By the period of the measure, each once: two figures for one month are neither, until somebody says which."""
    by_period: dict[date, list[Line]] = {}
    left = []
    for one in read.readings:
        if any(
            part is not None and abs(part) >= LARGEST for part in (one.value, one.numerator, one.denominator)
        ):
            left.append(_left(one, rows, "This number is too large to draw."))
        elif one.value is not None or one.suppressed:
            by_period.setdefault(period_of(one.on, measure.every), []).append(one)
        else:
            left.append(_left(one, rows, "There is no number in this line. It stays a gap."))
    figures = []
    for on, those in sorted(by_period.items()):
        if len({(one.value, one.suppressed) for one in those}) > 1:
            lines = dates.listed([str(one.line) for one in those])
            why = f"Lines {lines} say different things of one {measure.every}."
            left += [_left(one, rows, why) for one in those]
        else:
            first = those[0]
            times = 100 if share else 1
            value = None if first.value is None else first.value * times
            figures.append(
                Figure(
                    on, _exact(value), _exact(first.numerator), _exact(first.denominator), first.suppressed
                )
            )
    return figures, sorted(left, key=lambda one: one.line)


def _left(one: Line, rows: Rows, why: str) -> Left:
    words = " · ".join(cell for cell in rows[one.line - 1] if cell)[:120] if one.line <= len(rows) else ""
    return Left(one.line, words, why)


def _exact(value: float | None) -> Decimal | None:
    """As it was written: the shortest decimal that this is."""
    return None if value is None else Decimal(repr(round(value, 6)))


def _could_be_shares(read: Read, measure: Measure) -> bool:
    values = [one.value for one in read.readings if one.value is not None]
    return bool(values) and measure.unit == "%" and not read.percent and all(0 <= one <= 1 for one in values)


def _looks_like_shares(read: Read, measure: Measure) -> bool:
    return _could_be_shares(read, measure) and any(one.value not in (None, 0.0, 1.0) for one in read.readings)


def today_of(measure: Measure, at: datetime) -> date:
    return day_in(at, measure.place.zone)


def column_choices(rows: Rows) -> list[Choice]:
    """Each column by its heading, or by its first cell."""
    width = max((len(row) for row in rows), default=0)
    heads = next((row for row in rows if any(row)), [])
    return [(str(at), f"{_letter(at)}: {heads[at] if at < len(heads) else ''}"[:60]) for at in range(width)]


def _letter(at: int) -> str:
    return chr(65 + at) if at < 26 else f"{chr(64 + at // 26)}{chr(65 + at % 26)}"


def chosen(said: Mapping[str, object], name: str) -> int | None:
    return whole(str(said.get(name) or ""))
