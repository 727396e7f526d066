"""What it takes: which lines have a promise, and which are nobody's."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.choices import State
from counterpoint.claims.models import Claim
from counterpoint.claims.policies import Seen, state_of
from counterpoint.goals.models import Goal, Need
from counterpoint.goals.policies.choosing import MOST_MATTERS
from counterpoint.partnership.models import Matter, Member, Place

MOST_NEEDS = 30

# A promise in one of these states does not carry the line any more, or not yet: why, as the page says it.
NOBODYS_AGAIN: dict[State, str] = {
    State.CONTESTED: "It was promised. Those it was made to say that the promise was not kept.",
    State.WITHDRAWN: "It was promised, and the promise was taken back.",
    State.HEARD: "A promise was heard. Whoever made it has not owned it yet.",
    State.DISOWNED: "A promise was heard. Whoever was to have made it says: I did not say that.",
}
BROKEN = frozenset(NOBODYS_AGAIN) - {State.HEARD}  # what is heard may yet be owned: then the line is promised
KEPT = (State.CONFIRMED, State.CONFIRMED_OLD)


def everybodys_state(claim: Claim, place: Place, at: datetime) -> State:
    """How it stands for the whole place: what a goal says, it says to everyone in the same words.

    A contest in its reply time reads as answered, also to its parties: they read it on the promise's own page.
    """
    seen = Seen(
        standing=claim.standing, claimed_at=claim.claimed_at, due_on=claim.due_on, lasts=claim.lasts,
        spoken=claim.spoken, heard_at=claim.heard_at, reply_until=claim.reply_until,
        withdrawn_at=claim.withdrawn_at, before=State(claim.before or State.OPEN),
    )  # fmt: skip
    return state_of(seen, today=day_in(at, place.zone), zone=place.zone, reads_contest=False)


def is_nobodys(state: State | None) -> bool:
    """A line with no promise, or with one that was broken, taken back or never owned."""
    return state is None or state in NOBODYS_AGAIN


def why_not_one_more(words: str, lines: Sequence[Need]) -> str | None:
    standing = [one for one in lines if one.ended_at is None]
    if len(standing) >= MOST_NEEDS:
        return f"There are {MOST_NEEDS} lines already. What is the goal without? End a line first."
    if any(str(one.words).casefold() == words.casefold() for one in standing):
        return "This is on the list already."
    return None


def why_not_promise(need: Need, promise: Claim, at: datetime) -> str | None:
    if need.ended_at:
        return "This is not needed any more, so it needs no promise."
    if promise.kind != "promise":
        return (
            "Only a promise can be tied to a line of what it takes. Say of the rest that it serves the goal."
        )
    if need.promise_id == promise.pk:
        return "This promise is tied to this line already."
    if everybodys_state(promise, need.goal.place, at) in BROKEN:
        return "That promise was taken back, not kept, or nobody owns it. Tie one that holds."
    if need.promise and not is_nobodys(everybodys_state(need.promise, need.goal.place, at)):
        return "This is promised already. If more is promised for it, say that it serves the goal."
    return None


def why_not_end(need: Need, by: Member) -> str | None:
    """Whoever wrote a line ends it, or a steward: nobody strikes out what another says is needed."""
    if need.ended_at:
        return "This was taken off the list already."
    if by.pk != need.by_id and not by.steward:
        return "Only whoever wrote this line, or a steward, can take it off the list."
    return None


def why_not_serve(goal: Goal, claim: Claim, *, tied: bool) -> str | None:
    if claim.withdrawn_at:
        return "That was withdrawn, so it serves nothing."
    if tied:
        return "This is tied to the goal already."
    if claim.pk in (goal.carried_id, goal.shared_id, goal.met_id):
        return "That is about the goal itself, and stands on its page already."
    return None


def why_not_matter(matter: Matter, tied: Collection[int]) -> str | None:
    if matter.ended_at:
        return "That statement is not asked about any more. Choose one that is."
    if matter.pk in tied:
        return "This is tied to the goal already."
    if len(tied) >= MOST_MATTERS:
        return f"A goal is about {MOST_MATTERS} statements at most. More would be about everything."
    return None
