"""What next for a place as a whole: what is missing, and what keeps happening."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import SAYS_NO
from counterpoint.claims.choices import State
from counterpoint.mirror.choices import QUESTIONS, NextRule
from counterpoint.mirror.queries.hearing import QUARTER, Spoken
from counterpoint.mirror.queries.next.shapes import Facts, Next
from counterpoint.mirror.queries.next.singles import NOBODY
from counterpoint.mirror.queries.people import Person
from counterpoint.mirror.queries.sentences import times
from counterpoint.mirror.queries.tallying import FRESH
from counterpoint.partnership.choices import Perspective
from counterpoint.web.dates import day, number_word

OFTEN = 3  # contests between the same two organisations in a quarter
HALF_A_YEAR = timedelta(days=183)


def suggest(
    rule: NextRule, message: int, facts: Facts, who: Person | None, act: str, opens: tuple[str, str], *,
    since: date | None = None, about: str = "",
) -> Next:  # fmt: skip
    name = facts.who.named(who) if who else NOBODY
    return Next(
        rule=rule,
        message=message,
        who=name,
        member=who.member.number if who else None,
        act=act.replace("{who}", f"{name}," if "," in name else name, 1),  # words of people may hold braces
        about=about or facts.row(message),
        opens=opens[0],
        button=opens[1],
        question=QUESTIONS[rule],
        since=since or facts.day,
    )


def nobody_confirms(facts: Facts) -> Next | None:
    """We say that people are at the centre, and nobody who uses services has said that it is so."""
    if not facts.counts[1].claimed or any(
        one.message == 1 and one.lived and one.verdict == "yes" for one in facts.spoken
    ):
        return None
    who = facts.who.someone_who_is(Perspective.VOLUNTARY) or facts.who.convenor()
    three = "three people who use services to say whether it is so, and they are paid for it"
    act = f"{{who}} invites by {facts.by} {three}."
    people = (facts.form("partnership:people"), "Invite them")
    return suggest(NextRule.NOBODY_CONFIRMS, 1, facts, who, act, people)


def keep_contesting(facts: Facts) -> Next | None:
    """The same two organisations contest each other three times or more in a quarter, and have not talked."""
    between: dict[frozenset[int], dict[int, Spoken]] = defaultdict(dict)
    for one in facts.spoken:
        a, b = facts.who.heir(one.claimant), facts.who.heir(one.organisation)
        lately = one.contested_on and facts.day - one.contested_on < QUARTER
        if a and b and a != b and lately and one.message and one.verdict in SAYS_NO and not one.talked:
            between[frozenset((a, b))].setdefault(one.claim, one)
    often = [(len(claims), pair) for pair, claims in between.items() if len(claims) >= OFTEN]
    if not often:
        return None
    number, pair = max(often, key=lambda found: (found[0], sorted(found[1])))
    newest = max(between[pair].values(), key=lambda one: (one.contested_on or one.on, one.claim))
    first, second = sorted(facts.who.called(key) for key in pair)
    often_lately = f"they have contested each other {times(number)} in three months"
    act = f"{{who}} brings {first} and {second} into one room by {facts.by}: {often_lately}."
    opens = (facts.form("claims:reply", "verb=talk", number=newest.number), "Write down that you will talk")
    return suggest(
        NextRule.KEEP_CONTESTING,
        newest.message or 0,
        facts,
        facts.who.convenor(),
        act,
        opens,
        about=facts.record(newest),
    )


def nothing_raised(facts: Facts) -> Next | None:
    """No barrier from the frontline in 60 days: visit, do not send a survey."""
    begun = day_in(facts.place.founded_at, facts.place.zone)
    if facts.day - begun <= FRESH or facts.beside.fresh:
        return None
    who = facts.who.someone_who_is(Perspective.EXECUTIVE) or facts.who.convenor()
    silence = "nobody on the frontline has raised a barrier for 60 days"
    act = f"{{who}} goes by {facts.by} to where the work is done, and asks: {silence}."
    opens = (facts.form("barriers:raise"), "Write down what you hear")
    return suggest(NextRule.NOTHING_RAISED, 9, facts, who, act, opens)


def all_for_now(facts: Facts) -> Next | None:
    """Every open promise is about now."""
    number = facts.beside.promises
    if not number or facts.beside.later:
        return None
    all_of = {1: "the one promise that is open here is", 2: "both promises that are open here are"}.get(
        number, f"all {number_word(number)} promises that are open here are"
    )
    act = f"{{who}} asks by {facts.by} for one promise that looks further ahead: {all_of} about now."
    opens = (facts.form("promises:put", "horizon=future&message=8"), "Make that promise")
    return suggest(NextRule.ALL_FOR_NOW, 8, facts, facts.who.convenor(), act, opens)


def no_contest(facts: Facts) -> Next | None:
    """Half a year old, and nothing was ever contested."""
    begun = day_in(facts.place.founded_at, facts.place.zone)
    claimed = sum(one.claimed for one in facts.counts.values())
    contested = sum(
        tally.number for tally in facts.tallies if tally.state in (State.CONTESTED, State.IN_REPLY)
    )
    if not claimed or contested or facts.day - begun < HALF_A_YEAR:
        return None
    act = f"{{who}} asks in the room by {facts.by}: nothing has been contested here since {day(begun)}. "
    act += "Either all is well, or people do not feel able to say. Which?"
    opens = (facts.form("claims:record"), "See what was claimed")
    return suggest(NextRule.NO_CONTEST, 10, facts, facts.who.convenor(), act, opens)


RULES: tuple[Callable[[Facts], Next | None], ...] = (
    nobody_confirms, keep_contesting, nothing_raised, all_for_now, no_contest,
)  # fmt: skip
