"""Finding claims for one reader: each state, each search as a condition that the database weighs.

What a contest says reaches its parties at once and the place after its reply time. So nobody else finds a claim by
the contest's words, nor by its standing, while the reply time runs.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from counterpoint.analysis.calendar import last_instant
from counterpoint.analysis.numbers import whole
from counterpoint.analysis.standing import Standing
from counterpoint.claims.choices import State, TurnVerb
from counterpoint.claims.models import Answer, Claim, Claimant, Counterpart, Turn
from counterpoint.claims.models.claims import ClaimQuerySet
from counterpoint.claims.policies import Family, family_of
from counterpoint.claims.policies.states import OLD
from counterpoint.ledger.models import Text
from counterpoint.partnership.models import Member

OWNED = (TurnVerb.OWNED, TurnVerb.NOT_QUITE)
BETWEEN_WORDS = re.compile(r"[\s'’‘“”\"]+")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, on which day, and which contests in their reply time they may read."""

    member: Member
    today: date
    family: Family
    organisations: frozenset[int]  # theirs, and all that these have succeeded
    told: frozenset[int]  # contests in reply time to which they are a party


def organisations_of(member: Member, family: Family) -> frozenset[int]:
    """Theirs, and all that these have succeeded."""
    current = [one.organisation_id for one in member.memberships.all() if one.until is None]
    return frozenset(key for one in current for key in family.stands_for.get(one, ()))


def reader_of(member: Member, today: date) -> Reader:
    family = family_of(member.place_id)
    ours = organisations_of(member, family)
    held_back = Claim.objects.filter(
        place_id=member.place_id, standing=Standing.CONTESTED, reply_until__gte=today
    ).filter(concerning(member, ours, family))
    return Reader(member, today, family, ours, frozenset(held_back.values_list("pk", flat=True)))


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
        State.SAME,
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


def of_organisation(place_id: int, number: int, until: datetime | None = None) -> Q:
    """Claims that an organisation makes, answers, or had a turn on; by an instant, if one is given."""
    theirs: dict[str, Any] = {"place_id": place_id, "organisation__number": number}
    put = Q(put_for__number=number)
    if until is not None:
        theirs["at__lte"] = until
        owned = Turn.objects.filter(place_id=place_id, verb__in=OWNED, at__gt=until)
        put &= ~Q(pk__in=owned.values("claim"))  # it was only heard then, and put by whoever wrote it down
    return (
        put
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
    texts = _texts_of(words, place_id)
    answers = Answer.objects.filter(words__in=texts, place_id=place_id)
    mine = Answer.objects.filter(place_id=place_id, member=reader.member).values("claim")
    colleagues = Q(organisation__in=reader.organisations) & ~Q(member=reader.member) & ~Q(claim__in=mine)
    said = Q(pk__in=answers.exclude(colleagues).values("claim")) | Q(
        pk__in=Turn.objects.filter(words__in=texts, place_id=place_id).values("claim")
    )
    found = Q(sentence__in=texts) | (said & ~in_reply(reader))
    return found | _of_that_number(words)


def spoken_of_then(
    words: str, member: Member, organisations: frozenset[int], until: datetime, *, hidden: Collection[int]
) -> Q:
    """The same as at a past day: nothing is found by what was said later, nor by what this reader may not read now.

    `organisations`: those of then and those of now; `hidden`: contests that were in their reply time.
    """
    place_id = member.place_id
    texts = _texts_of(words, place_id)
    by_then = {"place_id": place_id, "recorded_at__lte": until}
    answers = Answer.objects.filter(words__in=texts, **by_then)
    mine = Answer.objects.filter(member=member, **by_then).values("claim")
    colleagues = Q(organisation__in=organisations) & ~Q(member=member) & ~Q(claim__in=mine)
    turns = Turn.objects.filter(place_id=place_id)
    said = Q(pk__in=answers.exclude(colleagues).values("claim")) | Q(
        pk__in=turns.filter(words__in=texts, at__lte=until).values("claim")
    )
    reworded = turns.filter(verb=TurnVerb.NOT_QUITE, at__gt=until)
    sentence = Q(sentence__in=texts) & ~Q(pk__in=reworded.values("claim"))
    sentence |= Q(pk__in=reworded.filter(words__in=texts).values("claim"))
    return sentence | (said & ~Q(pk__in=hidden)) | _of_that_number(words)


def _texts_of(words: str, place_id: int) -> QuerySet[Text, Any]:
    spoken = Q()
    for word in BETWEEN_WORDS.split(words):
        spoken &= _holding(word)
    return Text.objects.filter(spoken, place_id=place_id).values("pk")


def _of_that_number(words: str) -> Q:
    number = whole(words.lstrip("#"))
    return Q(pk__in=[]) if number is None else Q(number=number)
