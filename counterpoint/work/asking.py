"""Whom to ask today: most overdue first, within everybody's budget, and never somebody who has answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Min

from counterpoint.analysis.calendar import add_working_days, day_in
from counterpoint.claims.models import Ask, Ballot, Claim, Counterpart
from counterpoint.claims.policies import family_of, why_barred
from counterpoint.claims.queries import ToAsk
from counterpoint.partnership.choices import Channel
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.partnership.queries import members
from counterpoint.work import reach
from counterpoint.work.budgets import budget_of
from counterpoint.work.choices import ANY_DAY, NoticeKind
from counterpoint.work.models import Notice

REMIND_AFTER = timedelta(days=14)
MOST_ASKS = 2  # and then whoever does that work now
BOX_DAYS = 20  # working days from the first ask until a box is opened


@dataclass(frozen=True, slots=True)
class Planned:
    """One letter's worth of questions to one person. `last_ask` is what the plan rests on."""

    member: Member
    counterparts: tuple[Counterpart, ...]
    last_ask: int


@dataclass(frozen=True, slots=True)
class Instead:
    """Whoever does that work now is asked instead of somebody who was asked twice."""

    counterpart: Counterpart
    who: Organisation | Member


def due_now(one: ToAsk, today: date) -> bool:
    """A first question at once, one reminder a fortnight later, and no more."""
    if one.unanswered == 0:
        return True
    return one.unanswered < MOST_ASKS and _a_fortnight_ago(one, today)


def given_up(one: ToAsk, today: date) -> bool:
    return one.unanswered >= MOST_ASKS and _a_fortnight_ago(one, today)


def _a_fortnight_ago(one: ToAsk, today: date) -> bool:
    return (
        one.last_asked_at is None or day_in(one.last_asked_at, one.claim.place.zone) + REMIND_AFTER <= today
    )


def plan(place: Place, everyone: Sequence[ToAsk], at: datetime) -> list[Planned]:
    """Who is asked what now, of `everyone` who may be asked: most overdue first, and so it stays."""
    today = day_in(at, place.zone)
    waiting: dict[int, list[ToAsk]] = defaultdict(list)
    for one in everyone:
        if due_now(one, today) and reach.reached_at(one.member):
            waiting[one.member.pk].append(one)
    if not waiting:
        return []
    busy = reach.written_to_today(place, at) | _has_something_else_first(place, at)
    last = reach.last_questions(place, waiting)
    people = {member.pk: member for member in members().filter(pk__in=waiting)}
    planned = []
    for key, asks in waiting.items():
        budget = budget_of(people[key])
        if key not in busy and budget.free_on(today, last.get(key)):
            planned.append(_planned(people[key], asks[: budget.questions]))
    return planned


def _planned(member: Member, asks: Sequence[ToAsk]) -> Planned:
    return Planned(member, tuple(one.counterpart for one in asks), last_ask_of(member))


def last_ask_of(member: Member) -> int:
    return Ask.objects.filter(member=member).order_by("-pk").values_list("pk", flat=True).first() or 0


def _has_something_else_first(place: Place, at: datetime) -> set[int]:
    """“Did you say this?” comes before other questions, and a text message holds either news or a question."""
    waiting = Notice.objects.filter(place=place, letter=None, send_after__lte=at)
    owners = waiting.filter(kind=NoticeKind.OWNER)
    news = waiting.filter(kind__in=ANY_DAY, member__channel=Channel.TEXT)
    return {*owners.values_list("member_id", flat=True), *news.values_list("member_id", flat=True)}


def ask_instead(place: Place, everyone: Sequence[ToAsk], at: datetime) -> list[Instead]:
    """For whom somebody else is asked now: asked twice, silent, and nobody asked in their stead yet."""
    today = day_in(at, place.zone)
    waiting: dict[int, list[ToAsk]] = defaultdict(list)
    for one in everyone:
        if reach.reached_at(one.member) or one.unanswered:
            waiting[one.counterpart.pk].append(one)
    found = []
    for asks in waiting.values():
        if all(given_up(one, today) for one in asks):
            who = _who_now(asks[0].claim, asks[0].counterpart, at)
            if who is not None:
                found.append(Instead(asks[0].counterpart, who))
    return found


def _who_now(claim: Claim, counterpart: Counterpart, at: datetime) -> Organisation | Member | None:
    """For an organisation another of its people; for a person the organisation that they work for. Once."""
    if (
        counterpart.instead_of_id
        or claim.of.detached
        or claim.counterparts.filter(instead_of=counterpart).exists()
    ):
        return None
    if counterpart.organisation:
        return _another_of(counterpart.organisation, claim, at)
    return _their_organisation(counterpart.member, claim, at) if counterpart.member else None


def _another_of(organisation: Organisation, claim: Claim, at: datetime) -> Member | None:
    family = family_of(claim.place_id)
    today = day_in(at, claim.place.zone)
    asked = set(Ask.objects.filter(claim=claim, member__isnull=False).values_list("member_id", flat=True))
    named = {one.member_id for one in claim.counterparts.all()}
    found = []
    for member in members().filter(place=claim.place, left_at__isnull=True).exclude(pk__in=asked | named):
        for one in member.memberships.all():
            same = organisation.pk in family.stands_for.get(one.organisation_id, ())
            if same and one.works and one.held_on(today) and reach.reached_at(member):
                found.append((not one.asked, one.since, member.pk, member))
    free = [
        one[-1]
        for one in sorted(found, key=lambda row: row[:3])
        if not why_barred(one[-1], claim, at, family)
    ]
    return free[0] if free else None


def _their_organisation(member: Member, claim: Claim, at: datetime) -> Organisation | None:
    """Belonging is not working: whoever belongs to a group speaks for themselves, and nobody can instead."""
    today = day_in(at, claim.place.zone)
    family = family_of(claim.place_id)
    barred = {key for one in claim.claimants.all() for key in family.bars.get(one.organisation_id or 0, ())}
    named = {one.organisation_id for one in claim.counterparts.all()}
    for one in member.memberships.select_related("organisation"):
        free = one.organisation_id not in barred | named
        if one.works and one.held_on(today) and free and _others_there(one.organisation, member, today):
            return one.organisation
    return None


def _others_there(organisation: Organisation, but: Member, today: date) -> bool:
    current = organisation.memberships.filter(asked=True, until__isnull=True, since__lte=today)
    return current.filter(member__left_at__isnull=True).exclude(member=but).exists()


def boxes_to_open(place: Place, at: datetime) -> list[Claim]:
    """Boxes whose time is up: twenty working days after the first question. An empty one stays open."""
    boxed = Ballot.objects.filter(place=place, counterpart__claim__counted_at=None).values(
        "counterpart__claim"
    )
    claims = Claim.objects.filter(place=place, pk__in=boxed, withdrawn_at=None)
    first = dict(claims.annotate(first=Min("asks__at")).values_list("pk", "first"))
    return [claim for claim in claims if first[claim.pk] and _time_is_up(place, first[claim.pk], at)]


def _time_is_up(place: Place, first: datetime, at: datetime) -> bool:
    last_day = add_working_days(day_in(first, place.zone), BOX_DAYS, place.nation)
    return last_day < day_in(at, place.zone)
