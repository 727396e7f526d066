"""Single claims: those that a row draws one by one, and those for which something is to be done next."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import F, Field, OuterRef, Q, QuerySet, Subquery

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.choices import KINDS, MESSAGES, State, TurnVerb
from counterpoint.claims.models import Claim, Claimant, Turn
from counterpoint.claims.queries.snapshots import Snapshot
from counterpoint.claims.queries.sql import NUMBER, TEXT, TRUTH, Part, Written, sql
from counterpoint.ledger.models import Text
from counterpoint.mirror.choices import LINE, LINE_STANDS
from counterpoint.mirror.queries.candidates import (
    AWAITED,
    CLAIMANT,
    CLAIMANT_KIND,
    LINES,
    OLDEST,
    REPLACED,
    ROUNDS,
    SPOKE,
    TURNED,
)
from counterpoint.mirror.queries.reading import Then, View, state_now
from counterpoint.partnership.models import is_quiet

TALKED_OVER = tuple(
    key for key in KINDS if key != "coproduced"
)  # for co-production there is a rule of its own
TALKING = (TurnVerb.TALK.value, TurnVerb.TALKED.value)
REPLYING = (TurnVerb.REPLIED.value, TurnVerb.TALKED.value)
PROMISER_SPEAKS = (TurnVerb.MOVED.value, TurnVerb.KEPT.value, *REPLYING, TurnVerb.TALK.value)


@dataclass(frozen=True, slots=True)
class Known:
    """One claim, with all that a mark's name and the rules of what next ask of it."""

    pk: int
    number: int
    kind: str
    message: int | None
    sentence: str
    state: State
    on: date  # where it stands on the line of time
    put_on: date
    claimed_on: date | None
    due_on: date | None
    stood_on: date | None
    reply_until: date | None
    heard_on: date | None
    step: int | None
    horizon: str
    asked: int
    gone: bool
    put_by: int | None = None
    claimant: int | None = None  # the first organisation that claims it
    claimant_kind: str = ""
    promiser: int | None = None
    promiser_spoke: bool = False  # since the date passed, or to say that it was kept
    asked_of: int | None = None  # a request: the organisation
    owner: int | None = None  # a barrier: who took it, or could remove it
    talked: bool = False  # somebody has offered to talk first
    replied: bool = False  # the claimant's side has replied
    escalated: bool = False  # taken to a programme
    replaced: bool = False  # whoever does that work now is asked
    awaited: int | None = None  # the person who was asked twice


COLUMNS = (
    "pk", "number", "kind", "message", "sentence__words", "sentence__erased_at", "put_at", "claimed_at", "due_on",
    "stood_at", "heard_at", "reply_until", "step", "horizon", "withdrawn_at", "put_by", "promise__promiser",
    "request__asked", "barrier__owner", "barrier__could_remove", "asked", "talked", "promiser_spoke", "replaced", "awaited", "claimant",
    "claimant_kind", "replied", "escalated",
)  # fmt: skip


def with_what_was_done(claims: QuerySet[Claim], until: datetime | None) -> QuerySet[Claim]:
    """Each claim with what has been asked and said about it, until an instant if one is given."""

    def told(text: str, of: Field[Any, Any], *columns: str, **more: Any) -> Written:
        return told_until(until, text, of, "pk", *columns, **more)

    return claims.annotate(
        asked=told(ROUNDS, NUMBER), awaited=told(AWAITED, NUMBER),
        talked=told(TURNED, TRUTH, verbs=TALKING), promiser_spoke=told(SPOKE, TRUTH, "due_on", verbs=PROMISER_SPEAKS),
        replied=told(TURNED, TRUTH, verbs=REPLYING), replaced=told(REPLACED, TRUTH),
        escalated=told(TURNED, TRUTH, verbs=(TurnVerb.ESCALATED.value,)),
        claimant=told(CLAIMANT, NUMBER), claimant_kind=told(CLAIMANT_KIND, TEXT),
    )  # fmt: skip


