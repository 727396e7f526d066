"""What was done about a claim, from the ledger, each act as a sentence that somebody would say."""

from __future__ import annotations

from counterpoint.analysis.standing import Rule, Standing, Verdict
from counterpoint.claims.choices import MESSAGES, State
from counterpoint.claims.queries.claim_answers import held_from, who_answered
from counterpoint.claims.queries.claim_loading import Loaded
from counterpoint.claims.queries.claim_parts import is_unnamed
from counterpoint.claims.queries.record import SOMEONE
from counterpoint.claims.queries.telling import called, counterpart_called, inside
from counterpoint.ledger.models import Event
from counterpoint.ledger.queries import history_of
from counterpoint.web import dates

# {who} did it, {whom} it was done to, {what} it came to. In the order in which things happen.
SENTENCES: dict[str, str] = {
    "claim.put": "{who} put it on the record.",
    "experiment.ended": "{who} put it on the record, of something that was tried.",
    "experiment.led_to": "{who} said which try led to it.",
    "goal.carried": "{who} put it on the record, of a goal.",
    "goal.signed": "{who} put it on the record, of a goal.",
    "goal.met": "{who} put it on the record, of a goal.",
    "story.because": "{who} put it on the record, because of a story.",
    "promise.put": "{who} promised it.",
    "promise.heard": "{who} wrote it down as heard.",
    "promise.owner_asked": "Whoever is said to have promised it was asked whether they did.",
    "promise.owned": "{who} said: yes, I said that.",
    "promise.disowned": "{who} said: I did not say that.",
    "promise.accepted": "{who} accepted it.",
    "promise.declined": "{who} declined it.",
    "promise.countered": "{who} asked for something else.",
    "promise.moved": "{who} moved its date{what}.",
    "promise.said_kept": "{who} said that it was kept.",
    "request.put": "{who} asked for it.",
    "request.refused": "{who} refused, with a reason.",
    "barrier.raised": "{who} raised it.",
    "barrier.taken": "{who} took it on.",
    "barrier.refused": "{who} said that it stays, and why.",
    "barrier.handed_on": "{who} handed it on, and said why.",
    "barrier.said_gone": "{who} said that it is gone.",
    "barrier.merged": "{who} said that it is the same as another.",
    "barrier.gathered": "{who} said that another is the same.",
    "barrier.stops_me_too": "{who} said: this stops me too.",
    "barrier.escalated": "{who} took it to a programme.",
    "request.escalated": "{who} took it to a programme.",
    "claim.came_back": "Word came back from the programme.",
    "claim.counterpart_added": "{who} added {whom} to those who are asked.",
    "claim.knows_too": "{who} said: I would know too.",
    "claim.adopted": "{who} added {whom}, who had spoken without being asked.",
    "claim.ticket_issued": "{who} gave out a ticket to answer with.",
    "claim.asked_instead": "{whom} is asked instead of someone who could not be reached.",
    "claim.answered": "{who} answered{what}.",
    "claim.counted": "The box was opened and counted{what}.",
    "claim.replied": "{who} replied.",
    "claim.talk": "{who} offered to talk first.",
    "claim.talked": "{who} wrote what came of talking.",
    "claim.message_changed": "{who} changed the message that it speaks to{what}.",
    "claim.owed": "{who} put it on the record, from the offer.",
    "claim.amount_shown": "{who} wishes that everyone can read the amount.",
    "claim.amount_kept": "{who} wishes that only the two sides read the amount.",
    "offer.put": "{who} offered it.",
    "measure.rebase_asked": "{who} asked for a new beginning of the chart.",
    "offer.joined": "{who} takes part.",
    "offer.claimed": "{who} said which step it was.",
    "cards.opened": "{who} gave out cards to those who were there.",
    "cards.more": "{who} said that more were there.",
    "cards.closed": "The cards were closed.",
    "cards.released": "What the cards say was added: five or more at once, in no order.",
    "help.offered": "{who} is in.",
    "help.introduced": "{who} wrote who should talk.",
    "help.came": "{who} said whether help had come.",
    "help.taken_back": "{who} took back an offer of help.",
    "claim.withdrawn": "{who} withdrew it.",
    "claim.inherited": "{who} inherited it.",
    "claim.not_inherited": "{who} did not inherit it.",
    "claim.let_die": "{who} let it die.",
    "words.erased": "Words were erased here. What was done stays.",
}
OF_AN_HEIR = frozenset({"claim.inherited", "claim.not_inherited", "claim.let_die"})
CONTESTED_ONLY = frozenset({"claim.replied", "claim.talk", "claim.talked"})  # they tell of a contest


