"""What an heir may inherit, refuse or let die, and what it can't inherit because it was made to it."""

from __future__ import annotations

from datetime import datetime, timedelta

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.choices import TurnVerb
from counterpoint.claims.models import Claim, Counterpart, Turn
from counterpoint.claims.policies.barred import on_whose_side, works_for
from counterpoint.claims.policies.family import Family
from counterpoint.partnership.models import Member, Organisation

type Heir = Organisation | Member

# What binds whoever made it beyond the day: it passes to whoever follows, who says what becomes of it.
BINDS = ("promise", "barrier", "longterm", "carried", "signed", "licence")
DECISIONS = (TurnVerb.INHERITED, TurnVerb.NOT_INHERITED, TurnVerb.LET_DIE)
SILENCE = timedelta(days=28)  # and then it dies, and the record says so

NEEDS_REASON = "Say why you do not inherit it. One line is enough, and everyone here reads it."
NOBODY_LEFT = (
    "Nobody could say whether it was kept: all who could are your own people. Refuse it, and say why."
)


def why_not_decide(
    claim: Claim,
    heir: Heir,
    decision: TurnVerb,
    by: Member | None,
    at: datetime,
    family: Family,
) -> str | None:
    return (
        why_not_decide_for(by, heir, decision, at)
        or _why_not_theirs(claim, heir, family)
        or _why_not_now(claim, heir, decision)
        or (why_not_inherit(claim, heir, at, family) if decision == TurnVerb.INHERITED else None)
    )


def why_not_decide_for(by: Member | None, heir: Heir, decision: TurnVerb, at: datetime) -> str | None:
    """The heir's own people decide; nobody else does, not even a steward. Only silence is `work`'s to write down."""
    if decision not in DECISIONS:
        return "A successor inherits it, refuses it, or lets it die."
    if by is None:
        return None if decision == TurnVerb.LET_DIE else "Only whoever follows can inherit it or refuse it."
    if by.left_at:
        return "You have left this place."
    if isinstance(heir, Member):
        return None if heir.pk == by.pk else f"Only {heir.name} can decide this: they do that work now."
    if heir.pk in works_for(by, {day_in(at, by.place.zone)}):
        return None
    return f"Only somebody who works for {heir.name} can decide what it inherits."


def _why_not_theirs(claim: Claim, heir: Heir, family: Family) -> str | None:
    before = family.before(heir.pk) if isinstance(heir, Member) else family.stands_for.get(heir.pk, ())
    if (isinstance(heir, Organisation) and len(before) < 2) or not before:
        return f"{heir.name} did not follow any other, so there is nothing to inherit."
    if claim.kind not in BINDS:
        return "Only what binds beyond its day passes on: this stays with whoever said it."
    if not passes_to(claim, heir, family):
        return f"This was not promised by anyone whom {heir.name} follows."
    return None


def passes_to(claim: Claim, heir: Heir, family: Family) -> bool:
    """Was it made by one that the heir follows? A barrier is anybody's to take on, so also by one that could lift it."""
    claimants = list(claim.claimants.all())
    if isinstance(heir, Member):
        own = not any(one.organisation_id for one in claimants)
        return own and any(family.did(heir.pk, one.member_id, one.at) for one in claimants)
    if claim.kind == "barrier":
        return True
    before = family.stands_for.get(heir.pk, frozenset()) - {heir.pk}
    return any(one.organisation_id in before for one in claimants)


def _why_not_now(claim: Claim, heir: Heir, decision: TurnVerb) -> str | None:
    if claim.withdrawn_at:
        return "This was withdrawn, so there is nothing to inherit."
    last = decided(claim)
    if last is None or (last.verb == TurnVerb.INHERITED and not decided_by(last, heir)):
        return None
    # What died in silence may still be taken up, or refused with a reason: late is better than never.
    if last.verb == TurnVerb.LET_DIE and last.by_id is None and decision != TurnVerb.LET_DIE:
        return None
    return "This has been decided already."


def decided(claim: Claim) -> Turn | None:
    """The last word of an heir on it."""
    said = [one for one in claim.turns.all() if one.verb in DECISIONS]
    return max(said, key=lambda one: one.position, default=None)


def decided_by(turn: Turn, heir: Heir) -> bool:
    if turn.details.get("heir"):
        return bool(turn.details["heir"] == heir.ref)
    return isinstance(heir, Organisation) and turn.organisation_id == heir.pk


def given_up(claim: Claim) -> bool:
    """Refused by an heir, or let die: nobody moves its date or says that it was kept any more."""
    last = decided(claim)
    return last is not None and last.verb != TurnVerb.INHERITED


def why_not_inherit(claim: Claim, heir: Heir, at: datetime, family: Family) -> str | None:
    """Those it was made to can't be all of those who made it: then nobody could say whether it was kept.

    Where others are to be heard as well, they say it; the heir can't any more.
    """
    if claim.of.raiser_always:
        return None
    must = [one for one in claim.counterparts.all() if one.must_hear and one.counts_from]
    theirs = [one for one in must if is_heirs_own(one, heir, at, family)]
    if not must or len(theirs) < len(must):
        return None
    if any(_is_made_to(one, heir, at, family) for one in theirs):
        you = "you" if isinstance(heir, Member) else heir.name
        return (
            f"This was promised to {you}. Whoever a promise was made to can’t inherit it: "
            "nobody could say whether it was kept. Refuse it, and say why, or let it die."
        )
    return NOBODY_LEFT


def is_heirs_own(one: Counterpart, heir: Heir, at: datetime, family: Family) -> bool:
    """Is it the heir, or one of the heir's own people, who was to be heard?"""
    if _is_made_to(one, heir, at, family):
        return True
    if isinstance(heir, Member) or one.member is None:
        return False
    today = day_in(at, one.member.place.zone)
    return heir.pk in on_whose_side(one.member, {today}, today, family)


def _is_made_to(one: Counterpart, heir: Heir, at: datetime, family: Family) -> bool:
    became = family.became.get(one.organisation_id or 0, frozenset())
    if isinstance(heir, Organisation):
        return heir.pk in became
    today = day_in(at, heir.place.zone)
    if one.member_id == heir.pk or one.member_id in family.before(heir.pk):
        return True
    return bool(became & on_whose_side(heir, {today}, today, family))