def told_until(until: datetime | None, text: str, of: Field[Any, Any], *columns: str, **more: Any) -> Written:
    """An expression of `candidates`, whose first column is the claim: of what there was by an instant, if one is given."""
    by_then = r"AND \1.at <= %(until)s" if until else ""
    return sql(re.sub(r"<by then (\w)>", by_then, text), of, *columns, until=until, **more)


def known_now(view: View, drawn: Collection[int]) -> list[Known]:
    """Every claim of the messages that are `drawn` one by one; of the others the oldest that each rule speaks of.

    The newest of the partners' lines is among them.
    """
    # Each part by its own index: all together under one "of this place" they would read every claim of it.
    wanted = Q(pk__in=_oldest(view, tuple(sorted(set(MESSAGES) - set(drawn)))))
    if drawn:
        wanted |= Q(place=view.place, message__in=drawn)
    found = Claim.objects.filter(wanted)
    if is_quiet(view.place, view.at):
        found = found.filter(pk__in=view.seen.values("pk"))
    stated = with_what_was_done(found.annotate(state=state_now(view)), None)
    rows = stated.order_by("put_at", "number").values_list(*COLUMNS, "state")
    return [_known(view, dict(zip(COLUMNS, row, strict=False)), State(row[-1])) for row in rows]


def known_among(view: View, claims: QuerySet[Claim], most: int) -> list[Known]:
    """Some claims as they stand now, newest first."""
    stated = with_what_was_done(claims.annotate(state=state_now(view)), None)
    rows = stated.order_by("-put_at", "-number").values_list(*COLUMNS, "state")[:most]
    return [_known(view, dict(zip(COLUMNS, row, strict=False)), State(row[-1])) for row in rows]


def _oldest(view: View, crowded: tuple[int, ...]) -> Written:
    """The newest line, and of each crowded message the oldest claim that each rule may speak of.

    `next` decides, this only narrows.
    """
    seen = Part("")
    if is_quiet(view.place, view.at):
        keys, params = view.seen.values("pk").query.sql_with_params()
        seen = Part(f"AND c.id IN ({keys})", tuple(params))
    return sql(
        OLDEST if crowded else LINES, NUMBER, place=view.place.pk, crowded=crowded, seen=seen, today=view.day,
        line=LINE, lines=view.at - LINE_STANDS, overdue=view.day - timedelta(days=28), talked_over=TALKED_OVER, talking=TALKING,
        speaks=PROMISER_SPEAKS, replied=REPLYING,
        request=before(view, 26), heard=before(view, 14), barrier=before(view, 90),
    )  # fmt: skip


def before(view: View, days: int) -> datetime:
    return view.at - timedelta(days=days - 1)


def known_then(view: View, then: Then, drawn: Collection[int]) -> list[Known]:
    """The same as at a past day, of snapshots; all that are open of messages that are not drawn one by one."""
    assert view.until is not None  # noqa: S101  # a past day has an end
    settled = (State.CONFIRMED, State.CONFIRMED_OLD, State.PARTLY, State.NOT_DUE, State.WITHDRAWN)
    wanted = {
        one.pk: one
        for one in then.claims
        if one.kind == LINE or one.message in drawn or (one.message and one.state not in settled)
    }
    claims = with_what_they_were(Claim.objects.filter(pk__in=wanted), view.until)
    rows = with_what_was_done(claims, view.until).order_by("put_at", "number")
    known = []
    for row in rows.values_list(*COLUMNS, *WERE):
        told = dict(zip((*COLUMNS, *WERE), row, strict=True))
        one = wanted[told["pk"]]
        told |= as_they_were(told, one, then, view.until) | {
            "message": one.message, "due_on": one.due_on, "claimed_at": one.claimed_at, "stood_at": one.stood_at, "heard_at": one.heard_at,
            "reply_until": one.reply_until, "withdrawn_at": one.put_at if one.withdrawn else None,
        }  # fmt: skip
        known.append(_known(view, told, one.state))
    return known


