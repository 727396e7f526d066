"""Which people a spreadsheet names, and which of its rows are the same one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from counterpoint.analysis import likeness
from counterpoint.analysis.spreadsheet import Table
from counterpoint.partnership.choices import OrganisationKind, Perspective
from counterpoint.partnership.policies.bringing_in.likes import Groups, join_same
from counterpoint.partnership.policies.bringing_in.partners import Partners
from counterpoint.partnership.policies.bringing_in.tables import TAKEN_OUT
from counterpoint.partnership.policies.bringing_in.words import (
    APART,
    NO_PATIENTS,
    SAME,
    Doubt,
    Here,
    Problem,
    Reading,
    ReadTable,
    Someone,
)
from counterpoint.partnership.policies.guesses import perspective_by_post

MAIL = re.compile(r"[\w.+'%-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}")
LONGEST = 120


@dataclass(slots=True)
class Row:
    """A row of somebody, before we know who else it is."""

    key: str
    where: str
    name: str
    organisation: str
    post: str
    email: str
    phone: str
    perspective: str
    here: int | None = None

    @property
    def someone(self) -> likeness.Someone:
        return likeness.Someone(self.name, self.organisation, self.email, self.phone)

    @property
    def shown(self) -> str:
        return ", ".join(part for part in (self.name, self.post, self.organisation, self.email) if part)


@dataclass(slots=True)
class People:
    """The people of a plan, and how to find one by what they are called."""

    all: list[Someone]
    doubts: list[Doubt]
    problems: list[Problem]
    rows: list[Row]
    groups: Groups

    def called(self, words: str, organisation: str = "") -> str:
        """The key of the person who is meant, or "": where it is nobody, or could be several."""
        compared = [likeness.Someone(one.name) for one in self.all]
        if organisation:
            theirs = [n for n, one in enumerate(self.all) if one.partner == organisation]
            found = likeness.find_person(words, [compared[n] for n in theirs])
            if found is not None:
                return self.all[theirs[found]].key
        found = likeness.find_person(words, compared)
        return self.all[found].key if found is not None else ""


def people_of(tables: Sequence[ReadTable], here: Here, partners: Partners, reading: Reading) -> People:
    problems: list[Problem] = []
    rows = [
        Row(f"m{number}", "", one.name, one.organisation, "", one.email, one.phone, "", number)
        for number, one in here.people
    ]
    for table in tables:
        if table.table is Table.PEOPLE:
            rows += [row for number, cells in table.rows if (row := _row(table, number, cells, problems))]
    rows = _collapsed(rows)
    doubts, pairs = _doubts(rows, reading)
    groups = Groups(row.key for row in rows)
    join_same(groups, doubts, pairs)
    by_key = {row.key: row for row in rows}
    people = [
        _someone(first, [by_key[key] for key in keys], partners) for first, keys in groups.gathered().items()
    ]
    return People(_one_address_each(people, problems), doubts, problems, rows, groups)


def _row(table: ReadTable, number: int, cells: Sequence[str], problems: list[Problem]) -> Row | None:
    where, email = table.where(number), _email(table.cell(cells, "email"))
    name = _name(table, cells)
    why_not = _why_left_out(table, cells, name or _name_in(email))
    if why_not is not None:
        problems += [Problem(where, why_not)] if why_not else []
        return None
    written = table.cell(cells, "email")
    if written and not email:
        sentence = f"“{written[:60]}” is not an e-mail address. {name} comes in without one."
        problems.append(Problem(where, sentence))
    return Row(
        key=f"{table.key}-{number}",
        where=where,
        name=(name or _name_in(email))[:LONGEST],
        organisation=table.cell(cells, "organisation"),
        post=table.cell(cells, "job")[:LONGEST],
        email=email,
        phone=_phone(table.cell(cells, "phone")),
        perspective=table.cell(cells, "perspective"),
    )


def _name(table: ReadTable, cells: Sequence[str]) -> str:
    parts = (table.cell(cells, "first"), table.cell(cells, "last"))
    return table.cell(cells, "name") or " ".join(part for part in parts if part)


def _why_left_out(table: ReadTable, cells: Sequence[str], name: str) -> str | None:
    """None where the row is somebody; "" where it is nobody, and there is nothing to say of it."""
    if not _name(table, cells) and not table.cell(cells, "email"):
        return ""
    if TAKEN_OUT in (table.cell(cells, one) for one in table.columns):
        return NO_PATIENTS
    return None if name else "There is no name in this row, so we leave it out."


def _email(written: str) -> str:
    """The first address in a cell: "Susan Dalby <s.dalby@hc.example>; pa@hc.example"."""
    found = MAIL.search(written)
    return found.group().lower() if found and len(found.group()) <= 254 else ""


def _phone(written: str) -> str:
    """A spreadsheet takes a telephone number for a number, and eats its nought."""
    return f"0{written}" if re.fullmatch(r"[1-9]\d{9}", written) else written[:30]


def _name_in(email: str) -> str:
    """susan.dalby@… is Susan Dalby; info@… is nobody."""
    words = re.findall(r"[^\W\d_]{2,}", email.partition("@")[0])
    return " ".join(word.capitalize() for word in words) if len(words) == 2 else ""


def _collapsed(rows: Sequence[Row]) -> list[Row]:
    """The same words twice are the same person: an owner of five actions, or one who stands in two sheets."""
    found: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        known = found.setdefault((row.name.casefold(), row.organisation.casefold(), row.email), row)
        if known is not row:
            known.post, known.phone = known.post or row.post, known.phone or row.phone
    return list(found.values())


def _doubts(rows: Sequence[Row], reading: Reading) -> tuple[list[Doubt], list[tuple[str, str]]]:
    doubts, pairs, joined = [], [], Groups(row.key for row in rows)
    for found in likeness.merge_candidates([row.someone for row in rows]):
        one, other = rows[found.a], rows[found.b]
        if (one.here and other.here) or joined.first(one.key) == joined.first(other.key):
            continue
        key = f"person-{one.key}-{other.key}"
        answer = reading.answers.get(key, _likely(one, other, found.score))
        if answer == SAME:
            joined.join(one.key, other.key)
        doubts.append(Doubt(key, "person", one.shown, other.shown, found.why, answer))
        pairs.append((one.key, other.key))
    return doubts, pairs


def _likely(one: Row, other: Row, score: int) -> str:
    """What is chosen beforehand: not sure of two names that are only like, unless each has an address of its own."""
    if score >= likeness.SURE:
        return SAME
    return APART if one.email and other.email and one.email != other.email else ""


def _someone(key: str, together: Sequence[Row], partners: Partners) -> Someone:
    """What any of the rows says; where they differ, what the first does."""
    first = together[0]
    post, email, phone, organisation, perspective = (
        next((getattr(row, part) for row in together if getattr(row, part)), "")
        for part in ("post", "email", "phone", "organisation", "perspective")
    )
    partner = partners.called(organisation)
    kind = partners.kind(partner)
    return Someone(
        key,
        _fullest(together),
        post,
        email,
        phone,
        partner,
        kind != OrganisationKind.GROUP,
        _perspective(perspective) or perspective_by_post(post, kind),
        first.here,
        False,
        tuple(row.where for row in together if row.where),
    )


def _fullest(together: Sequence[Row]) -> str:
    """The first name that is written out: "Susan Dalby" rather than "S. Dalby". Who is here keeps theirs."""
    first = together[0]
    if first.here is not None:
        return first.name
    whole = (row.name for row in together if all(len(word.strip(".")) > 1 for word in row.name.split()))
    return next(whole, first.name)


def _perspective(said: str) -> str:
    """A column of perspectives, in the words of whoever made it."""
    plain = said.casefold()
    exact = next(
        (one.value for one in Perspective if plain and plain in (one.value, str(one.label).casefold())), ""
    )
    guessed = perspective_by_post(said, "") if said else ""
    return exact or ("" if guessed == Perspective.FRONTLINE and "front" not in plain else guessed)


def _one_address_each(people: Sequence[Someone], problems: list[Problem]) -> list[Someone]:
    """A mailed link signs one person in, so an address that two share goes to the first."""
    taken: dict[str, str] = {}
    found = []
    for one in people:
        other = taken.get(one.email, "") if one.email else ""
        if other:
            where = one.where[0] if one.where else ""
            sentence = f"{one.name} has the same e-mail address as {other}, so comes in without one."
            problems.append(Problem(where, f"{sentence} A mailed link signs in one person."))
            one = replace(one, email="")
        elif one.email:
            taken[one.email] = one.name
        found.append(one)
    return found
