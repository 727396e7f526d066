"""Who may own, accept, move and keep a promise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.models import Claim
from counterpoint.claims.policies import Family, family_of, given_up
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.promises.choices import PromiseState
from counterpoint.promises.models import Promise

GIVEN_UP = "Whoever followed did not inherit this promise, so nobody can move it or say that it was kept."


def speaks_as_promiser(member: Member, promise: Promise, family: Family | None = None) -> bool:
    """The person who promised, or whoever does their work now.

    Where no person did, or they have left, or their organisation became another: anyone who works for the
    organisation that promised, or that succeeded it.
    """
    if promise.promiser_id == member.pk:
        return True
    family = family or family_of(promise.place_id)
    if family.did(member.pk, promise.promiser_id, promise.claim.put_at):
        return True
    house = promise.promiser_organisation
    still_theirs = promise.promiser is not None and promise.promiser.left_at is None
    if house is None or (still_theirs and house.successor_id is None):
        return False
    line = family.became.get(house.pk, frozenset())
    return any(
        one.works and one.until is None and one.organisation_id in line for one in member.memberships.all()
    )


def why_not_own(member: Member, promise: Promise, family: Family | None = None) -> str | None:
    if promise.state not in (PromiseState.HEARD, PromiseState.DISOWNED):
        return "This promise has been owned already."
    if promise.claim.withdrawn_at:
        return "Whoever wrote this down has withdrawn it, so there is nothing to own any more."
    if not speaks_as_promiser(member, promise, family):
        return "Only whoever is said to have promised can say “yes, I said that”."
    return None


def works_for(member: Member, organisation: Organisation) -> bool:
    """For it, or for one that it has followed."""
    theirs = {one.organisation_id for one in member.memberships.all() if one.works and one.until is None}
    family = family_of(organisation.place_id)
    return any(one in family.stands_for.get(organisation.pk, ()) for one in theirs)


def why_not_promise_for(member: Member, promiser: Organisation) -> str | None:
    """A promise in an organisation's name is made by someone who works for it, or for the one that it followed."""
    if works_for(member, promiser):
        return None
    return f"Only someone who works for {promiser.name} can promise in its name. If you heard it promise, say that."


def why_not_hear(member: Member, promiser: Member | None) -> str | None:
    if promiser is not None and promiser.pk == member.pk:
        return "You can’t hear your own promise. Make it instead: then it is yours from the start."
    return None


def why_not_heard_of(
    promiser: Member | None, organisation: Organisation | None, made_to: Sequence[object]
) -> str | None:
    """A heard promise is somebody's, and made to somebody else."""
    if promiser is None and organisation is None:
        return "Say who promised it: a person, an organisation or both."
    if promiser is not None and promiser in made_to:
        return f"{promiser.name} promised it, so it can’t also be made to {promiser.name}."
    return None


def why_not_that_day(due_on: date | None, place: Place, at: datetime) -> str | None:
    if due_on and due_on < day_in(at, place.zone):
        return "That day has passed. Give a day from today on."
    return None


def why_not_ask_promiser(member: Member, promise: Promise) -> str | None:
    """Whoever heard it has its promiser asked; so does a steward or a convenor. Once: asking again is `work`'s."""
    if promise.state != PromiseState.HEARD or promise.claim.withdrawn_at:
        return "There is nobody to ask about this any more."
    if promise.ask_owner_at:
        return "They are being asked about this already."
    if promise.heard_by_id == member.pk or member.steward or member.convenor:
        return None
    return "Only whoever heard this promise can have its promiser asked."


def why_not_respond(member: Member, promise: Promise, family: Family | None = None) -> str | None:
    """Those it was made to accept, decline or ask for something else, until it is answered."""
    claim: Claim = promise.claim
    if promise.state in (PromiseState.HEARD, PromiseState.DISOWNED):
        return "Nobody owns this promise yet."
    if claim.withdrawn_at or claim.spoken:
        return "This promise is past being accepted or declined."
    family = family or family_of(claim.place_id)
    current = (one.organisation_id for one in member.memberships.all() if one.until is None)
    ours = {key for one in current for key in family.stands_for.get(one, ())}
    for one in claim.counterparts.all():
        mine = one.member_id == member.pk or family.answers_for(member.pk, one, claim.of, None)
        if one.must_hear and (mine or one.organisation_id in ours):
            return None
    return "Only those it was made to can accept it or decline it."


def why_not_move(member: Member, promise: Promise, family: Family | None = None) -> str | None:
    if promise.claim.withdrawn_at:
        return "This promise was withdrawn."
    if promise.claim.spoken:
        return "Those it was made to have answered, so its date stays. Make a new promise instead."
    if given_up(promise.claim):
        return GIVEN_UP
    if not speaks_as_promiser(member, promise, family):
        return "Only whoever promised can move the date."
    return None


def why_not_say_kept(member: Member, promise: Promise, family: Family | None = None) -> str | None:
    if promise.state in (PromiseState.HEARD, PromiseState.DISOWNED):
        return "Own the promise first."
    if promise.claim.withdrawn_at:
        return "This promise was withdrawn."
    if promise.said_kept_at:
        return "You have said so. Those it was made to are asked."
    if given_up(promise.claim):
        return GIVEN_UP
    return (
        None
        if speaks_as_promiser(member, promise, family)
        else "Only whoever promised can say that it was kept."
    )
