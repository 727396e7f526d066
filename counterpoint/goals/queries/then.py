"""Goals as at a day: who reads, what was there by its end, and how the claims stood that lie upon it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import Verdict
from counterpoint.claims.models import Answer, Claim, Claimant
from counterpoint.claims.policies import Family
from counterpoint.claims.queries.as_at import AsAt, as_at_of
from counterpoint.claims.queries.claim_loading import family_at
from counterpoint.claims.queries.finding import seen_here
from counterpoint.claims.queries.happened import happened_since
from counterpoint.claims.queries.snapshots import seen_as_at, stored
from counterpoint.goals.models import Goal, Need
from counterpoint.goals.policies.meeting import COLUMNS, VERBS
from counterpoint.goals.policies.small import works_for
from counterpoint.goals.queries.columns import in_columns
from counterpoint.ledger.models import Event
from counterpoint.partnership.models import Member, Place, is_quiet
from counterpoint.partnership.queries.membership import head_for
from counterpoint.partnership.queries.then import last_instant_of, member_then

TIE = 9  # after all that a series reads


@dataclass(frozen=True)
class View:
    """Who reads goals, and as at which day. `until`: the last instant of a past day; None: as it stands now."""

    member: Member
    at: datetime
    until: datetime | None = None

    @property
    def place(self) -> Place:
        return self.member.place

    @property
    def by_then(self) -> datetime:
        return self.until or self.at

    @property
    def today(self) -> date:
        return day_in(self.by_then, self.place.zone)

    @property
    def query(self) -> str:
        """The end of an address: what is opened from the past is as at that day too."""
        return f"?as-at={self.today.isoformat()}" if self.until else ""

    def key(self, what: str) -> str:
        """All that a page depends on: while it is the same, so is the page."""
        today, quiet = day_in(self.at, self.place.zone), is_quiet(self.place, self.at)
        return f"{what}|{self.place.pk}|{head_for(self.member)}|{today}|{quiet}|{self.member.pk}|{self.until}"

    def as_at(self, url: str) -> AsAt:
        return as_at_of(url, self.place, self.at, self.until)

    def families(self) -> tuple[Family, Family]:
        """Of the day, and of now. One query where nothing is kept from the page before."""
        head = head_for(self.member)[0]
        return family_at(self.place.pk, head, self.until), family_at(self.place.pk, head)

    @cached_property
    def works_for(self) -> Collection[int | None]:
        """As whom small counts may be read: with the rights of the day, and never what one may not read now."""
        then, now = self.families()
        theirs = works_for(self.member, now)
        return (
            set(works_for(member_then(self.member, self.today), then)) & set(theirs) if self.until else theirs
        )


def view_of(member: Member, at: datetime, as_at: date | None = None) -> View:
    return View(member, at, last_instant_of(as_at, member.place, at))


def there(view: View, begun: str = "put_at") -> Q:
    """What was there by the end of the day."""
    return Q(**{f"{begun}__lte": view.by_then})


def not_ended(view: View) -> Q:
    return Q(ended_at=None) | Q(ended_at__gt=view.by_then)


def claims_then(view: View, which: Q, *, named: bool = True) -> dict[int, Claim]:
    """Claims by their keys, with why they were refused, as they stood. `named`: with who claims.

    One query, one for who claims, one for a past day.
    """
    said = Answer.objects.filter(recorded_at__lte=view.by_then)
    again = said.filter(
        Q(member=OuterRef("member")) | Q(ticket=OuterRef("ticket")),
        claim=OuterRef("claim"), position__gt=OuterRef("position"),
    )  # fmt: skip
    refused = said.filter(
        ~Exists(again), claim=OuterRef("pk"), verdict=Verdict.NO, words__isnull=False
    ).order_by("-position")
    found = seen_here(view.member, view.at).filter(which, put_at__lte=view.by_then)
    found = found.select_related("sentence", "put_by", "put_for").annotate(
        why_not=Subquery(refused.values("words__words")[:1])
    )
    if named:
        claimants = Claimant.objects.filter(at__lte=view.by_then).select_related("organisation", "member")
        found = found.prefetch_related(Prefetch("claimants", claimants.order_by("pk")))
    claims = {one.pk: one for one in found}
    if view.until and claims:
        _rewind(view, view.until, claims.values())
    return claims


def _rewind(view: View, until: datetime, claims: Iterable[Claim]) -> None:
    """What is stored of a claim, as it was stored then."""
    claims = list(claims)
    family, _ = view.families()
    happened = happened_since(view.place, until, [one.pk for one in claims])
    for one in claims:
        was = happened.get(one.pk)
        if was is None:
            seen = stored(one, until)
        else:
            seen, one.stood_at = seen_as_at(one, view.place, was, family, until)
        one.standing, one.heard_at, one.spoken = seen.standing, seen.heard_at, seen.spoken
        one.claimed_at, one.withdrawn_at, one.due_on = seen.claimed_at, seen.withdrawn_at, seen.due_on
        one.reply_until, one.before = seen.reply_until, seen.before


@dataclass(frozen=True, slots=True)
class Tied:
    """Which claims were tied to a goal by the end of a past day, by their numbers."""

    needs: dict[int, int | None] = field(default_factory=dict)  # of lines tied anew since: the promise before
    of_it: dict[str, int] = field(default_factory=dict)  # "carried", "signed", "met"

    @property
    def numbers(self) -> set[int]:
        return {one for one in (*self.needs.values(), *self.of_it.values()) if one}


def tie_rows(view: View) -> list[QuerySet[Any, Any]]:
    """Acts that tied a claim to a goal, in columns: the tables keep only the newest of each. None are asked for today."""
    if view.until is None:
        return []
    since = Q(verb="goal.promised", at__gt=view.until)
    said = Q(verb__in=list(VERBS.values()), at__lte=view.until)
    events = Event.objects.filter(since | said, place_id=view.place.pk)
    facts = Cast("facts", TextField())
    return [in_columns(events, TIE, its_number=F("seq"), said=F("verb"), stands=F("subject"), more=facts)]


def tied_then(rows: Iterable[Mapping[str, Any]]) -> dict[str, Tied]:
    """Of each goal, by its reference. `rows` in the order of the ledger."""
    kinds = {verb: kind for kind, verb in VERBS.items()}
    found: dict[str, Tied] = defaultdict(Tied)
    for row in sorted(rows, key=lambda one: one["its_number"]):
        facts = json.loads(row["more"])
        if row["said"] in kinds:
            found[facts["goal"]].of_it[kinds[row["said"]]] = _number(row["stands"])
        else:
            before = _number(facts["before"]) if facts["before"] else None
            found[row["stands"]].needs.setdefault(facts["need"], before)
    return found


def _number(ref: str) -> int:
    return int(ref.rpartition(":")[2])


def put_back(view: View, goal: Goal, needs: Iterable[Need], tied: Tied, claims: Iterable[Claim]) -> None:
    """The goal and its lines with the claims that were tied to them then. Today they have them already."""
    if view.until is None:
        return
    keys: dict[int | None, int] = {one.number: one.pk for one in claims}
    for kind, column in COLUMNS.items():
        setattr(goal, f"{column}_id", keys.get(tied.of_it.get(kind)))
    for one in needs:
        if one.position in tied.needs:
            one.promise_id = keys.get(tied.needs[one.position])
    if goal.ended_at and goal.ended_at > view.until:
        goal.ended_at = None
