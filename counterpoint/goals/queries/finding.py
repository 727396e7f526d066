"""The goals that a member may know of, and what belongs to one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from counterpoint.claims.queries.happened import nothing
from counterpoint.goals.models import Chooser, Goal, GoalMatter, Measure, Need, Serves
from counterpoint.ledger.models import Text
from counterpoint.partnership.choices import (
    EVERYONE_WITH,
    WHO_USES_SERVICES,
    OrganisationKind,
    Perspective,
)
from counterpoint.partnership.models import Member, Membership, Standpoint, is_quiet
from counterpoint.partnership.queries.names import standing_as
from counterpoint.web import dates

NOBODY_WHO_USES = "Nobody who uses the services chose this."
EVERYONE, PERSON, PARTNER, MATTER, SERVED, NEEDED = range(6)


def goals_seen(member: Member, at: datetime) -> QuerySet[Goal]:
    """The place's goals; in its quiet fortnight those that one wrote down or chose."""
    found = Goal.objects.filter(place=member.place)
    if is_quiet(member.place, at):
        ours = _ours(member)
        held = [one.perspective for one in member.standpoints.all()]
        mine = Q(member=member) | Q(organisation__in=ours) | Q(perspective__in=held)
        chosen = Chooser.objects.filter(mine, place=member.place).values("goal")
        found = found.filter(Q(put_by=member) | Q(pk__in=chosen))
    return found.select_related("place", "words", "for_whom").order_by("number")


def measures_seen(member: Member, at: datetime) -> QuerySet[Measure]:
    """The place's measures; in its quiet fortnight those that one began, of a goal that one knows, or of one's own."""
    found = Measure.objects.filter(place=member.place)
    if not is_quiet(member.place, at):
        return found
    ours, goals = _ours(member), goals_seen(member, at).values("pk")
    return found.filter(Q(put_by=member) | Q(organisation__in=ours) | Q(holder__in=ours) | Q(goal__in=goals))


def hide_goals(measures: Iterable[Measure], member: Member, at: datetime) -> None:
    """One's own measure may belong to a goal of which one may not know yet: then it belongs to none. Never to be saved."""
    if not is_quiet(member.place, at):
        return
    known = set(goals_seen(member, at).values_list("pk", flat=True))
    for one in measures:
        if one.goal_id not in known:
            one.goal = None


def _ours(member: Member) -> list[int]:
    return [one.organisation_id for one in member.memberships.all() if one.until is None]


def goal_numbered(member: Member, number: int, at: datetime) -> Goal | None:
    return goals_seen(member, at).filter(number=number).first()


