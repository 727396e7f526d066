"""What next for a single claim. Each rule is a function of the claim and the facts; None where it does not hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from statistics import median

from counterpoint.analysis.calendar import working_days_between
from counterpoint.analysis.standing import FEWEST, SAYS_NO, STEPS_SHORT
from counterpoint.claims.choices import State, kind_of
from counterpoint.mirror.choices import QUESTIONS, NextRule
from counterpoint.mirror.queries.knowing import Known
from counterpoint.mirror.queries.next.shapes import Facts, Next, short
from counterpoint.mirror.queries.people import Person
from counterpoint.partnership.choices import OrganisationKind, Perspective
from counterpoint.web.dates import counted, day, listed

OVERDUE_DAYS = 28
OPEN_DAYS = 90
HEARD_DAYS = 14
SILENT_WORKING_DAYS = 20
SILENT = (State.UNANSWERED, State.OVERDUE)
NOBODY = "Somebody"


def suggest(
    rule: NextRule,
    one: Known,
    facts: Facts,
    who: Person | None,
    act: str,
    opens: tuple[str, str],
    instead: str = "",
) -> Next:
    """`{who}` in the act is whoever does it; `instead` is said where nobody is known who could."""
    name = facts.who.named(who) if who else instead or NOBODY
    return Next(
        rule=rule,
        message=one.message or 0,
        who=name,
        member=who.member.number if who else None,
        act=act.replace("{who}", f"{name}," if "," in name else name, 1),  # words of people may hold braces
        about=facts.record(one),
        opens=opens[0],
        button=opens[1],
        question=QUESTIONS[rule],
        since=one.stood_on or one.due_on or one.put_on,
    )


def claimants_person(one: Known, facts: Facts) -> Person | None:
    """Who speaks for what is claimed: whoever promised or put it, or does their work now; else whoever is asked there.

    A barrier is put by whoever it stops, and a request by its asker: they are the other side, wherever they work.
    """
    other_side = one.put_by if kind_of(one.kind).raiser_always else None
    heir = facts.who.heir(one.claimant)
    for key in (one.promiser, None if other_side else one.put_by):
        person = facts.who.whoever_now(key)
        if person and (key == one.promiser or heir is None or heir in person.organisations):
            return person
    return facts.who.someone_from(one.claimant, (Perspective.EXECUTIVE,), but=other_side)


def promiser_silent(one: Known, facts: Facts) -> Next | None:
    """A promise more than 28 days overdue, and nothing heard from whoever made it: phone, do not write."""
    if one.kind != "promise" or one.state != State.OVERDUE or one.promiser_spoke or one.due_on is None:
        return None
    if facts.day - one.due_on <= timedelta(days=OVERDUE_DAYS):
        return None
    promiser = claimants_person(one, facts)
    name = facts.who.named(promiser) if promiser else facts.who.called(one.claimant)
    opens = facts.reach(promiser, "A promise", f"You promised: {one.sentence}", facts.record(one), ring=True)
    since = f"was due on {day(one.due_on)}, and nothing was said since"
    whom = f"{name}," if "," in name else name
    act = f"{{who}} rings {whom} by {facts.by}: {short(one.sentence)} {since}."
    return suggest(NextRule.PROMISER_SILENT, one, facts, facts.who.convenor(), act, opens)


def talk_first(one: Known, facts: Facts) -> Next | None:
    """A contest whose reply time is over, and nobody has offered to talk."""
    if one.state != State.CONTESTED or one.gone or one.talked or one.kind == "coproduced":
        return None
    if one.reply_until is None or one.reply_until >= facts.day:
        return None
    form = facts.form("claims:reply", "verb=talk", number=one.number)
    who_says_no = {
        said.organisation for said in facts.spoken if said.claim == one.pk and said.verdict in SAYS_NO
    }
    ours = {one.claimant, facts.who.heir(one.claimant)}  # nobody offers to talk with their own organisation
    names = sorted(name for name in map(facts.who.called, who_says_no - ours) if name)
    whoever = "whoever raised it" if who_says_no & ours else ""
    them = f" with {listed(names) or whoever}" if names or whoever else ""
    act = f"{{who}} offers to talk{them} about {short(one.sentence)}, by {facts.by}."
    return suggest(
        NextRule.TALK_FIRST, one, facts, claimants_person(one, facts), act, (form, "Offer to talk")
    )


def national_silent(one: Known, facts: Facts) -> Next | None:
    """A national body's promise on which nobody who would know has been heard: find a named human."""
    if one.kind != "promise" or one.state not in SILENT or one.claimant_kind != OrganisationKind.NATIONAL:
        return None
    lead = facts.who.someone_from(one.claimant, (Perspective.NATIONAL,))
    words = f"You promised us: {one.sentence}\n\nWho in your building can say yes, by name?"
    opens = facts.reach(lead, "Who can say yes in your building?", words, facts.record(one))
    body = facts.who.called(facts.who.heir(one.claimant))
    act = f"{{who}} names by {facts.by} a person at {body} who can say yes to {short(one.sentence)}."
    return suggest(NextRule.NATIONAL_SILENT, one, facts, lead, act, opens, instead=body)


