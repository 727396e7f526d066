"""What follows from each verb of the ledger: one table, and a line a verb.

Work reads a place's ledger from its cursor and writes down who is to hear what. The same event read twice gives
the same keys, so a crash between an event and its notices repeats, and never doubles, them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from counterpoint.claims.models import Claim
from counterpoint.hour.models import Hour
from counterpoint.hour.queries import taken_home
from counterpoint.ledger.models import Event
from counterpoint.partnership.models import Member, Place
from counterpoint.promises.models import Promise
from counterpoint.work import hours, interest, of_goals, of_stories
from counterpoint.work.choices import NoticeKind
from counterpoint.work.drafts import Draft, Follows


def ask(place: Place, event: Event, claim: Claim | None) -> list[Draft]:
    """One event, one question or digest of questions."""
    member = interest.member_of_ref(place, event.subject)
    return _drafts(place, event, NoticeKind.ASK, [member] if member else [], at_once=True)


def ask_the_promiser(place: Place, event: Event, claim: Claim | None) -> list[Draft]:
    """ "Did you say this?", to whoever is said to have promised, or to who is asked for their organisation."""
    promise = Promise.objects.select_related("promiser_organisation__place").filter(claim=claim).first()
    if promise is None or promise.ask_owner_at is None:
        return []  # one from an old list waits until somebody chooses to ask about it
    people = interest.whoever_now(place, [promise.promiser_id])
    if not people and promise.promiser_organisation:
        people = interest.asked_people(promise.promiser_organisation)
    return _drafts(
        place, event, NoticeKind.OWNER, people, at_once=True, claim=claim, key=f"owner:{event.subject}"
    )


def contest_to_the_claimants(place: Place, event: Event, claim: Claim | None) -> list[Draft]:
    """The parties hear of a contest at once: no chief executive reads it first in somebody else's report."""
    if claim is None or not _has_become(event, "contested"):
        return []
    people = interest.whoever_now(place, interest.who_answers_for_it(claim) - {_actor_key(place, event)})
    return _drafts(place, event, NoticeKind.CONTEST, people, at_once=True, claim=claim)


def request_to_the_asked(place: Place, event: Event, claim: Claim | None) -> list[Draft]:
    if claim is None or not hasattr(claim, "request"):
        return []
    return _drafts(
        place,
        event,
        NoticeKind.REQUEST,
        interest.asked_people(claim.request.asked),
        at_once=True,
        claim=claim,
    )


def barrier_to_who_could_remove_it(place: Place, event: Event, claim: Claim | None) -> list[Draft]:
    """Where the raiser may work for them, stewards elsewhere have it for two working days first (docs/adr/0007)."""
    if claim is None or claim.barrier.could_remove is None:
        return []
    people = interest.asked_people(claim.barrier.could_remove)
    drafts = _drafts(place, event, NoticeKind.REQUEST, people, at_once=True, claim=claim)
    first = interest.who_reads_a_barrier_first(claim)
    if not first:
        return drafts
    later = hours.after_working_days(place, event.at, interest.ALONE)
    told_first = _drafts(place, event, NoticeKind.REQUEST, first, at_once=True, claim=claim)
    return [*told_first, *(replace(one, send_after=later) for one in drafts)]


def news_to_the_actor(place: Place, event: Event, claim: Claim | None) -> list[Draft]:
    """Within two days everyone hears what their act changed, be it that nothing has changed yet."""
    actor = interest.member_of_ref(place, str(event.facts.get("voice", event.actor)))
    return _drafts(place, event, NoticeKind.NEWS, [actor] if actor and claim else [], claim=claim)


def news_to_who_heard_it(place: Place, event: Event, claim: Claim | None) -> list[Draft]:
    """Not for a promise from an old list, which nobody is asked about: whoever brought in fifty knows it."""
    asked = claim is not None and claim.promise.ask_owner_at is not None
    return news_to_the_actor(place, event, claim) if asked else []


def news_to_those_it_concerns(place: Place, event: Event, claim: Claim | None) -> list[Draft]:
    """Whoever began it, or has spoken on it, hears what somebody else did about it."""
    if claim is None:
        return []
    people = interest.still_here(place, interest.who_began_it(claim) | interest.who_spoke(claim))
    return _drafts(place, event, NoticeKind.NEWS, people, claim=claim)


