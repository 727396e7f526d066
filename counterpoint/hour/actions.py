"""Beginning an hour together, writing down what is promised in it, and standing up."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.actions import Named
from counterpoint.goals.actions import promise_need
from counterpoint.goals.models import Need
from counterpoint.hour.models import Hour
from counterpoint.hour.policies import LONGEST, under_way, why_not_begin, why_not_end
from counterpoint.ledger.actions import act
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.promises.actions import Terms, hear, put
from counterpoint.promises.models import Promise
from counterpoint.web.http import require

WHERE = "At the hour together"


def begin_hour(*, place: Place, by: Member, at: datetime) -> Hour:
    with act(place.pk, verb="hour.begun", by=by.ref, at=at) as event:
        latest = Hour.objects.filter(place=place).order_by("-number").first()
        require(why_not_begin(by, latest, event.at))
        if latest is not None and latest.ended_at is None:  # nobody ended it
            _end(latest, latest.begun_at + LONGEST)
        hour = Hour.objects.create(place=place, number=event.number(Hour), begun_by=by, begun_at=event.at)
        event.subject = hour.ref
    return hour


def promise_here(
    *,
    hour: Hour,
    sentence: str,
    promiser: Member | Organisation,
    to: Named,
    due_on: date | None,
    by: Member,
    at: datetime,
    line: Need | None = None,
) -> Promise:
    """A promise, and the line of what it takes that it is for: both, or neither. Two events."""
    with transaction.atomic():
        promise = _promised(hour, sentence, promiser, to, Terms(due_on=due_on), by, at)
        if line is not None:
            promise_need(need=line, promise=promise.claim, by=by, at=at)
    return promise


def promise_line(*, line: Need, by: Member, at: datetime, **said: Any) -> Promise:
    """The same from the goal itself, of whoever promises: `said` as `promises.actions.put` takes it."""
    with transaction.atomic():
        promise = put(by=by, at=at, **said)
        promise_need(need=line, promise=promise.claim, by=by, at=at)
    return promise


def _promised(
    hour: Hour,
    sentence: str,
    promiser: Member | Organisation,
    to: Named,
    terms: Terms,
    by: Member,
    at: datetime,
) -> Promise:
    """Whoever writes down their own promise makes it; of anybody else's it is a promise heard, for them to own."""
    house = promiser if isinstance(promiser, Organisation) else _works_for(promiser)
    if house is not None and promiser in (by, _works_for(by)):
        return put(place=hour.place, sentence=sentence, promiser=house, named=[to], terms=terms, by=by, at=at)
    return hear(
        place=hour.place, sentence=sentence, promiser=promiser if isinstance(promiser, Member) else None,
        promiser_organisation=house, named=[to], terms=terms, where=WHERE,
        heard_on=day_in(at, hour.place.zone), by=by, at=at,
    )  # fmt: skip


def _works_for(member: Member) -> Organisation | None:
    held = (one for one in member.memberships.all() if one.works and one.until is None)
    return next((one.organisation for one in held), None)


def end_hour(*, hour: Hour, by: Member | None, at: datetime) -> Hour:
    """People stand up: `work` sends each of them only their own. `by` None: nobody ended it, and it is long over."""
    with act(hour.place_id, verb="hour.ended", by=by.ref if by else "system", at=at) as event:
        hour = Hour.objects.select_related("place").get(pk=hour.pk)
        require(why_not_end(by, hour))
        _end(hour, min(event.at, hour.begun_at + LONGEST))
        event.subject = hour.ref
        event.facts["hour"] = hour.number
    return hour


def _end(hour: Hour, at: datetime) -> None:
    hour.ended_at = at
    hour.save(update_fields=["ended_at"])


def end_forgotten(*, place: Place, at: datetime) -> None:
    """For `work`: an hour that nobody ended is over after four."""
    hour = Hour.objects.filter(place=place, ended_at=None).first()
    if hour is not None and not under_way(hour, at):
        end_hour(hour=hour, by=None, at=at)
