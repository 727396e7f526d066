"""Metric sets: what a return asks for, from a day until a day. Each is a file of data, and this reads one.

No set and no metric is named in the program: a place reports what the file of the year says. What a file may hold is
said here, and a file that holds anything else is refused with a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_KEY = 40  # of a set: what the database holds; of a metric so that both fit together
EVERY = ("month", "quarter", "year")
BETTER = ("up", "down", "none")
OF_A_SET: dict[str, type] = {
    "family": str,
    "name": str,
    "valid_from": date,
    "valid_to": date,
    "source": str,
    "address": str,
}
MAY_SAY: dict[str, type] = {
    "unverified": bool,
    "unverified_because": str,
    "metrics": list,
    "conditions": list,
}
OF_A_METRIC: dict[str, type] = {
    "key": str,
    "words": str,
    "definition": str,
    "unit": str,
    "every": str,
    "better": str,
}
MAY_SAY_OF_A_METRIC: dict[str, type] = {"optional": bool, "part_of": str}


class Misread(ValueError):
    """A file that is no metric set, and why."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One number that is asked for. `part_of`: the metric of the same set that it is a part of."""

    key: str
    words: str
    definition: str
    unit: str
    every: str
    better: str
    optional: bool = False
    part_of: str = ""


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months of a set, counted from its first day."""

    key: str  # "2025-26-q3"
    words: str  # "Quarter 3 of 2025-26"
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class MetricSet:
    """`unverified`: why nobody should trust its words yet; "" where somebody has checked them."""

    key: str
    family: str
    name: str
    valid_from: date
    valid_to: date
    source: str
    address: str
    unverified: str
    metrics: tuple[Metric, ...]
    conditions: tuple[tuple[str, str], ...]  # (key, words)

    def valid_on(self, day: date) -> bool:
        return self.valid_from <= day <= self.valid_to

    def metric(self, key: str) -> Metric | None:
        return next((one for one in self.metrics if one.key == key), None)

    def tie(self, metric: Metric) -> str:
        """What a measure keeps: it holds for every edition that keeps the metric's key."""
        return f"{self.family}:{metric.key}"

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        found: list[Quarter] = []
        first = self.valid_from
        while first < self.valid_to:
            after = _months_on(first, 3)
            found.append(_quarter(first, after - timedelta(days=1), len(found)))
            first = after
        return tuple(found)

    def quarter(self, key: str) -> Quarter | None:
        return next((one for one in self.quarters if one.key == key), None)


def read_set(key: str, given: Mapping[str, Any]) -> MetricSet:
    """`given` as `tomllib` reads it; `key` is the name of its file. Raises Misread."""
    _only(key, given, OF_A_SET, MAY_SAY)
    if not _is_key(key) or not _is_key(given["family"]):
        raise Misread(
            f"{key}: a key is small letters and figures with hyphens between, {LONGEST_KEY} at most"
        )
    begins, ends = given["valid_from"], given["valid_to"]
    if (
        (begins.day, begins.month % 3) != (1, 1)
        or begins >= ends
        or ends + timedelta(days=1) not in _ends(begins, ends)
    ):
        raise Misread(
            f"{key}: valid for whole quarters, from the first day of January, April, July or October"
        )
    if given.get("unverified", False) != bool(given.get("unverified_because")):
        raise Misread(f"{key}: what is unverified says why, and what is not says nothing")
    metrics = tuple(_metric(key, one) for one in given.get("metrics", ()))
    conditions = tuple(_condition(key, one) for one in given.get("conditions", ()))
    _once(key, [one.key for one in metrics])
    _once(key, [one for one, _ in conditions])
    whole = {one.key for one in metrics if not one.part_of}
    if not whole or any(one.part_of and one.part_of not in whole for one in metrics):
        raise Misread(f"{key}: a part is part of a metric that is here, and is no part itself")
    return MetricSet(
        key=key,
        **{name: given[name] for name in OF_A_SET},
        unverified=given.get("unverified_because", ""),
        metrics=metrics,
        conditions=conditions,
    )


def overlaps(sets: Iterable[MetricSet]) -> list[tuple[str, str]]:
    """Editions of one return that are valid on the same day: the keys of each pair."""
    pairs = combinations(sorted(sets, key=lambda one: (one.family, one.valid_from, one.key)), 2)
    return [
        (one.key, other.key)
        for one, other in pairs
        if one.family == other.family and other.valid_from <= one.valid_to
    ]


def _metric(key: str, given: Mapping[str, Any]) -> Metric:
    _only(key, given, OF_A_METRIC, MAY_SAY_OF_A_METRIC)
    if not _is_key(given["key"]) or given["every"] not in EVERY or given["better"] not in BETTER:
        raise Misread(f"{key}: {given['key']} has no key, period or better way that we know")
    return Metric(**given)


def _condition(key: str, given: Mapping[str, Any]) -> tuple[str, str]:
    _only(key, given, {"key": str, "words": str}, {})
    return given["key"], given["words"]


def _only(key: str, given: Mapping[str, Any], must: dict[str, type], may: dict[str, type]) -> None:
    unknown = set(given) - set(must) - set(may)
    missing = set(must) - set(given)
    wrong = {
        name for name, kind in (must | may).items() if name in given and type(given[name]) is not kind
    } | {name for name, kind in must.items() if kind is str and name in given and given[name] == ""}
    if unknown or missing or wrong:
        raise Misread(f"{key}: unknown {sorted(unknown)}, missing {sorted(missing)}, wrong {sorted(wrong)}")


def _once(key: str, keys: list[str]) -> None:
    if len(set(keys)) != len(keys):
        raise Misread(f"{key}: a key stands twice")


def _is_key(words: str) -> bool:
    return len(words) <= LONGEST_KEY and KEY.fullmatch(words) is not None


def _ends(begins: date, ends: date) -> set[date]:
    """The days after the whole quarters from the beginning."""
    return {_months_on(begins, months) for months in range(3, (ends.year - begins.year + 2) * 12, 3)}


def _months_on(first: date, months: int) -> date:
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _quarter(first: date, last: date, number: int) -> Quarter:
    """Its year is the one that began with the set's own month: "2025-26", or "2025" where that is January."""
    begun = _months_on(first, -3 * (number % 4))
    year = str(begun.year) if begun.month == 1 else f"{begun.year}-{(begun.year + 1) % 100:02}"
    place = number % 4 + 1
    return Quarter(f"{year}-q{place}", f"Quarter {place} of {year}", first, last)
