"""What it takes, line by line: who promised it, or that it is nobody's. For the goal, the hour and the Mirror.

Everyone reads the same: a contest in its reply time reads as answered here, also to its parties.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from counterpoint.claims.choices import State
from counterpoint.claims.models import Claim, Claimant
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.record import mark_of, who_claims
from counterpoint.goals.models import Goal, Need
from counterpoint.goals.policies.needs import KEPT, NOBODYS_AGAIN, everybodys_state, is_nobodys
from counterpoint.partnership.models import Place, is_quiet
from counterpoint.web import dates

NOT_SAID = "Nobody has said yet what it takes."


@dataclass(frozen=True, slots=True)
class NeedLine:
    """One thing that is needed."""

    number: int  # its place in the list: what the addresses of its acts carry
    words: str
    lang: str
    nobodys: bool
    promise: str  # the words of the promise
    promise_url: str
    who: str  # who promised it
    by: str  # its day
    mark: str
    stands: str  # how the promise stands
    why: str  # it was promised, and is nobody's again


@dataclass(frozen=True, slots=True)
class Takes:
    """What one goal takes."""

    number: int
    words: str  # the goal's
    lang: str
    url: str
    sentence: str  # "Seven things are needed. Four are promised, three are nobody's."
    nobodys: tuple[NeedLine, ...]
    promised: tuple[NeedLine, ...]


def nobodys(place: Place, at: datetime, *, named: bool = True) -> tuple[Takes, ...]:
    """Every goal of a place with what it takes, those first of which most is nobody's. Three queries.

    For what the whole place reads together, such as the hour. In a quiet fortnight nothing is. `named`: as below.
    """
    if is_quiet(place, at):
        return ()
    return taken_of(place, at, Goal.objects.filter(place=place, ended_at=None), named=named)


def taken_of(place: Place, at: datetime, goals: Iterable[Goal], *, named: bool = True) -> tuple[Takes, ...]:
    """`named`: with who promised. Without it one query, for the sentences alone."""
    claimants = Claimant.objects.select_related("organisation", "member").order_by("pk")
    rows = (
        Need.objects.filter(goal__in=goals, ended_at=None)
        .select_related("words", "goal__words", "promise__sentence", "promise__put_by", "promise__put_for")
        .order_by("goal__number", "position")
    )
    if named:
        rows = rows.prefetch_related(Prefetch("promise__claimants", claimants))
    found: dict[int, list[Need]] = {}
    for one in rows:
        found.setdefault(one.goal.number, []).append(one)
    taken = [takes_of(needs[0].goal, place, at, needs, named=named) for needs in found.values()]
    return tuple(sorted(taken, key=lambda one: (-len(one.nobodys), one.number)))


def takes_of(goal: Goal, place: Place, at: datetime, needs: Sequence[Need], *, named: bool = True) -> Takes:
    """`needs` with their promises, and those with their claimants: no query."""
    states = [everybodys_state(one.promise, place, at) if one.promise else None for one in needs]
    lines = [
        line_of(one, one.promise, state, place, named=named) for one, state in zip(needs, states, strict=True)
    ]
    return _taken(goal, place, lines, states)


def with_promises(
    goal: Goal,
    place: Place,
    at: datetime,
    needs: Sequence[Need],
    promises: Mapping[int, Claim],
    *,
    named: bool = True,
    query: str = "",
) -> Takes:
    """The same with promises that were read already. One that is missing its reader may not know of yet.

    `query`: of a page of a past day.
    """
    found = [promises.get(one.promise_id or 0) for one in needs]
    states = [everybodys_state(one, place, at) if one else None for one in found]
    lines = [
        line_of(one, promise, state, place, named=named, query=query)
        for one, promise, state in zip(needs, found, states, strict=True)
    ]
    return _taken(goal, place, lines, states)


def _taken(goal: Goal, place: Place, lines: Sequence[NeedLine], states: Sequence[State | None]) -> Takes:
    return Takes(
        number=goal.number,
        words=str(goal.words),
        lang=goal.words.lang,
        url=f"/{place.slug}/goals/{goal.number}/",
        sentence=what_it_takes(
            needed=len(lines),
            promised=sum(not one.nobodys for one in lines),
            kept=sum(state in KEPT for state in states),
        ),
        nobodys=tuple(one for one in lines if one.nobodys),
        promised=tuple(one for one in lines if not one.nobodys),
    )


def line_of(
    need: Need,
    promise: Claim | None,
    state: State | None,
    place: Place,
    *,
    named: bool = True,
    query: str = "",
) -> NeedLine:
    unseen = need.promise_id is not None and promise is None
    return NeedLine(
        number=need.position,
        words=str(need.words),
        lang=need.words.lang,
        nobodys=not unseen and is_nobodys(state),
        promise=str(promise.sentence) if promise else "",
        promise_url=record_url(place.slug, promise.kind, promise.number) + query if promise else "",
        who=who_claims(promise) if promise and named else "",
        by=dates.day(promise.due_on) if promise and promise.due_on else "",
        mark=mark_of(state) if state else "",
        stands=promise.of.state(state) if promise and state else "",
        why=NOBODYS_AGAIN.get(state, "") if state else "",
    )


def what_it_takes(*, needed: int, promised: int, kept: int = 0) -> str:
    """The sentence that stands first on a goal."""
    if not needed:
        return NOT_SAID
    one = needed == 1
    first = f"{_begun(needed)} {'thing is' if one else 'things are'} needed."
    left = needed - promised
    if not promised:
        rest = "It is nobody’s." if one else f"{_all(needed)} are nobody’s."
    elif not left:
        rest = "It is promised." if one else f"{_all(needed)} are promised."
    else:
        rest = (
            f"{_begun(promised)} {_are(promised)} promised, {dates.number_word(left)} {_are(left)} nobody’s."
        )
    if not kept:
        return f"{first} {rest}"
    return f"{first} {rest} {_kept(promised, kept)}"


def _kept(promised: int, kept: int) -> str:
    if promised == kept:
        return "The promise was kept." if kept == 1 else "All that was promised was kept."
    return f"{_begun(kept)} of the promises {'was' if kept == 1 else 'were'} kept."


def _all(number: int) -> str:
    return "Both" if number == 2 else f"All {dates.number_word(number)}"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _begun(number: int) -> str:
    words = dates.number_word(number)
    return f"{words[:1].upper()}{words[1:]}"
