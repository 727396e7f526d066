"""The whole plan, and why it may not be carried out yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from counterpoint.analysis.spreadsheet import Table, read_day, read_owner
from counterpoint.partnership.policies.bringing_in.partners import Partners, partners_of
from counterpoint.partnership.policies.bringing_in.people import People, people_of
from counterpoint.partnership.policies.bringing_in.tables import TAKEN_OUT
from counterpoint.partnership.policies.bringing_in.words import (
    NO_PATIENTS,
    Deed,
    Here,
    Plan,
    Problem,
    Reading,
    ReadTable,
    Someone,
)

LONGEST_DEED = 300
CALLED_OFF = {"cancelled", "canceled", "withdrawn", "superseded", "no longer needed", "dropped"}


def plan_of(tables: Sequence[ReadTable], reading: Reading, here: Here, today: date) -> Plan:
    partners = partners_of(tables, here, reading)
    people = people_of(tables, here, partners, reading)
    problems = list(people.problems)
    deeds = _deeds(tables, partners, people, problems, today)
    shown = _asked(people.all)
    return Plan(
        tuple(partners.all), tuple(shown), tuple(deeds), (*partners.doubts, *people.doubts), tuple(problems)
    )


def why_not_bring_in(plan: Plan) -> str | None:
    if any(not doubt.answer for doubt in plan.doubts):
        return "Say of each pair whether it is one or two."
    new = any(one.here is None for one in plan.partners) or any(one.here is None for one in plan.people)
    if not new and not plan.deeds:
        return "We found nobody in it who is not here already, and no actions. Say which column holds what, above."
    return None


def _asked(people: Sequence[Someone]) -> list[Someone]:
    """For each organisation that is new, the first of its people who can be reached is asked for it."""
    named = {one.partner for one in people if one.here is not None}
    found = []
    for one in people:
        first = bool(
            one.here is None and one.partner and one.partner not in named and (one.email or one.phone)
        )
        if first:
            named.add(one.partner)
        found.append(replace(one, asked=first))
    return found


def _deeds(
    tables: Sequence[ReadTable], partners: Partners, people: People, problems: list[Problem], today: date
) -> list[Deed]:
    return [
        deed
        for table in tables
        if table.table is Table.ACTIONS
        for number, cells in table.rows
        if (deed := _deed(table, number, cells, partners, people, problems, today))
    ]


def _deed(
    table: ReadTable,
    number: int,
    cells: Sequence[str],
    partners: Partners,
    people: People,
    problems: list[Problem],
    today: date,
) -> Deed | None:
    where, words, status = table.where(number), table.cell(cells, "what"), table.cell(cells, "status")
    why_not = _why_left_out(words, status, [table.cell(cells, one) for one in table.columns])
    if why_not:
        problems.append(Problem(where, why_not))
    if why_not or not words:
        return None
    owner_words = table.cell(cells, "owner")
    owner, owner_partner = _owner(owner_words, table.cell(cells, "owner_organisation"), partners, people)
    if not owner and not owner_partner:
        problems.append(Problem(where, _nobody(owner_words, [one.person for one in read_owner(owner_words)])))
    raised = read_day(table.cell(cells, "raised"), near=today).day
    due = read_day(table.cell(cells, "due"), near=raised or today)
    return Deed(
        words,
        owner_words,
        owner,
        owner_partner,
        partners.called(table.cell(cells, "asked_by")),
        due.day,
        due.words,
        status,
        where,
    )


def _nobody(written: str, people: Sequence[str]) -> str:
    if not people:
        return "It says nobody’s name. In the next step you say whose it is."
    return f"We can’t tell who “{written[:60]}” is. In the next step you say whose it is."


def _why_left_out(words: str, status: str, used: Sequence[str]) -> str | None:
    if TAKEN_OUT in used:
        return NO_PATIENTS
    if words and not any(letter.isalpha() for letter in words):
        return f"“{words[:60]}” is not a sentence, so we leave it out."
    if words and status.casefold() in CALLED_OFF:
        return f"It says “{status}”, so we leave it out."
    if len(words) > LONGEST_DEED:
        much = f"This action is {len(words):,} characters long, and a promise is one sentence"
        return f"{much}: up to {LONGEST_DEED} characters. We leave it out."
    return None


def _owner(words: str, organisation: str, partners: Partners, people: People) -> tuple[str, str]:
    """Whose it is: of several, the first whom we know. A person's own organisation goes with them."""
    beside = partners.called(organisation)
    found = ("", "")
    for owner in read_owner(words, partners.names):
        partner = partners.called(owner.organisation) or beside
        person = people.called(owner.person, partner) if owner.person else ""
        if person:
            return person, partner or next(one.partner for one in people.all if one.key == person)
        if partner and not found[1]:
            found = ("", partner)
    return found if found[1] else ("", beside)