def news_of_standing(place: Place, event: Event, claim: Claim | None) -> list[Draft]:
    """Again whenever the standing of something changes that they spoke on."""
    if claim is None or event.facts.get("before") == event.facts.get("standing"):
        return []
    people = interest.still_here(place, interest.who_may_hear_how_it_stands(claim))
    told_at_once = interest.who_answers_for_it(claim) if _has_become(event, "contested") else set()
    return _drafts(
        place, event, NoticeKind.NEWS, [one for one in people if one.pk not in told_at_once], claim=claim
    )


def news_of_the_box(place: Place, event: Event, claim: Claim | None) -> list[Draft]:
    """Everybody whose answer lay in the box hears what was counted, whatever it came to."""
    if claim is None:
        return []
    people = interest.still_here(place, interest.who_spoke(claim) | interest.who_began_it(claim))
    return _drafts(place, event, NoticeKind.NEWS, people, claim=claim)


def news_of_the_answer_to_a_request(place: Place, event: Event, claim: Claim | None) -> list[Draft]:
    """A promise that answers a request: the asker hears of it on the request's own record."""
    asked_for = interest.claim_of_ref(place, str(event.facts.get("answers", "")))
    return news_to_those_it_concerns(place, event, asked_for)


def copy_to_who_could_agree(place: Place, event: Event, claim: Claim | None) -> list[Draft]:
    """Somebody asks for a copy of the whole place: to the stewards of other organisations, who have seven days."""
    asker = interest.member_of_ref(place, event.actor)
    people = interest.stewards_apart_from(asker) if asker else []
    return _drafts(place, event, NoticeKind.EXPORT, people, at_once=True)


def copy_to_who_asked_for_it(place: Place, event: Event, claim: Claim | None) -> list[Draft]:
    """It is agreed, and can be taken for a day."""
    export = interest.export_of(place, event)
    people = interest.still_here(place, [export.asked_by_id]) if export else []
    return _drafts(place, event, NoticeKind.EXPORT, people, at_once=True)


def copy_to_the_other_stewards(place: Place, event: Event, claim: Claim | None) -> list[Draft]:
    """No copy of everything goes out unseen."""
    people = [one for one in interest.stewards(place) if one.ref != event.actor]
    return _drafts(place, event, NoticeKind.EXPORT, people, at_once=True)


def help_to_those_it_concerns(place: Place, event: Event, claim: Claim | None) -> list[Draft]:
    """Somebody is in: to whoever put the record, and to those who answer for it."""
    if claim is None:
        return []
    people = interest.who_began_it(claim) | interest.who_answers_for_it(claim)
    return _help(place, event, claim, interest.still_here(place, people - {_actor_key(place, event)}))


def help_to_the_two(place: Place, event: Event, claim: Claim | None) -> list[Draft]:
    two = [interest.member_of_ref(place, ref) for ref in event.facts.get("two", ())]
    return _help(place, event, claim, [one for one in two if one]) if claim else []


def help_to_who_offered_it(place: Place, event: Event, claim: Claim | None) -> list[Draft]:
    by = interest.member_of_ref(place, str(event.facts.get("offered_by", "")))
    return _help(place, event, claim, [by] if by else []) if claim else []


def _help(place: Place, event: Event, claim: Claim, people: Iterable[Member]) -> list[Draft]:
    found = _drafts(place, event, NoticeKind.HELP, people, claim=claim)
    help = int(event.facts["help"])
    return [replace(one, about={**one.about, "help": help}) for one in found]


def handover_to_whoever_follows(place: Place, event: Event, claim: Claim | None) -> list[Draft]:
    """What is under way, and what there is to decide: to whoever does that work from now on."""
    of, _, number = event.subject.partition(":")
    about: dict[str, int | str] = {"seq": event.seq, "of": of, "number": int(number)}
    found = _drafts(
        place, event, NoticeKind.HANDOVER, interest.heirs_of_ref(place, event.subject), at_once=True
    )
    return [replace(one, about=about) for one in found]


def hour_to_each(place: Place, event: Event, claim: Claim | None) -> list[Draft]:
    """To everybody of whom something was promised in it, or to whom: each gets only their own."""
    hour = Hour.objects.filter(place=place, number=int(event.facts["hour"])).first()
    if hour is None:
        return []
    people = [one for one in interest.everybody(place) if taken_home(hour, one)]
    found = _drafts(place, event, NoticeKind.HOUR, people, at_once=True)
    return [replace(one, about={**one.about, "hour": hour.number}) for one in found]


