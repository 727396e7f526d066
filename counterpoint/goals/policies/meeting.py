"""When it may be said that a goal is carried, shared or met."""

from __future__ import annotations

from collections.abc import Sequence

from counterpoint.claims.choices import State
from counterpoint.partnership.choices import OrganisationKind, Perspective
from counterpoint.partnership.models import Member, Organisation

# Of each kind: the verb of the ledger, and where the goal keeps it.
VERBS = {"carried": "goal.carried", "signed": "goal.signed", "met": "goal.met"}
COLUMNS = {"carried": "carried", "signed": "shared", "met": "met"}
SAID = {
    "carried": "Somebody says already that they carry this goal. It can be said again if that is withdrawn or contested.",
    "signed": "This goal was put to be signed already. It can be put again if that is withdrawn or contested.",
    "met": "It was said already that this goal is met. It can be said again if that is withdrawn or contested.",
}


def why_not_say_of(kind: str, before: State | None) -> str | None:
    """Once, unless it was taken back or did not hold. `before`: how the last one stands for everybody: a contest that
    waits for its reply is not said over, for then nobody would read it here."""
    return None if before in (None, State.WITHDRAWN, State.CONTESTED) else SAID[kind]


def why_not_both_sides(kind: str, claimants: Sequence[Organisation], named: Sequence[object]) -> str | None:
    """A goal is shared only when both sign it: somebody from here, and somebody national or regional."""
    if kind != "signed" or not named:
        return None
    signers = [*claimants, *named]
    if not any(_is_national(one) for one in signers):
        return "Name a national or regional body as well. A goal is shared when both sides sign it."
    if all(_is_national(one) for one in signers):
        return "Name somebody from here as well. A goal is shared when both sides sign it."
    return None


def _is_national(one: object) -> bool:
    if isinstance(one, Organisation):
        return one.kind == OrganisationKind.NATIONAL
    if isinstance(one, Member):
        return any(each.perspective == Perspective.NATIONAL for each in one.standpoints.all())
    return one == Perspective.NATIONAL
