"""Bringing in the spreadsheet that every partnership has: read first, shown, and only then written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from counterpoint.analysis.spreadsheet import Unreadable, read
from counterpoint.ledger.actions import Act, act
from counterpoint.partnership import policies
from counterpoint.partnership.actions.organisations import record_organisation
from counterpoint.partnership.actions.people import Person, record_member
from counterpoint.partnership.models import BringIn, Member, Organisation, Place
from counterpoint.partnership.policies import bringing_in as plans
from counterpoint.web.http import Refused, require

KEPT = timedelta(days=7)


def begin_bring_in(
    *, place: Place, content: bytes | str, file_name: str, by: Member, at: datetime
) -> BringIn:
    """Read a file, or pasted cells. Nothing is brought in yet: it waits for somebody to say that we read it rightly."""
    require(policies.why_not_steward(by))
    field = "words" if isinstance(content, str) else "file"
    try:
        sheets = read(content, file_name)
    except Unreadable as unreadable:
        raise Refused(str(unreadable), field=field) from unreadable
    require(plans.why_too_long(sheets), field=field)
    kept = [{"name": one.name, "rows": one.rows} for one in plans.scrubbed(sheets)]
    with transaction.atomic():
        BringIn.objects.filter(begun_at__lt=at - KEPT).delete()
        waiting = BringIn.objects.filter(place=place, by=by).filter(actions__isnull=False).first()
        require(_why_not_another(waiting))
        fresh = {"begun_at": at, "file_name": file_name[:200], "sheets": kept, "reading": {}}
        return BringIn.objects.update_or_create(place=place, by=by, defaults=fresh)[0]


def _why_not_another(waiting: BringIn | None) -> str | None:
    if waiting is None:
        return None
    name = waiting.file_name or "your last list"
    return f"The actions of {name} are still waiting. Take them first, or leave them out."


def read_again(*, row: BringIn, columns: Mapping[str, Mapping[str, int]], answers: Mapping[str, str]) -> None:
    """Keep what somebody said of how it is to be read."""
    row.reading = {"columns": {key: dict(value) for key, value in columns.items()}, "answers": dict(answers)}
    row.save(update_fields=["reading"])


def bring_in(*, row: BringIn, by: Member, at: datetime) -> BringIn:
    """Write the organisations and the people, all or none, as one act. The actions wait to be taken as promises."""
    with act(row.place_id, verb="place.brought_in", by=by.ref, at=at) as event:
        row = BringIn.objects.select_related("place").get(pk=row.pk)
        require(policies.why_not_steward(by))
        require("This has been brought in already." if row.actions is not None else None)
        plan = plans.plan_for(row, plans.tables_in(row), at)
        require(plans.why_not_bring_in(plan))
        partners = _partners(event, row.place, plan)
        people = _people(event, row.place, plan, partners)
        row.actions = [_taken(deed, partners, people) for deed in plan.deeds]
        row.sheets, row.reading = [], {}
        row.save(update_fields=["actions", "sheets", "reading"])
        event.subject = row.place.ref
        event.facts = {
            "organisations": sum(one.here is None for one in plan.partners),
            "people": sum(one.here is None for one in plan.people),
            "actions": len(plan.deeds),
        }
        if not row.actions:
            BringIn.objects.filter(pk=row.pk).delete()
    return row


def _partners(event: Act, place: Place, plan: plans.Plan) -> dict[str, Organisation]:
    here = {one.number: one for one in place.organisations.all()}
    return {
        one.key: here[one.here] if one.here is not None else record_organisation(
            event, place=place, name=one.name, kind=one.kind, identifier=one.identifier
        )
        for one in plan.partners
    }  # fmt: skip


def _people(
    event: Act, place: Place, plan: plans.Plan, partners: Mapping[str, Organisation]
) -> dict[str, int]:
    """Their numbers in this place."""
    return {
        one.key: one.here if one.here is not None else record_member(
            event, place=place, person=Person(
                name=one.name, post=one.post, email=one.email, phone=one.phone, works=one.works, asked=one.asked,
                organisation=partners.get(one.partner), perspectives=[one.perspective] if one.perspective else [],
            ),
        ).number
        for one in plan.people
    }  # fmt: skip


def _taken(
    deed: plans.Deed, partners: Mapping[str, Organisation], people: Mapping[str, int]
) -> dict[str, Any]:
    def number(key: str) -> int | None:
        return partners[key].number if key else None

    return {
        "words": deed.words, "owner_name": deed.owner_words, "owner_member": people.get(deed.owner),
        "owner_organisation": number(deed.owner_partner), "for_organisation": number(deed.for_partner),
        "due": deed.due.isoformat() if deed.due else None, "due_words": deed.due_words, "status": deed.status,
        "row": deed.where,
    }  # fmt: skip


def finish_bring_in(*, place: Place, by: Member) -> None:
    """The actions have been taken as promises, or left out. Nothing of the spreadsheet remains."""
    BringIn.objects.filter(place=place, by=by).delete()
