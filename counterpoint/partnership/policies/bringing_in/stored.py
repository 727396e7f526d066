"""A spreadsheet on its way in, and the place as it is: what a plan is made from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from counterpoint.analysis import likeness
from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.spreadsheet import Sheet
from counterpoint.partnership.models import BringIn, Member, Place
from counterpoint.partnership.policies.bringing_in.plan import plan_of
from counterpoint.partnership.policies.bringing_in.tables import tables_of
from counterpoint.partnership.policies.bringing_in.words import Here, Plan, Reading, ReadTable


def tables_in(row: BringIn) -> list[ReadTable]:
    return tables_of([Sheet(one["name"], one["rows"]) for one in row.sheets], _reading(row))


def _reading(row: BringIn) -> Reading:
    held: dict[str, Any] = row.reading
    return Reading(held.get("columns", {}), held.get("answers", {}))


def here_in(place: Place) -> Here:
    """Who is here; also who has left, so that nobody is brought in twice."""
    found = (
        Member.objects.filter(place=place).prefetch_related("memberships__organisation").order_by("number")
    )
    people = [
        (one.number, likeness.Someone(one.name, _organisation(one), one.email, one.phone)) for one in found
    ]
    return Here(list(place.organisations.order_by("number").values_list("number", "name", "short")), people)


def _organisation(member: Member) -> str:
    return next((one.organisation.name for one in member.memberships.all()), "")


def plan_for(row: BringIn, tables: Sequence[ReadTable], at: datetime) -> Plan:
    return plan_of(tables, _reading(row), here_in(row.place), day_in(at, row.place.zone))