# What may be changed by an act, beside how a claim stands: who owns a heard promise is its promiser from then on, and may
# put it in other words; whoever takes a barrier owns it.
WERE = ("heard_words", "heard_erased", "heard_by", "named_as", "taken_by")


def with_what_they_were(claims: QuerySet[Claim], until: datetime) -> QuerySet[Claim]:
    turned = Turn.objects.filter(claim=OuterRef("pk")).order_by("position")
    later = turned.filter(verb=TurnVerb.NOT_QUITE, at__gt=until)
    named = Claimant.objects.filter(claim=OuterRef("pk"), member__isnull=False).order_by("pk")
    took = turned.filter(verb=TurnVerb.TOOK, at__lte=until).reverse()
    return claims.annotate(
        heard_words=Subquery(later.values("words__words")[:1]),
        heard_erased=Subquery(later.values("words__erased_at")[:1]),
        heard_by=F("promise__heard_by"),
        named_as=Subquery(named.values("member")[:1]),
        taken_by=Subquery(took.values("organisation")[:1]),
    )


def as_they_were(told: dict[str, Any], one: Snapshot, then: Then, until: datetime) -> dict[str, Any]:
    """The columns of a claim that an act has changed since."""
    were: dict[str, Any] = {"barrier__owner": told["taken_by"]}
    if told["heard_words"] is not None:
        were |= {"sentence__words": told["heard_words"], "sentence__erased_at": told["heard_erased"]}
    if one.claimed_at is None:
        were["step"] = None
        if one.kind == "promise":
            were |= {"put_by": told["heard_by"], "promise__promiser": told["named_as"]}
    if told["due_on"] != one.due_on:
        were["promiser_spoke"] = _spoke(then.turns(one.pk), one.due_on, until)
    return were


def _spoke(turns: Iterable[Turn], due_on: date | None, until: datetime) -> bool:
    """Had its promiser spoken since the date that it had then passed, or said that it was kept?"""
    said = [turn for turn in turns if turn.at <= until]
    if any(turn.verb == TurnVerb.KEPT for turn in said):
        return True
    since = datetime.combine(due_on, time(), UTC) if due_on else None
    return since is not None and any(turn.verb in PROMISER_SPEAKS and turn.at >= since for turn in said)


def _known(view: View, told: dict[str, Any], state: State) -> Known:
    zone = view.place.zone

    def day(moment: datetime | None) -> date | None:
        return day_in(moment, zone) if moment else None

    put_on = day_in(told["put_at"], zone)
    not_due = state == State.NOT_DUE and told["due_on"]
    return Known(
        pk=told["pk"],
        number=told["number"],
        kind=told["kind"],
        message=told["message"],
        sentence=str(Text(words=told["sentence__words"], erased_at=told["sentence__erased_at"])),
        state=state,
        on=told["due_on"] if not_due else day(told["claimed_at"]) or put_on,
        put_on=put_on,
        claimed_on=day(told["claimed_at"]),
        due_on=told["due_on"],
        stood_on=day(told["stood_at"]),
        reply_until=told["reply_until"],
        heard_on=day(told["heard_at"]),
        step=told["step"],
        horizon=told["horizon"],
        asked=told["asked"],
        gone=told["withdrawn_at"] is not None,
        # Of a behaviour the place reads what was said, and not of whom: nobody is named for it, nor sent to talk.
        put_by=None if KINDS[told["kind"]].unnamed else told["put_by"],
        claimant=None if KINDS[told["kind"]].unnamed else told["claimant"],
        claimant_kind=told["claimant_kind"] or "",
        promiser=told["promise__promiser"],
        promiser_spoke=told["promiser_spoke"],
        asked_of=told["request__asked"],
        owner=told["barrier__owner"] or told["barrier__could_remove"],
        talked=told["talked"],
        replied=told["replied"],
        escalated=told["escalated"],
        replaced=told["replaced"],
        awaited=told["awaited"],
    )