def history(loaded: Loaded) -> tuple[tuple[str, str], ...]:
    """(when, what), newest first. What was done several times on one day is said once, with how often."""
    names = _names(loaded)
    found: dict[tuple[str, str], int] = {}
    for event in reversed(history_of(loaded.claim.place_id, loaded.claim.ref)):
        later = loaded.until is not None and event.at > loaded.until
        if later or (loaded.held_back and event.verb in CONTESTED_ONLY):
            continue
        line = (dates.day(loaded.day(event.at)), sentence(event, loaded, names))
        found[line] = found.get(line, 0) + 1
    return tuple((when, _times(what, count)) for (when, what), count in found.items())


def _times(what: str, count: int) -> str:
    if count == 1:
        return what
    times = "twice" if count == 2 else f"{dates.number_word(count)} times"
    return f"{what.removesuffix('.')}, {times}."


def sentence(event: Event, loaded: Loaded, names: dict[str, str]) -> str:
    if event.verb == "claim.let_die" and event.actor == "system":
        return "Nobody said for 28 days whether it still holds, so it died."
    template = SENTENCES.get(event.verb, "{who} did something that this page has no words for.")
    said = template.format(
        who=_who(event, loaded, names), whom=_whom(event, loaded), what=_what(event, loaded)
    )
    return said[:1].upper() + said[1:]


def _names(loaded: Loaded) -> dict[str, str]:
    """What everyone is called who could have acted, by reference: nobody is read a second time."""
    found = {one.by.ref: called(one.by) for one in loaded.turns if one.by}
    for counterpart in loaded.counterparts:
        for someone in (counterpart.added_by, counterpart.adopted_by):
            if someone and someone.signs:
                found[someone.ref] = someone.name
        if counterpart.member:
            found[counterpart.member.ref] = counterpart_called(counterpart)
        if counterpart.organisation:
            found[counterpart.organisation.ref] = counterpart.organisation.name
    for answer in loaded.answers:
        if answer.member:
            found[answer.member.ref] = called(answer.member, answer.perspective)
    return found | _whoever_put_it(loaded) | {loaded.reader.ref: called(loaded.reader)}


def _whoever_put_it(loaded: Loaded) -> dict[str, str]:
    claim = loaded.claim
    if claim.put_by is None:
        return {}
    unnamed = is_unnamed(claim, loaded.reader)
    return {claim.put_by.ref: SOMEONE if unnamed else called(claim.put_by, claim.put_as)}


def _who(event: Event, loaded: Loaded, names: dict[str, str]) -> str:
    if event.verb == "claim.answered":
        answer = next((one for one in loaded.answers if one.position == event.facts.get("answer")), None)
        return who_answered(loaded, answer) if answer else "someone"
    heir = next((one.organisation for one in loaded.turns if event.verb == f"claim.{one.verb}"), None)
    if event.verb in OF_AN_HEIR and heir:
        return heir.name
    if event.actor == "ticket":
        return "someone with a ticket"
    if event.actor == "system":
        return "Counterpoint"
    return names.get(event.actor, "someone")


def _whom(event: Event, loaded: Loaded) -> str:
    """The counterpart that the act was about, by its position."""
    named = event.facts.get("named") or [{}]
    position = event.facts.get("position") or named[0].get("position")
    one = next((one for one in loaded.counterparts if one.position == position), None)
    return counterpart_called(one) if one else "someone"


def _what(event: Event, loaded: Loaded) -> str:
    facts = event.facts
    if event.verb == "promise.moved" and facts.get("now"):
        return f" to {_written(str(facts['now']))}"
    if event.verb == "claim.message_changed":
        now = facts.get("now")
        return f", to {now} {MESSAGES[now]}" if now in MESSAGES else ", to none"
    if event.verb == "claim.counted":
        return "" if loaded.held_back else f": {_standing(facts, loaded)}"
    if event.verb != "claim.answered" or _held(event, loaded):
        return ""
    said = (
        ""
        if loaded.claim.of.rule == Rule.STEPS
        else f": {inside(loaded.claim.of.says(Verdict(facts['verdict'])))}"
    )
    changed = facts.get("before") != facts.get("standing")
    return f"{said}. The record now says “{_standing(facts, loaded)}”" if changed else said


def _held(event: Event, loaded: Loaded) -> bool:
    answer = next((one for one in loaded.answers if one.position == event.facts.get("answer")), None)
    return answer is None or held_from(loaded, answer, loaded.heard.matched.get(answer.pk))


def _standing(facts: dict[str, object], loaded: Loaded) -> str:
    return loaded.claim.of.state(State(Standing(str(facts["standing"])).value))


def _written(day: str) -> str:
    year, month, number = (int(part) for part in day.split("-"))
    return f"{number} {dates.MONTHS[month - 1]} {year}"
