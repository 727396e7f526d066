"""A copy of what an organisation claims, promises, was asked and answered, as whoever takes it may read it.

Of others only what their answers add up to: how a claim stands, and how many say what.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from counterpoint.bundle.copies.beside import BESIDE_COLUMNS, beside, claims_of
from counterpoint.bundle.copies.reading import house_of, loaded
from counterpoint.bundle.copies.said import (
    CLAIM_COLUMNS,
    COUNT_COLUMNS,
    about,
    counts,
    last_words,
    on,
    readable,
    said_since,
    says,
)
from counterpoint.bundle.copies.stories import replies_of
from counterpoint.bundle.copies.tables import Bundle, Table
from counterpoint.bundle.spreadsheets import Cell
from counterpoint.claims.choices import TurnVerb
from counterpoint.claims.models import Answer, Claim
from counterpoint.claims.queries.claim_loading import Loaded
from counterpoint.claims.queries.telling import further_facts
from counterpoint.partnership.models import Member, Organisation
from counterpoint.partnership.queries import signed

type Row = tuple[Cell, ...]

LEFT_OUT = (
    "What others answered, word by word: here it is counted. It stands on the page of each claim.",
    "Answers of your own people who do not sign with their name, or who were asked as one of a group.",
    "What a colleague answered where you are asked too and have not spoken; what is said of a contest in its reply time, "
    "unless it is about you.",
    "Answers in a box: only counts, once it is opened and enough have spoken. Who has put one in: nowhere.",
    "Words that were erased.",
)

_CLAIMS = (
    *CLAIM_COLUMNS, "why it is here", "further", "link", "answered with promise", "refused because", *BESIDE_COLUMNS,
    *COUNT_COLUMNS,
)  # fmt: skip
_ANSWERS = ("claim", "sentence", "who", "answer", "words", "on", "said on")
_TURNS = ("claim", "sentence", "who", "did", "words", "on")


def organisation_bundle(organisation: Organisation, reader: Member, at: datetime) -> Bundle:
    house = house_of(reader)
    ours = house.family.stands_for.get(organisation.pk, frozenset({organisation.pk}))
    beside_it, further = claims_of(reader.place, ours), beside(reader.place)
    concerned = (
        Q(claimants__organisation__in=ours)
        | Q(counterparts__organisation__in=ours)
        | Q(counterparts__pool__seats__organisation__in=ours)
        | Q(put_for__in=ours)
        | Q(pk__in=beside_it)
    )
    here = Claim.objects.filter(concerned, place_id=reader.place_id).values("pk")
    claims: list[Row] = []
    answers: list[Row] = []
    turns: list[Row] = []
    for one in loaded(Claim.objects.seen_by(reader, at).filter(pk__in=here), reader, at, house):
        claims.append(_claim(one, ours, further.get(one.claim.pk, {})))
        answers += _answers(one, ours)
        turns += _turns(one, ours)
    name = organisation.name
    return Bundle(
        name="organisation",
        title=f"What {name} claims, promises, was asked and answered in {reader.place.name}",
        place=reader.place,
        at=at,
        taken_by=f"{reader.name}, for {name}",
        tables=(
            Table("claims", f"what {name} claims, or was asked for or about, and what is said of it.", _CLAIMS, claims),
            Table("answers", f"what people of {name} answered, signed with their names.", _ANSWERS, answers),
            Table("turns", f"what else was said or done in the name of {name}.", _TURNS, turns),
            replies_of(ours, reader, at),
        ),
        left_out=LEFT_OUT,
    )  # fmt: skip


def _claim(one: Loaded, ours: frozenset[int], further: dict[str, str]) -> Row:
    claim, request = one.claim, getattr(one.claim, "request", None)
    return (
        *about(one),
        _why(one, ours),
        "; ".join(f"{label}: {value}" for label, value in further_facts(claim)),
        claim.link,
        request.promise.number if request and request.promise else None,
        str(request.refusal) if request and request.refusal else "",
        *(further.get(column, "") for column in BESIDE_COLUMNS),
        *counts(one),
    )


def _why(one: Loaded, ours: frozenset[int]) -> str:
    if one.claim.kind == "request" and one.claim.request.asked_id in ours:
        return "asked of us"
    if any(each.organisation_id in ours for each in one.claim.claimants.all()):
        return "heard of us" if one.claim.claimed_at is None else "claimed by us"
    if any(each.organisation_id in ours for each in one.counterparts):
        return "we are asked whether it is so"
    if any(
        seat.organisation_id in ours
        for each in one.counterparts
        if each.pool
        for seat in each.pool.seats.all()
    ):
        return "we are one of several who are asked whether it is so"
    return "put for us" if one.claim.put_for_id in ours else "something that we could change"


def _answers(one: Loaded, ours: frozenset[int]) -> Iterator[Row]:
    for each in last_words(readable(one)):
        if _is_ours(one, each, ours):
            yield (
                one.claim.number, str(one.claim.sentence), signed(each.member, each.organisation, each.perspective),
                says(one, each), str(each.words or ""), on(one, each.recorded_at), each.said_on,
            )  # fmt: skip


def _is_ours(one: Loaded, answer: Answer, ours: frozenset[int]) -> bool:
    """Signed with a name, by one who works for it; of those who only belong to it, if they were asked through it."""
    matched = one.heard.matched.get(answer.pk)
    if answer.member is None or not answer.member.signs or (matched and matched.perspective):
        return False
    through = matched is not None and matched.organisation_id in ours
    return answer.organisation_id in ours and (answer.works_there or through)


def _turns(one: Loaded, ours: frozenset[int]) -> Iterator[Row]:
    for each in said_since(one):
        if each.organisation_id in ours:
            who = signed(each.by, each.organisation, "") if each.by and each.by.signs else ""
            yield (
                one.claim.number, str(one.claim.sentence), who, str(TurnVerb(each.verb).label), str(each.words or ""),
                on(one, each.at),
            )  # fmt: skip