def long_term_choices_again(place: Place, event: Event, claim: Claim | None) -> list[Draft]:
    """A chart of pressure got worse: whoever protected something is asked, once for each such signal."""
    found = []
    for ref in event.facts.get("asks_again", ()):
        one = interest.claim_of_ref(place, ref)
        if one is not None:
            people = interest.still_here(place, [one.put_by_id])
            found += _drafts(place, event, NoticeKind.AGAIN, people, claim=one)
    return found


ACTED = (news_to_the_actor,)
TOLD = (news_to_the_actor, news_to_those_it_concerns)
ANSWERED = (contest_to_the_claimants, news_to_the_actor, news_of_standing)

REACTIONS: dict[str, tuple[Follows, ...]] = {
    **of_goals.REACTIONS,
    **of_stories.REACTIONS,
    "member.asked": (ask,),
    "promise.put": (*ACTED, news_of_the_answer_to_a_request),
    "promise.heard": (ask_the_promiser, news_to_who_heard_it),
    "promise.owner_asked": (ask_the_promiser,),
    "promise.owned": TOLD,
    "promise.disowned": TOLD,
    "promise.accepted": TOLD,
    "promise.declined": TOLD,
    "promise.countered": TOLD,
    "promise.moved": TOLD,
    "promise.said_kept": TOLD,
    "request.put": (request_to_the_asked, *ACTED),
    "request.refused": TOLD,
    "barrier.raised": (barrier_to_who_could_remove_it, *ACTED),
    "barrier.taken": TOLD,
    "barrier.refused": TOLD,
    "barrier.handed_on": (barrier_to_who_could_remove_it, *TOLD),
    "barrier.said_gone": TOLD,
    "barrier.gathered": TOLD,
    "barrier.stops_me_too": TOLD,
    "barrier.escalated": TOLD,
    "request.escalated": TOLD,
    "claim.came_back": TOLD,
    "claim.put": ACTED,
    "experiment.ended": ACTED,
    "goal.carried": ACTED,
    "goal.met": ACTED,
    "goal.signed": ACTED,
    "claim.answered": ANSWERED,
    "claim.counted": (contest_to_the_claimants, news_of_the_box),
    "cards.released": (contest_to_the_claimants, news_of_the_box),
    "claim.knows_too": ACTED,
    "claim.adopted": (news_to_the_actor, news_of_standing),
    "claim.amount_shown": TOLD,
    "claim.amount_kept": TOLD,
    "offer.put": ACTED,
    "offer.joined": ACTED,
    "offer.claimed": ACTED,
    "measure.read": (long_term_choices_again,),
    "measure.rebase_asked": ACTED,
    "claim.withdrawn": TOLD,
    "claim.replied": TOLD,
    "claim.talk": TOLD,
    "claim.talked": TOLD,
    "claim.inherited": TOLD,
    "claim.not_inherited": TOLD,
    "claim.let_die": TOLD,
    "hour.ended": (hour_to_each,),
    "help.offered": (help_to_those_it_concerns, news_to_the_actor),
    "help.introduced": (help_to_the_two, news_to_the_actor),
    "help.came": (help_to_who_offered_it,),
    "member.succeeded": (handover_to_whoever_follows,),
    "organisation.succeeded": (handover_to_whoever_follows,),
    "export.asked": (copy_to_who_could_agree,),
    "export.agreed": (copy_to_who_asked_for_it,),
    "export.taken": (copy_to_the_other_stewards,),
}

