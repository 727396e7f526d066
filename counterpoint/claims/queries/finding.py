"""Finding claims for one reader: each state, each search as a condition that the database weighs.

What a contest says reaches its parties at once and the place after its reply time. So nobody else finds a claim by
the contest's words, nor by its standing, while the reply time runs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from counterpoint.analysis.calendar import last_instant
from counterpoint.analysis.standing import Standing
from counterpoint.claims.choices import State
from counterpoint.claims.models import Answer, Claim, Claimant, Counterpart, Turn
from counterpoint.claims.models.claims import ClaimQuerySet
from counterpoint.claims.policies import Family, family_of
from counterpoint.claims.policies.states import OLD
from counterpoint.ledger.models import Text
from counterpoint.partnership.models import Member

BETWEEN_WORDS = re.compile(r"[\s'’‘“”\"]+")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, on which day, and which contests in their reply time they may read."""

    member: Member
    today: date
    organisations: frozenset[int]  # theirs, and all that these have succeeded
    told: frozenset[int]  # contests in reply time to which they are a party


def reader_of(member: Member, today: date) -> Reader:
    family = family_of(member.place_id)
    current = [one.organisation_id for one in member.memberships.all() if one.until is None]
    ours = frozenset(key for one in current for key in family.stands_for.get(one, ()))
    held_back = Claim.objects.filter(
        place_id=member.place_id, standing=Standing.CONTESTED, reply_until__gte=today
    ).filter(concerning(member, ours, family))
    return Reader(member, today, ours, frozenset(held_back.values_list("pk", flat=True)))


def concerning(
    member: Member, organisations: frozenset[int], family: Family, until: datetime | None = None
) -> Q:
    """Claims to which this member is a party: the rule of `policies.is_party`, as a condition.

    `until`: by the claimants and counterparts of then.
    """
    mine = Q(member=member) | Q(organisation__in=organisations)
    put = Q(put_by=member)
    for other, handed in family.before(member.pk).items():
        mine |= Q(member=other, at__lte=handed.until)
        put |= Q(put_by=other, put_at__lte=handed.until)
    asked = mine | Q(perspective__in=member.standpoints.values("perspective"))
    here: dict[str, Any] = {"place_id": member.place_id}
    if until is not None:
        here["at__lte"] = until
    return (
        put
        | Q(pk__in=Claimant.objects.filter(mine, **here).values("claim"))
        | Q(pk__in=Counterpart.objects.filter(asked, **here).values("claim"))
    )


def seen_here(member: Member, at: datetime) -> ClaimQuerySet:
    """What this member may know of, newest first."""
    seen = Claim.objects.seen_by(member, at)
    if (
        seen.query.distinct
    ):  # the quiet fortnight joins; a plain list of keys can be filtered and counted further
        seen = Claim.objects.filter(pk__in=seen.values("pk"))
    return seen.order_by("-put_at", "-number")


def in_reply(reader: Reader) -> Q:
    """Contested, in its reply time, and not for this reader to know yet."""
    waits = Q(standing=Standing.CONTESTED, claimed_at__isnull=False, reply_until__gte=reader.today)
    return waits & ~Q(pk__in=reader.told)


def in_state(state: State, reader: Reader) -> Q:
    """The rule of `policies.state_of`, as a condition."""
    withdrawn = Q(withdrawn_at__isnull=False) & ~Q(standing=Standing.CONTESTED)
    if state == State.WITHDRAWN:
        return withdrawn
    claimed = Q(claimed_at__isnull=False) & ~withdrawn
    if state in (
        State.HEARD,
        State.DISOWNED,
        State.RAISED,
        State.TAKEN,
        State.REFUSED,
        State.OPEN,
        State.OFFERED,
    ):
        named = Q(before=state.value) | Q(before="") if state == State.OPEN else Q(before=state.value)
        return Q(claimed_at__isnull=True) & ~withdrawn & named
    hidden = in_reply(reader)
    if state == State.IN_REPLY:
        return claimed & hidden
    if state == State.CONTESTED:
        return claimed & Q(standing=Standing.CONTESTED) & ~hidden
    if state == State.PARTLY:
        return claimed & Q(standing=Standing.PARTLY)
    if state in (State.CONFIRMED, State.CONFIRMED_OLD):
        before = last_instant(reader.today - OLD - timedelta(days=1), reader.member.place.zone)
        old = Q(lasts=True, heard_at__lte=before)
        return claimed & Q(standing=Standing.CONFIRMED) & (old if state == State.CONFIRMED_OLD else ~old)
    return claimed & _silent(state, reader.today)


def _silent(state: State, today: date) -> Q:
    silent = Q(standing__in=[Standing.UNANSWERED, Standing.FEW])
    not_due = Q(due_on__gt=today, spoken=False)
    overdue = Q(due_on__lt=today, spoken=False)
    if state == State.NOT_DUE:
        return silent & not_due
    if state == State.OVERDUE:
        return silent & overdue
    standing = Standing.FEW if state == State.FEW else Standing.UNANSWERED
    return Q(standing=standing) & ~not_due & ~overdue


def of_organisation(place_id: int, number: int) -> Q:
    """Claims that an organisation makes, answers, or had a turn on."""
    theirs = {"place_id": place_id, "organisation__number": number}
    return (
        Q(put_for__number=number)
        | Q(pk__in=Claimant.objects.filter(**theirs).values("claim"))
        | Q(pk__in=Counterpart.objects.filter(**theirs).values("claim"))
        | Q(pk__in=Turn.objects.filter(**theirs).values("claim"))
    )


def _holding(word: str) -> Q:
    """Words that hold this one, in capitals or small. SQLite itself knows no capitals beyond A to Z."""
    spelt = {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}
    return Q(*(("words__icontains", one) for one in sorted(spelt)), _connector=Q.OR)


def speaking_of(words: str, reader: Reader) -> Q:
    """Claims whose sentence, or what was said on them, holds each of these words; or the claim of that number.

    Straight from the words of the ledger: what is erased there is found nowhere. An answer of a colleague is not
    searched until one has answered oneself.
    """
    place_id = reader.member.place_id
    spoken = Q()
    for word in BETWEEN_WORDS.split(words):
        spoken &= _holding(word)
    texts = Text.objects.filter(spoken, place_id=place_id).values("pk")
    answers = Answer.objects.filter(words__in=texts, place_id=place_id)
    mine = Answer.objects.filter(place_id=place_id, member=reader.member).values("claim")
    colleagues = Q(organisation__in=reader.organisations) & ~Q(member=reader.member) & ~Q(claim__in=mine)
    said = Q(pk__in=answers.exclude(colleagues).values("claim")) | Q(
        pk__in=Turn.objects.filter(words__in=texts, place_id=place_id).values("claim")
    )
    found = Q(sentence__in=texts) | (said & ~in_reply(reader))
    number = words.lstrip("#")
    return (
        found | Q(number=int(number)) if number.isascii() and number.isdigit() and len(number) < 9 else found
    )