def request_silent(one: Known, facts: Facts) -> Next | None:
    """A request that has met silence for more than 20 working days."""
    if one.kind != "request" or one.state != State.OPEN:
        return None
    if working_days_between(one.put_on, facts.day, facts.place.nation) <= SILENT_WORKING_DAYS:
        return None
    who = facts.who.someone_from(one.asked_of or one.claimant, (Perspective.EXECUTIVE,))
    act = f"{{who}} answers {short(one.sentence)}, asked for on {day(one.put_on)}: with a promise, or a reason why not."
    opens = (facts.record(one), "Answer it")
    return suggest(
        NextRule.REQUEST_SILENT, one, facts, who, act, opens, instead=facts.who.called(one.asked_of)
    )


def heard_unowned(one: Known, facts: Facts) -> Next | None:
    """A promise that somebody heard, and that nobody has owned or disowned for a fortnight."""
    if one.state != State.HEARD or facts.day - one.put_on <= timedelta(days=HEARD_DAYS):
        return None
    heard = f"{short(one.sentence)}, heard on {day(one.put_on)},"
    act = f"{{who}} says by {facts.by} whether {heard} is theirs: yes, not quite, or no."
    promiser = claimants_person(one, facts) if one.promiser else facts.who.someone_from(one.claimant)
    opens = facts.reach(
        promiser, "Did you promise this?", f"We heard you promise: {one.sentence}", facts.record(one)
    )
    return suggest(
        NextRule.HEARD_UNOWNED, one, facts, promiser, act, opens, instead=facts.who.called(one.claimant)
    )


def whoever_now(one: Known, facts: Facts) -> Next | None:
    """Asked twice and not answered: whoever does that work now is asked."""
    if one.state not in SILENT or one.asked < 2 or one.replaced:
        return None
    awaited = facts.who.people.get(one.awaited or 0)
    name = facts.who.named(awaited) if awaited else "whoever was asked"
    form = facts.form("claims:add", number=one.number)
    times = counted(one.asked, "time") if one.asked > 2 else "twice"
    act = f"{{who}} finds by {facts.by} who does that work now: {name} was asked {times} about {short(one.sentence)}."
    return suggest(NextRule.WHOEVER_NOW, one, facts, facts.who.convenor(), act, (form, "Name somebody"))


def steps_apart(one: Known, facts: Facts) -> Next | None:
    """Called co-production two steps or more above where those who took part put it."""
    if (
        one.kind != "coproduced"
        or one.state != State.CONTESTED
        or one.gone
        or one.replied
        or one.step is None
    ):
        return None
    middle = middle_step(one, facts)
    if middle is not None and one.step - middle < STEPS_SHORT:
        return None
    where = f" step {middle:g}," if middle is not None else " the step"
    still_open = f"which decision about {short(one.sentence)} is still open"
    act = f"{{who}} says by {facts.by} {still_open}, or puts it at{where} where people put it."
    form = facts.form("claims:reply", number=one.number)
    return suggest(NextRule.STEPS_APART, one, facts, claimants_person(one, facts), act, (form, "Reply"))


def middle_step(one: Known, facts: Facts) -> float | None:
    """The median of the steps that people chose, where five or more did: with fewer it is nobody's to know."""
    steps = [
        said.step
        for said in facts.spoken
        if said.claim == one.pk and said.step is not None and said.must_hear
    ]
    return median(steps) if len(steps) >= FEWEST else None


def barrier_open(one: Known, facts: Facts) -> Next | None:
    """A barrier that has stood for more than 90 days: escalate to a named executive, or publish the reason."""
    if one.state not in (State.RAISED, State.TAKEN) or facts.day - one.put_on <= timedelta(days=OPEN_DAYS):
        return None
    who = facts.who.someone_from(one.owner, (Perspective.EXECUTIVE,)) if one.owner else facts.who.convenor()
    does = (
        f"lifts {short(one.sentence)}, or says in public why it stays"
        if one.owner
        else f"finds who could lift {short(one.sentence)}"
    )
    opens = facts.reach(
        who, "A barrier", f"What would it take to lift this? {one.sentence}", facts.record(one)
    )
    # Whoever has taken it on, or a steward, is offered it on the record.
    further = " If nobody here can, it can be taken to the programme." if facts.has_programme else ""
    act = f"{{who}} {does}: it has stood since {day(one.put_on)}.{'' if one.escalated else further}"
    return suggest(NextRule.BARRIER_OPEN, one, facts, who, act, opens, instead=facts.who.called(one.owner))


RULES: tuple[Callable[[Known, Facts], Next | None], ...] = (
    promiser_silent, talk_first, national_silent, request_silent, heard_unowned, whoever_now, steps_apart, barrier_open,
)  # fmt: skip