# Acts after which nobody is written to, and why.
NOTHING_FOLLOWS: dict[str, str] = {
    **of_stories.NOTHING_FOLLOWS,
    "goal.framed": "it stands beside the others on the goal’s own page",
    "goal.matters": "it stands on the goal’s own page",
    "goal.need_ended": "it stands on the goal’s own page",
    "goal.needs": "it stands first on the goal, and on the hour together, until somebody promises it",
    "goal.promised": "whoever promised was told of it when they did",
    "goal.served": "it stands on the goal’s own page",
    "goal.chosen": "it stands on the page of goals; whoever is to promise something for it is asked by name",
    "cards.closed": "what stands on them is told when it is shown",
    "cards.more": "the cards are in the hands of those who were there",
    "cards.opened": "the cards are in the hands of those who were there",
    "claim.owed": "whoever is owed is asked on the day; the offer told them what it would be",
    "hour.begun": "people are in the room",
    "help.taken_back": "the record shows it to those who look for it",
    "barrier.merged": "everyone whom it stops is told on the record of the one that is left",
    "experiment.begun": "it stands on its own page; nobody is asked until it is decided",
    "experiment.changed": "it stands on its own page; nobody is asked until it is decided",
    "experiment.happened": "it stands on its own page; nobody is asked until it is decided",
    "experiment.led_to": "it stands on both pages",
    "experiment.put": "it stands on its own page; nobody is asked until it is decided",
    "experiment.serves": "it stands on both pages",
    "experiment.studied": "it stands on its own page; nobody is asked until it is decided",
    "claim.asked_instead": "whoever is asked instead is asked, in their turn",
    "claim.counterpart_added": "they are asked, in their turn",
    "claim.ticket_issued": "the ticket is in the hands of whoever was given it",
    "claim.message_changed": "it changes no standing",
    "export.mine": "they have it in their hands",
    "export.organisation": "they have it in their hands, and could read all of it before",
    "words.erased": "whoever took words back wants no letter about them",
    "words.erased_again": "whoever took words back wants no letter about them",
    "member.added": "a letter is a question or an answer, never a welcome",
    "member.appointed": "they see it when they come in",
    "member.corrected": "they see it when they come in",
    "member.joined": "they see it when they come in",
    "member.left": "nobody writes to somebody who has left",
    "member.left_organisation": "they see it when they come in",
    "organisation.added": "its people are asked, in their turn",
    "programme.grouped": "it changes a picture, and no record",
    "programme.joined": "the steward who joined did it on a page that says so",
    "sharing.answered_by": "they see it when they come in",
    "sharing.chosen": "the steward who chose did it on a page that says so",
    "sharing.joined": "the steward who joined did it on a page that says so",
    "organisation.hosted": "it changes who may answer, and the record shows that",
    "member.returned": "they see it when they come in",
    "organisation.corrected": "it changes a name, and no standing",
    "matter.counted": "the page shows it to those who look for it",
    "matter.ended": "it is asked no more",
    "matter.written": "it is asked at the end of the next story or card",
    "measure.baseline_locked": "it stands under the chart",
    "measure.begun": "it stands on the page of measures",
    "measure.forecast": "it stands in the chart, with its day",
    "measure.target_set": "it stands in the chart",
    "set.picked": "it stands on the page of what the place reports",
    "set.tied": "it stands on the page of what the place reports",
    "set.unpicked": "it stands on the page of what the place reports",
    "note.withdrawn": "it stands beside the record, and asks nothing",
    "note.written": "it stands beside the record; a long-term choice under pressure is asked about by itself",
    "place.brought_in": "people hear from us when there is something to ask them",
    "place.signposted": "it stands on the pages on which a barrier is raised",
    "place.corrected": "it changes a name, and no standing",
    "place.founded": "there is nobody to tell yet",
    "place.started": "there is nobody to tell yet",
}


def drafts_of(place: Place, event: Event) -> list[Draft]:
    """Everything that follows from one event, each key once."""
    claim = interest.claim_of_ref(place, event.subject)
    found: dict[str, Draft] = {}
    for follows in REACTIONS.get(event.verb, ()):
        for draft in follows(place, event, claim):
            found.setdefault(draft.key, draft)
    return list(found.values())


def _drafts(
    place: Place,
    event: Event,
    kind: NoticeKind,
    people: Iterable[Member],
    *,
    at_once: bool = False,
    claim: Claim | None = None,
    key: str = "",
) -> list[Draft]:
    send_after = event.at if at_once else hours.next_morning(place, event.at)
    about: dict[str, int | str] = {"seq": event.seq}
    if claim:
        about["claim"] = claim.number
    begins = key or f"{kind}:{event.seq}" + (f":{claim.number}" if claim else "")
    return [Draft(member, kind, f"{begins}:{member.ref}", about, send_after) for member in people]


def _has_become(event: Event, standing: str) -> bool:
    return bool(event.facts.get("standing") == standing and event.facts.get("before") != standing)


def _actor_key(place: Place, event: Event) -> int:
    actor = interest.member_of_ref(place, event.actor)
    return actor.pk if actor else 0


def unknown(verbs: Sequence[str]) -> list[str]:
    """Verbs of which this table says nothing."""
    return [verb for verb in verbs if verb not in REACTIONS and verb not in NOTHING_FOLLOWS]
