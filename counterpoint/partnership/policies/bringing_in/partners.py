"""Which organisations a spreadsheet names, and which of its spellings are the same one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from counterpoint.analysis import likeness
from counterpoint.analysis.spreadsheet import Table, read_owner
from counterpoint.partnership.choices import OrganisationKind
from counterpoint.partnership.policies.bringing_in.likes import Groups, join_same
from counterpoint.partnership.policies.bringing_in.words import SAME, Doubt, Here, Partner, Reading, ReadTable
from counterpoint.partnership.policies.guesses import kind_by_name

ENOUGH_BESIDE_A_LIST = 80  # "HC" or "Harrowmere Concil" beside a list in which Harrowmere Council stands
LONGEST = 120


@dataclass(slots=True)
class Named:
    """One spelling of an organisation."""

    key: str
    name: str
    listed: bool  # in a list of organisations, or here already: not only in somebody's row
    here: int | None = None
    kind: str = ""
    identifier: str = ""


@dataclass(slots=True)
class Partners:
    """The organisations of a plan, and how to find one by what it is called."""

    all: list[Partner]
    doubts: list[Doubt]
    names: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def called(self, words: str) -> str:
        """The key of the organisation that is meant, or ""."""
        plain = words.casefold()
        exact = next(
            (key for name, key in zip(self.names, self.keys, strict=True) if name.casefold() == plain), ""
        )
        if exact or not words:
            return exact
        by_key = {one.key: one.name for one in self.all}
        found = likeness.find_organisation(words, list(by_key.values()))
        return list(by_key)[found] if found is not None else ""

    def kind(self, key: str) -> str:
        return next((one.kind for one in self.all if one.key == key), "")


def partners_of(tables: Sequence[ReadTable], here: Here, reading: Reading) -> Partners:
    named = _spellings(tables, here)
    doubts, pairs = _doubts(named, reading)
    groups = Groups(one.key for one in named)
    join_same(groups, doubts, pairs)
    by_key = {one.key: one for one in named}
    partners = Partners([], doubts)
    for first, keys in groups.gathered().items():
        together = [by_key[key] for key in keys]
        partners.all.append(_partner(first, together))
        partners.names += [one.name for one in together]
        partners.keys += [first for _ in together]
    for number, _, short in here.organisations:
        if short:
            partners.names.append(short)
            partners.keys.append(groups.first(f"o{number}"))
    return partners


def _spellings(tables: Sequence[ReadTable], here: Here) -> list[Named]:
    """Every name once: those that are here, then those in a list, then those only in somebody's row."""
    found: dict[str, Named] = {}
    for number, name, _ in here.organisations:
        found[name.casefold()] = Named(f"o{number}", name, True, number)
    for table in sorted(tables, key=lambda one: one.table is not Table.ORGANISATIONS):
        for number, row in table.rows:
            for name in _names_in(table, row, [one.name for one in found.values()]):
                listed = table.table is Table.ORGANISATIONS
                new = Named(f"{table.key}-{number}-{len(found)}", name[:LONGEST], listed)
                if listed:
                    new.kind, new.identifier = table.cell(row, "kind"), table.cell(row, "identifier")[:60]
                found.setdefault(name.casefold(), new)
    return list(found.values())


def _names_in(table: ReadTable, row: Sequence[str], known: Sequence[str]) -> list[str]:
    if table.table is Table.ORGANISATIONS:
        names = [table.cell(row, "name")]
    elif table.table is Table.PEOPLE:
        names = [table.cell(row, "organisation")]
    else:
        names = [table.cell(row, "owner_organisation")]
        if not names[0]:  # "Susan D (HC)" names one too, if it is one that we know
            owners = [owner.organisation for owner in read_owner(table.cell(row, "owner"), known)]
            names = (
                [one for one in owners if likeness.find_organisation(one, known) is None] if known else owners
            )
    return [name for name in names if any(letter.isalpha() for letter in name)]


def _doubts(named: Sequence[Named], reading: Reading) -> tuple[list[Doubt], list[tuple[str, str]]]:
    doubts, pairs, joined = [], [], Groups(one.key for one in named)
    for found in likeness.alike_organisations([one.name for one in named]):
        one, other = named[found.a], named[found.b]
        if (one.here and other.here) or joined.first(one.key) == joined.first(other.key):
            continue
        key = f"organisation-{one.key}-{other.key}"
        enough = ENOUGH_BESIDE_A_LIST if one.listed and not other.listed else likeness.SURE
        answer = reading.answers.get(key, SAME if found.score >= enough else "")
        if answer == SAME:
            joined.join(one.key, other.key)
        doubts.append(Doubt(key, "organisation", one.name, other.name, found.why, answer))
        pairs.append((one.key, other.key))
    return doubts, pairs


def _partner(key: str, together: Sequence[Named]) -> Partner:
    first = together[0]
    said = next((one.kind for one in together if one.kind), "")
    kind = _kind(said) or kind_by_name(first.name)
    identifier = next((one.identifier for one in together if one.identifier), "")
    return Partner(key, first.name, kind, identifier, first.here, tuple(one.name for one in together[1:]))


def _kind(said: str) -> str:
    """A column of kinds, in the words of whoever made it."""
    plain = said.casefold()
    exact = next(
        (one.value for one in OrganisationKind if plain in (one.value, str(one.label).casefold())), ""
    )
    guessed = kind_by_name(said) if said else ""
    return exact or (guessed if guessed != OrganisationKind.OTHER else "")