def need_numbered(goal: Goal, number: int) -> Need | None:
    found = Need.objects.filter(goal=goal, position=number, ended_at=None)
    return found.select_related("words", "promise").first()


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who chose a goal: those who use the services first."""

    who: str
    nobody: str  # the sentence, where none of them uses the services


@dataclass(frozen=True, slots=True)
class Parts:
    """What belongs to a goal besides its needs."""

    chosen: Chosen
    matters: tuple[tuple[str, str], ...]  # (words, language)
    serves: tuple[int, ...]  # keys of claims
    needs: tuple[Need, ...]  # with their words, and the keys of their promises


def parts_of(goals: list[int], by_then: datetime) -> dict[int, Parts]:
    """Of each goal by its key, by the end of a day. One query, whatever there is.

    Who chose it, and what matters to them, is as it is now.
    """
    rows = _choosers(goals).union(_matters(goals), _served(goals, by_then), _needed(goals, by_then), all=True)
    found: dict[int, list[tuple[Any, ...]]] = {}
    for goal, *row in sorted(rows, key=lambda one: one[:3]):
        found.setdefault(goal, []).append(tuple(row))
    return {goal: _parts(of_it) for goal, of_it in found.items()}


def nothing_of_it() -> Parts:
    return _parts([])


def _parts(rows: list[tuple[Any, ...]]) -> Parts:
    said = [
        (not uses, what, _called(what, words, perspective))
        for what, _, words, _, perspective, uses, _ in rows
        if what <= PARTNER
    ]
    who = dates.listed([name for *_, name in sorted(said, key=lambda one: one[:2])])
    uses = any(not others for others, *_ in said)
    return Parts(
        chosen=Chosen(who, "" if uses else NOBODY_WHO_USES),
        matters=tuple((row[2], row[3]) for row in rows if row[0] == MATTER),
        serves=tuple(row[6] for row in rows if row[0] == SERVED),
        needs=tuple(
            Need(position=row[1], words=Text(words=row[2], lang=row[3]), promise_id=row[6])
            for row in rows
            if row[0] == NEEDED
        ),
    )


def _called(what: int, words: str | None, perspective: str | None) -> str:
    """Whoever does not sign is called by where they stand, here too."""
    if words:
        return words
    if what == EVERYONE:
        return EVERYONE_WITH[Perspective(perspective or "")]
    return standing_as(perspective or "")


COLUMNS = ("goal_key", "what", "key", "said", "its_lang", "stands", "uses", "claim_key")


def _choosers(goals: Any) -> QuerySet[Any, Any]:
    """A person counts as one who uses the services where they are here as that, and not paid as staff."""
    lived = Standpoint.objects.filter(member=OuterRef("member"), perspective__in=WHO_USES_SERVICES)
    paid = Membership.objects.filter(member=OuterRef("member"), works=True, until=None)
    uses = (
        Q(perspective__in=WHO_USES_SERVICES)
        | Q(organisation__kind=OrganisationKind.GROUP)
        | (Q(Exists(lived)) & ~Q(Exists(paid)))
    )
    first = Standpoint.objects.filter(member=OuterRef("member")).order_by("-first", "pk")
    rows = Chooser.objects.filter(goal__in=goals).order_by()
    return _columns(
        rows,
        what=_sort_of(),
        said=_name(),
        stands=Case(
            When(member__isnull=False, then=Subquery(first.values("perspective")[:1])),
            default=F("perspective"),
            output_field=CharField(),
        ),
        uses=ExpressionWrapper(uses, BooleanField()),
    )


def _sort_of() -> Any:
    return Case(
        When(organisation__isnull=False, then=Value(PARTNER)),
        When(member__isnull=False, then=Value(PERSON)),
        default=Value(EVERYONE),
        output_field=IntegerField(),
    )


def _name() -> Any:
    signs = Case(
        When(member__signs=True, then=F("member__name")), default=Value(None), output_field=CharField()
    )
    return Cast(Coalesce("organisation__name", signs), TextField())


def _matters(goals: Any) -> QuerySet[Any, Any]:
    rows = GoalMatter.objects.filter(goal__in=goals, matter__ended_at=None).order_by()
    return _columns(
        rows,
        what=Value(MATTER, IntegerField()),
        said=F("matter__words__words"),
        its_lang=F("matter__words__lang"),
    )


def _served(goals: Any, by_then: datetime) -> QuerySet[Any, Any]:
    rows = Serves.objects.filter(goal__in=goals, at__lte=by_then).order_by()
    return _columns(rows, what=Value(SERVED, IntegerField()), claim_key=F("claim_id"))


def _needed(goals: Any, by_then: datetime) -> QuerySet[Any, Any]:
    rows = Need.objects.filter(Q(ended_at=None) | Q(ended_at__gt=by_then), goal__in=goals, at__lte=by_then)
    return _columns(
        rows.order_by(),
        what=Value(NEEDED, IntegerField()),
        key=F("position"),
        said=F("words__words"),
        its_lang=F("words__lang"),
        claim_key=F("promise_id"),
    )


def _columns(rows: QuerySet[Any, Any], **more: Any) -> QuerySet[Any, Any]:
    columns = {
        "goal_key": F("goal_id"),
        "key": F("pk"),
        "said": nothing(TextField()),
        "its_lang": Value("", CharField()),
        "stands": Value("", CharField()),
        "uses": Value(False, BooleanField()),
        "claim_key": nothing(IntegerField()),
        **more,
    }
    found: QuerySet[Any, Any] = rows.annotate(**{name: columns[name] for name in COLUMNS}).values_list(
        *COLUMNS
    )
    return found
