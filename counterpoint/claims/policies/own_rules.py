"""What single kinds ask of whoever puts them, beyond what every claim needs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.numbers import whole
from counterpoint.analysis.standing import Verdict
from counterpoint.claims.choices import Kind
from counterpoint.claims.models import Claim
from counterpoint.claims.policies.barred import works_for
from counterpoint.claims.policies.family import family_of
from counterpoint.partnership.models import Member, Organisation


def why_not_so_long(kind: Kind, sentence: str) -> str | None:
    """Five lines at most for what was sorted outside a meeting: longer than that, it was one."""
    lines = [line for line in sentence.splitlines() if line.strip()]
    if kind.lines and len(lines) > kind.lines:
        return f"That is {len(lines)} lines. Keep it to {kind.lines}: what you agreed, and nothing else."
    return None


def why_not_gains(kind: Kind, claimants: Collection[Organisation], details: Mapping[str, str]) -> str | None:
    """A goal is carried for all by somebody whose own organisation does not gain most by it."""
    most = details.get("gains_most") if "gains_most" in kind.asks else None
    if most is None or not claimants:
        return None
    family = family_of(next(iter(claimants)).place_id)
    ours = {key for one in claimants for key in family.bars.get(one.pk, ())}
    theirs = [one for one in claimants if one.ref == most or _number_in(most, ours, claimants)]
    if not theirs:
        return None
    return (
        f"{theirs[0].name} gains most by this goal, so it is not carried for others. "
        "Ask a leader of another organisation to carry it, or sign it as a shared goal."
    )


def why_not_lifts(kind: Kind, claimants: Collection[Organisation], details: Mapping[str, str]) -> str | None:
    """A rule that was retired may lift a barrier of the same place, by its number."""
    number = details.get("lifts", "") if "lifts" in kind.asks else ""
    if not number or not claimants:
        return None
    place, lifted = next(iter(claimants)).place_id, whole(number)
    here = lifted and Claim.objects.filter(place_id=place, kind="barrier", number=lifted).exists()
    return (
        None if here else f"There is no barrier {number} here. Leave it empty if you don’t know its number."
    )


def _number_in(ref: str, keys: Collection[int], claimants: Collection[Organisation]) -> bool:
    """Is it one of these organisations, by the reference that the ledger uses?"""
    place = next(iter(claimants)).place_id
    number = whole(ref.partition(":")[2])
    return (
        number is not None
        and Organisation.objects.filter(place_id=place, number=number, pk__in=keys).exists()
    )


def why_not_these(
    kind: Kind, claimants: Collection[Organisation], must_hear: Sequence[object], at: datetime
) -> str | None:
    """An account needs two peers from outside; what staff may just do needs staff who say whether they may."""
    family = family_of(next(iter(claimants)).place_id) if claimants else None
    ours = {key for one in claimants for key in (family.bars.get(one.pk, ()) if family else ())}
    own = [one for one in must_hear if _of_ours(one, ours, at)]
    if kind.own_staff and kind.fewest > 1 and len(must_hear) - len(own) < kind.fewest and claimants:
        if kind.fewest == 2:
            return "Name two peers in other organisations. Your own staff may speak too, and are shown apart."
        return (
            f"Name at least {kind.fewest} people in other organisations. "
            "With fewer, each could guess what the others said."
        )
    if "limit" in kind.asks and claimants and not own:
        name = next(iter(claimants)).name
        return f"Name somebody who works for {name}. Only its own staff know whether they may just do it."
    return None


def _of_ours(one: object, ours: Collection[int], at: datetime) -> bool:
    if isinstance(one, Organisation):
        return one.pk in ours
    return isinstance(one, Member) and bool(works_for(one, {day_in(at, one.place.zone)}) & set(ours))


def why_not_without_words(kind: Kind, verdict: Verdict, words: str) -> str | None:
    """Whoever signs a goal writes what they will do for it."""
    if kind.yes_says and verdict == Verdict.YES and not words.strip():
        return kind.yes_says
    return None


def why_not_withdraw_what_is_owed(member: Member, counterparts: Sequence[object]) -> str | None:
    """A debt is not taken back by whoever owes it."""
    if any(getattr(one, "member_id", None) == member.pk for one in counterparts):
        return None
    return "Only the person who is owed can let this go. If it has been paid, they will say so."
