"""How a record stands, in one sentence that follows on "Now:" or "Nothing has changed yet:"."""

from __future__ import annotations

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.choices import State
from counterpoint.claims.models import Ask, Claim
from counterpoint.claims.policies import Seen, family_of, reads_contest, state_of
from counterpoint.claims.queries.telling import claimants_of
from counterpoint.web.dates import counted, plural
from counterpoint.work.interest import who_spoke
from counterpoint.work.notices.part import Reader

PLAINLY: dict[State, str] = {
    State.HEARD: "nobody has said that it is their promise.",
    State.DISOWNED: "they say that they did not promise it.",
    State.OPEN: "there is no answer to it.",
    State.RAISED: "nobody has taken it on.",
    State.TAKEN: "it is taken on. You are asked when somebody says that it is gone.",
    State.REFUSED: "it stays, and the reason is on the record.",
    State.SAME: "those it stops said that it is the same as another, which is lifted in its stead.",
    State.OFFERED: "it is offered. Those who take part are asked when somebody says what came of it.",
    State.FEW: "too few have answered to say.",
    State.IN_REPLY: "those who know have answered. Everyone can read it after its reply time.",
    State.CONFIRMED: "it is so. Those who would know say yes.",
    State.CONFIRMED_OLD: "it was so when we last asked.",
    State.PARTLY: "it is partly so.",
    State.CONTESTED: "it is not so, say those who would know.",
    State.WITHDRAWN: "it is withdrawn.",
}

# Nobody who would know has been able to change anything yet.
WAITING = frozenset(
    {
        State.HEARD,
        State.OPEN,
        State.RAISED,
        State.OFFERED,
        State.NOT_DUE,
        State.UNANSWERED,
        State.OVERDUE,
        State.FEW,
    }
)


def how_it_stands(reader: Reader, claim: Claim) -> str:
    state = state_for(reader, claim)
    if state == State.NOT_DUE:
        return f"its date is {reader.day(claim.due_on)}. Those who would know are asked then."
    if state in (State.UNANSWERED, State.OVERDUE):
        return _nobody_yet(claim)
    if state == State.TAKEN and claim.barrier.owner:
        return f"{claim.barrier.owner.name} has it. You are asked when they say that it is gone."
    if state == State.OPEN:
        return f"{claim.request.asked.name} has not answered."
    if state == State.HEARD:
        return f"{claimants_of(claim)} has not said that it is their promise."
    if state == State.CONTESTED and claim.reply_until and claim.reply_until >= reader.today:
        return f"{PLAINLY[state]} Only those it concerns read this until {reader.day(claim.reply_until)}."
    return PLAINLY[state]


def _nobody_yet(claim: Claim) -> str:
    asked = Ask.objects.filter(claim=claim).values("counterpart").distinct().count()
    if not asked:
        return "those who would know are asked next."
    if who_spoke(claim):
        return "those who must be heard have not all answered."
    return f"{counted(asked, 'voice')} {plural(asked, 'was', 'were')} asked, and none has spoken."


def state_for(reader: Reader, claim: Claim) -> State:
    """The state as this reader may know it."""
    seen = Seen(
        standing=claim.standing,
        claimed_at=claim.claimed_at,
        due_on=claim.due_on,
        lasts=claim.lasts,
        spoken=claim.spoken,
        heard_at=claim.heard_at,
        reply_until=claim.reply_until,
        withdrawn_at=claim.withdrawn_at,
        before=State(claim.before or State.OPEN),
    )
    told = reads_contest(reader.member, claim, family_of(claim.place_id))
    today = day_in(reader.at, reader.place.zone)
    return state_of(seen, today=today, zone=reader.place.zone, reads_contest=told)
