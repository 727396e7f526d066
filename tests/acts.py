"""Every action of the product, done once on the small world: for tests that break each of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from counterpoint.analysis.standing import Verdict
from counterpoint.barriers import actions as barriers
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.claims.choices import Brings, TurnVerb
from counterpoint.claims.models import Claim, Counterpart, Help, PlaceExport, Turn
from counterpoint.hour import actions as hour
from counterpoint.offers import actions as offers
from counterpoint.offers.models import Cards, CardTicket, CardWords, Offer
from counterpoint.partnership import actions as partnership
from counterpoint.partnership.models import Matter, Member
from counterpoint.partnership.queries import members
from counterpoint.promises import actions as promises
from counterpoint.promises.actions import Terms
from counterpoint.promises.models import Promise
from tests.experiments.acts import ACTS as OF_EXPERIMENTS
from tests.goals.acts import ACTS as OF_GOALS
from tests.goals.acts_measures import ACTS as OF_MEASURES
from tests.goals.acts_sets import ACTS as OF_SETS
from tests.programme.acts import ACTS as OF_PROGRAMMES
from tests.stories.acts import NOT_TOLD, OF_TELLING
from tests.stories.acts_after import ACTS as AFTER_STORIES
from tests.world import World


@dataclass(frozen=True)
class Done:
    """What `prepare` leaves for `do`."""

    world: World
    now: datetime
    thing: Any = None


def promise(world: World, now: datetime, due: date | None = None) -> Promise:
    """The hospital promises the council something."""
    return promises.put(
        place=world.place,
        sentence="Ward rounds before ten",
        promiser=world.hospital,
        named=[Named(world.council)],
        terms=Terms(due_on=due, what_it_takes="A rota", who_pays="Nobody"),
        by=world.ben,
        at=now,
    )


def heard(world: World, now: datetime) -> Promise:
    return promises.hear(
        place=world.place,
        sentence="We will pay in thirty days",
        promiser=world.kofi,
        promiser_organisation=world.council,
        named=[Named(world.charity)],
        terms=Terms(),
        where="In a corridor",
        heard_on=now.date(),
        by=world.tunde,
        at=now,
    )


def plain(world: World, now: datetime, kind: str = "sacrifice", to: Any = None) -> Claim:
    return claims.put(
        place=world.place,
        kind=kind,
        sentence="We lent two therapists",
        claimants=[world.hospital],
        named=[Named(to or world.council)],
        by=world.ben,
        at=now,
    )


def answered(world: World, now: datetime, verdict: Verdict = Verdict.NO) -> Claim:
    claim = plain(world, now)
    claims.answer(claim=claim, verdict=verdict, words="Not here", by=world.kofi, at=now)
    return world.claim(claim.number)


def raised(world: World, now: datetime) -> Any:
    return barriers.raise_(
        place=world.place,
        sentence="Two forms, one person",
        could_remove=world.council,
        how_often="weekly",
        by=world.ruth,
        at=now,
    )


def met_again(world: World, now: datetime) -> Any:
    """The same, in other words, by somebody else."""
    return barriers.raise_(
        place=world.place,
        sentence="The same 46 questions, asked twice",
        could_remove=None,
        how_often="",
        by=world.tunde,
        at=now,
    )


def taken(world: World, now: datetime) -> Any:
    return barriers.take(barrier=raised(world, now), organisation=world.council, by=world.kofi, at=now)


def box(world: World, now: datetime) -> Claim:
    """A leader's behaviour, before five peers in other organisations."""
    return claims.put(
        place=world.place,
        kind="modelled",
        sentence="I invite challenge",
        claimants=[world.hospital],
        named=[Named(one) for one in (world.ada, world.kofi, world.tunde, world.moira, world.desmond)],
        by=world.ben,
        at=now,
    )


def offer(world: World, now: datetime, named: list[Named] | None = None, owed: str = "£75") -> Offer:
    """The hospital offers a decision to Moira by name, and to everyone with lived experience."""
    return offers.put(
        place=world.place,
        decision="When the Sunday clinic is open",
        organisation=world.hospital,
        named=named or [Named(world.moira), Named("lived_experience")],
        terms=offers.Terms(
            fixed="The money",
            decides="The six of us",
            budget="£12,000",
            pay="£12.50 an hour",
            access="By bus 4, or by phone",
            hear_on=later(now, 30).date(),
            owed=owed,
            owed_on=later(now, 20).date() if owed else None,
        ),
        by=world.ben,
        at=now,
    )


def held(world: World, now: datetime) -> Claim:
    """The hospital says that its workshop was at step six."""
    return claims.put(
        place=world.place, kind="coproduced", sentence="What we say to families on the first day",
        claimants=[world.hospital], named=[Named(world.desmond)], further=claims.Further(step=6),
        by=world.ben, at=now,
    )  # fmt: skip


def cards(world: World, now: datetime) -> Cards:
    """Cards for those who came to it."""
    return offers.open_cards(
        claim=held(world, now), took_part=12, until=later(now, 14).date(), by=world.ben, at=now
    )


def filled_in(world: World, now: datetime) -> Cards:
    """Five cards that came in, and say nothing of the step."""
    made = cards(world, now)
    for _ in range(5):
        fill_card(made, now, offers.Filled({"paid": "no"}))
    return made


def fill_card(made: Cards, now: datetime, said: offers.Filled) -> str:
    secret = offers.take_card(cards=made, at=now)
    offers.fill_card(
        ticket=CardTicket.objects.get(cards=made, hash=claims.hash_of(secret)), said=said, at=now
    )
    return secret


def _written(world: World, now: datetime) -> Cards:
    """Five cards that were shown, with words on one."""
    made = filled_in(world, now)
    fill_card(made, now, offers.Filled({}, {"next": "A bus home"}))
    return offers.close_cards(cards=made, by=world.ben, at=now)


def _closed(world: World, now: datetime) -> Cards:
    """Closed with four, and a fifth came late."""
    made = cards(world, now)
    offers.close_cards(cards=made, by=world.ben, at=now)
    for _ in range(5):
        fill_card(made, now, offers.Filled({"paid": "no"}))
    return made


def amount(world: World, now: datetime) -> Claim:
    """The hospital says that it lost so that the council won, and what it came to."""
    return claims.put(
        place=world.place, kind="sacrifice", sentence="We lent two therapists", claimants=[world.hospital],
        named=[Named(world.council)], further=claims.Further(amount="£64,000"), by=world.ben, at=now,
    )  # fmt: skip


def helped(world: World, now: datetime) -> Help:
    """Tunde is in, with a room."""
    return claims.offer_help(
        claim=plain(world, now), brings=Brings.ROOM, words="The hall", by=world.tunde, at=now
    )


def spoke_unasked(world: World, now: datetime) -> Counterpart:
    return claims.know_too(claim=plain(world, now), by=world.moira, at=now)


def left_open(world: World, now: datetime) -> Claim:
    """The hospital promised the council something, and has become the charity since."""
    claim = promise(world, now).claim
    partnership.succeed(old=world.hospital, heir=world.charity, on=now.date(), by=None, at=now)
    return claim


def _decide(done: Done, decision: TurnVerb, by: Member | None) -> Turn:
    return claims.decide_inheritance(
        claim=done.thing,
        heir=done.world.charity,
        decision=decision,
        words="No money",
        by=by,
        at=later(done.now),
    )


def matter(world: World, now: datetime) -> Matter:
    return partnership.write_matter(place=world.place, words="I know who to ring", by=world.moira, at=now)


def answered_matter(world: World, now: datetime) -> Matter:
    """Five say whether it is true for them."""
    made = matter(world, now)
    for _ in range(5):
        partnership.say_true(place=world.place, matter=made, says="yes", at=now)
    return made


def agreed(world: World, now: datetime) -> PlaceExport:
    """A copy of the whole place that the council's steward asked for and the charity's agreed to."""
    export = claims.ask_for_place(by=_met(world.ada), at=now)
    return claims.agree_to_place(number=export.number, by=_met(world.tunde), at=now)


def _met(member: Member) -> Member:
    """As a page meets them: with their organisations."""
    return members().get(pk=member.pk)


def later(now: datetime, days: int = 1) -> datetime:
    return now + timedelta(days=days)


def counterpart(claim: Claim) -> Counterpart:
    return Counterpart.objects.select_related("claim").get(claim=claim, position=1)


type Step = Callable[[World, datetime], Any]
type Deed = Callable[[Done], Any]


def _reply(verb: TurnVerb) -> Deed:
    return lambda d: claims.reply(
        claim=d.thing, words="We will see", by=d.world.ben, at=later(d.now), verb=verb
    )


def _respond(verb: TurnVerb) -> Deed:
    return lambda d: promises.respond(
        promise=d.thing, verb=verb, words="Sooner", by=d.world.kofi, at=later(d.now)
    )


ACTS: dict[str, tuple[Step, Deed]] = {
    "promise.put": (lambda w, n: None, lambda d: promise(d.world, d.now)),
    "promise.heard": (lambda w, n: None, lambda d: heard(d.world, d.now)),
    "promise.owned": (heard, lambda d: promises.own(promise=d.thing, by=d.world.kofi, at=later(d.now))),
    "promise.owned, not quite": (
        heard,
        lambda d: promises.own(promise=d.thing, by=d.world.kofi, at=later(d.now), not_quite="In sixty days"),
    ),
    "promise.disowned": (
        heard,
        lambda d: promises.disown(promise=d.thing, words="Never", by=d.world.kofi, at=later(d.now)),
    ),
    "promise.accepted": (promise, _respond(TurnVerb.ACCEPTED)),
    "promise.countered": (promise, _respond(TurnVerb.COUNTERED)),
    "promise.moved": (
        promise,
        lambda d: promises.move(
            promise=d.thing,
            due_on=d.now.date() + timedelta(days=9),
            words="Snow",
            by=d.world.ben,
            at=later(d.now),
        ),
    ),
    "promise.said_kept": (
        promise,
        lambda d: promises.say_kept(promise=d.thing, words="Done", by=d.world.ben, at=later(d.now)),
    ),
    "claim.put": (lambda w, n: None, lambda d: plain(d.world, d.now)),
    "claim.put, again": (
        lambda w, n: plain(w, n, "longterm"),
        lambda d: claims.put_again(
            claim=d.thing, sentence="Still", named=[Named(d.world.council)], by=d.world.ben, at=later(d.now)
        ),
    ),
    "claim.answered": (
        plain,
        lambda d: claims.answer(
            claim=d.thing, verdict=Verdict.YES, words="They did", by=d.world.kofi, at=later(d.now)
        ),
    ),
    "claim.answered, by ticket": (
        lambda w, n: claims.issue_ticket(
            claim=plain(w, n), perspective="carer", must_hear=True, by=w.tunde, at=n
        )[0],
        lambda d: claims.answer_by_ticket(ticket=d.thing, verdict=Verdict.NO, words="No", at=later(d.now)),
    ),
    "a ballot": (
        box,
        lambda d: claims.drop_in_box(claim=d.thing, verdict=Verdict.YES, by=d.world.kofi, at=later(d.now)),
    ),
    "claim.counted": (box, lambda d: claims.count_box(claim=d.thing, at=later(d.now))),
    "claim.counterpart_added": (
        plain,
        lambda d: claims.add_counterpart(
            claim=d.thing, who=d.world.moira, must_hear=False, by=d.world.tunde, at=later(d.now)
        ),
    ),
    "claim.knows_too": (plain, lambda d: claims.know_too(claim=d.thing, by=d.world.moira, at=later(d.now))),
    "claim.knows_too, by ticket": (
        plain,
        lambda d: claims.know_too_by_ticket(
            claim=d.thing, perspective="carer", how="I was on that ward", at=later(d.now)
        ),
    ),
    "claim.adopted": (
        spoke_unasked,
        lambda d: claims.adopt(counterpart=d.thing, by=d.world.kofi, at=later(d.now)),
    ),
    "claim.ticket_issued": (
        plain,
        lambda d: claims.issue_ticket(
            claim=d.thing, perspective="carer", must_hear=True, by=d.world.tunde, at=later(d.now)
        ),
    ),
    "claim.withdrawn": (
        plain,
        lambda d: claims.withdraw(claim=d.thing, words="A mistake", by=d.world.ben, at=later(d.now)),
    ),
    "claim.replied": (answered, _reply(TurnVerb.REPLIED)),
    "claim.talk": (answered, _reply(TurnVerb.TALK)),
    "claim.amount_shown": (
        amount,
        lambda d: claims.show_amount(claim=d.thing, shown=True, by=d.world.kofi, at=later(d.now)),
    ),
    "claim.amount_kept": (
        amount,
        lambda d: claims.show_amount(claim=d.thing, shown=False, by=d.world.ben, at=later(d.now)),
    ),
    "offer.put": (lambda w, n: None, lambda d: offer(d.world, d.now)),
    "offer.joined": (offer, lambda d: offers.join(offer=d.thing, by=d.world.desmond, at=later(d.now))),
    "offer.claimed": (
        offer,
        lambda d: offers.claim_step(offer=d.thing, step=6, by=d.world.ruth, at=later(d.now)),
    ),
    "claim.owed": (offer, lambda d: offers.owe(offer=d.thing, who=d.world.moira, at=later(d.now))),
    "claim.owed, by ticket": (
        offer,
        lambda d: offers.owe_by_ticket(offer=d.thing, perspective="carer", at=later(d.now)),
    ),
    "claim.owed, more": (
        offer,
        lambda d: offers.owe_more(
            offer=d.thing,
            who=d.world.moira,
            what="Bus fares",
            amount="£4",
            on=later(d.now, 9).date(),
            by=d.world.ben,
            at=later(d.now),
        ),
    ),
    "cards.opened": (
        held,
        lambda d: offers.open_cards(
            claim=d.thing, took_part=9, until=later(d.now, 9).date(), by=d.world.ben, at=later(d.now)
        ),
    ),
    "cards.more": (
        cards,
        lambda d: offers.say_more_came(cards=d.thing, took_part=14, by=d.world.ruth, at=later(d.now)),
    ),
    "cards.closed": (
        cards,
        lambda d: offers.close_cards(cards=d.thing, by=d.world.ben, at=later(d.now)),
    ),
    "cards.released": (
        _closed,
        lambda d: offers.look_after_cards(place=d.world.place, at=later(d.now, 8)),
    ),
    "words.erased, of a card": (
        _written,
        lambda d: offers.erase_card_words(
            cards=d.thing,
            text=CardWords.objects.get(release__cards=d.thing).words,
            by=d.world.tunde,
            at=later(d.now),
        ),
    ),
    "cards printed": (
        cards,
        lambda d: offers.print_slips(cards=d.thing, how_many=3, by=d.world.ben, at=later(d.now)),
    ),
    "a card taken": (cards, lambda d: offers.take_card(cards=d.thing, at=later(d.now))),
    "a card filled in": (
        lambda w, n: CardTicket.objects.get(hash=claims.hash_of(offers.take_card(cards=cards(w, n), at=n))),
        lambda d: offers.fill_card(
            ticket=d.thing, said=offers.Filled({"step": "4"}, {"next": "A bus"}), at=later(d.now)
        ),
    ),
    "a card written down": (
        cards,
        lambda d: offers.write_card(
            cards=d.thing,
            said=offers.Filled({"step": "4"}),
            how_agreed="paper",
            by=d.world.tunde,
            at=later(d.now),
        ),
    ),
    "hour.begun": (
        lambda w, n: None,
        lambda d: hour.begin_hour(place=d.world.place, by=d.world.ada, at=d.now),
    ),
    "hour.ended": (
        lambda w, n: hour.begin_hour(place=w.place, by=w.ada, at=n),
        lambda d: hour.end_hour(hour=d.thing, by=d.world.kofi, at=d.now + timedelta(hours=1)),
    ),
    "help.offered": (
        plain,
        lambda d: claims.offer_help(
            claim=d.thing, brings=Brings.ROOM, words="The hall", by=d.world.tunde, at=later(d.now)
        ),
    ),
    "help.introduced": (
        plain,
        lambda d: claims.introduce(
            claim=d.thing,
            one=d.world.kofi,
            other=d.world.moira,
            words="Both saw it",
            by=d.world.tunde,
            at=later(d.now),
        ),
    ),
    "help.came": (
        helped,
        lambda d: claims.say_came(help=d.thing, came="partly", by=d.world.ben, at=later(d.now, 40)),
    ),
    "help.taken_back": (
        helped,
        lambda d: claims.take_help_back(help=d.thing, by=d.world.tunde, at=later(d.now)),
    ),
    "note.written": (
        lambda w, n: None,
        lambda d: partnership.write_note(
            place=d.world.place,
            organisation=d.world.council,
            words="An inspection",
            begins_on=d.now.date(),
            by=d.world.kofi,
            at=d.now,
        ),
    ),
    "note.withdrawn": (
        lambda w, n: partnership.write_note(
            place=w.place, organisation=None, words="Snow", begins_on=n.date(), by=w.ada, at=n
        ),
        lambda d: partnership.withdraw_note(note=d.thing, by=d.world.ada, at=later(d.now)),
    ),
    "matter.written": (lambda w, n: None, lambda d: matter(d.world, d.now)),
    "matter.ended": (
        matter,
        lambda d: partnership.end_matter(matter=d.thing, by=d.world.desmond, at=later(d.now)),
    ),
    "matter.counted": (
        answered_matter,
        lambda d: partnership.count_matters(place=d.world.place, at=later(d.now, 100)),
    ),
    "what is true": (
        matter,
        lambda d: partnership.say_true(place=d.world.place, matter=d.thing, says="yes", at=later(d.now)),
    ),
    "claim.message_changed": (
        plain,
        lambda d: claims.change_message(claim=d.thing, message=7, by=d.world.ben, at=later(d.now)),
    ),
    "member.asked": (
        plain,
        lambda d: claims.ask(member=d.world.kofi, counterparts=[counterpart(d.thing)], at=later(d.now)),
    ),
    "claim.asked_instead": (
        plain,
        lambda d: claims.ask_whoever_now(counterpart=counterpart(d.thing), who=d.world.ada, at=later(d.now)),
    ),
    "request.put": (
        lambda w, n: None,
        lambda d: claims.ask_for(asked=d.world.council, sentence="Pay on time", by=d.world.tunde, at=d.now),
    ),
    "request.refused": (
        lambda w, n: claims.ask_for(asked=w.council, sentence="Pay on time", by=w.tunde, at=n),
        lambda d: claims.refuse_request(claim=d.thing, words="No money", by=d.world.kofi, at=later(d.now)),
    ),
    "request.answered with a promise": (
        lambda w, n: claims.ask_for(asked=w.council, sentence="Pay on time", by=w.tunde, at=n),
        lambda d: promises.put(
            place=d.world.place,
            sentence="We will",
            promiser=d.world.council,
            named=[Named(d.world.tunde)],
            terms=Terms(),
            by=d.world.kofi,
            at=later(d.now),
            answers=d.thing,
        ),
    ),
    "words.erased": (
        answered,
        lambda d: claims.erase_words(
            text=d.thing.answers.get().words, claim=d.thing, by=d.world.kofi, at=later(d.now)
        ),
    ),
    "barrier.raised": (lambda w, n: None, lambda d: raised(d.world, d.now)),
    "barrier.taken": (
        raised,
        lambda d: barriers.take(
            barrier=d.thing, organisation=d.world.council, by=d.world.kofi, at=later(d.now)
        ),
    ),
    "barrier.refused": (
        raised,
        lambda d: barriers.refuse(barrier=d.thing, words="The law", by=d.world.kofi, at=later(d.now)),
    ),
    "barrier.said_gone": (
        taken,
        lambda d: barriers.say_gone(barrier=d.thing, words="One form", by=d.world.kofi, at=later(d.now)),
    ),
    "barrier.handed_on": (
        raised,
        lambda d: barriers.hand_on(
            barrier=d.thing, to=d.world.hospital, words="It is their form", by=d.world.kofi, at=later(d.now)
        ),
    ),
    "barrier.merged": (
        lambda w, n: (raised(w, n), met_again(w, n)),
        lambda d: barriers.merge(barrier=d.thing[1], into=d.thing[0], by=d.world.tunde, at=later(d.now)),
    ),
    "place.signposted": (
        lambda w, n: None,
        lambda d: barriers.put_signposts(
            place=d.world.place, lines={"danger": "Ring 999 or our desk"}, by=d.world.ada, at=d.now
        ),
    ),
    "barrier.stops_me_too": (
        raised,
        lambda d: barriers.stops_me_too(barrier=d.thing, by=d.world.tunde, at=later(d.now)),
    ),
    "organisation.added": (
        lambda w, n: None,
        lambda d: partnership.add_organisation(
            place=d.world.place, name="Aldermouth Police", kind="police", by=d.world.ada, at=d.now
        ),
    ),
    "organisation.succeeded": (
        lambda w, n: None,
        lambda d: partnership.succeed(
            old=d.world.charity, heir=d.world.council, on=d.now.date(), by=d.world.ada, at=d.now
        ),
    ),
    "organisation.succeeded, and who goes along": (
        lambda w, n: None,
        lambda d: partnership.succeed(
            old=d.world.charity,
            heir=d.world.council,
            on=d.now.date(),
            by=d.world.ada,
            at=d.now,
            goes=[d.world.tunde.number],
        ),
    ),
    "organisation.hosted": (
        lambda w, n: None,
        lambda d: partnership.name_host(
            organisation=d.world.voices, host=d.world.charity, by=d.world.ada, at=d.now
        ),
    ),
    "member.succeeded": (
        lambda w, n: None,
        lambda d: partnership.follow(
            member=d.world.kofi, heir=d.world.ada, on=d.now.date(), by=d.world.kofi, at=d.now
        ),
    ),
    "claim.inherited": (left_open, lambda d: _decide(d, TurnVerb.INHERITED, d.world.tunde)),
    "claim.not_inherited": (left_open, lambda d: _decide(d, TurnVerb.NOT_INHERITED, d.world.tunde)),
    "claim.let_die": (left_open, lambda d: _decide(d, TurnVerb.LET_DIE, None)),
    "member.added": (
        lambda w, n: None,
        lambda d: partnership.add_member(
            place=d.world.place,
            person=partnership.Person(
                name="New Here", organisation=d.world.council, perspectives=["manager"]
            ),
            by=d.world.ada,
            at=d.now,
        ),
    ),
    "member.appointed": (
        lambda w, n: None,
        lambda d: partnership.appoint(
            member=d.world.kofi, steward=True, convenor=False, by=d.world.ada, at=d.now
        ),
    ),
    "member.left": (
        lambda w, n: None,
        lambda d: partnership.leave(member=d.world.kofi, by=d.world.ada, at=d.now),
    ),
    "export.mine": (lambda w, n: None, lambda d: claims.export_mine(by=d.world.kofi, at=d.now)),
    "export.organisation": (
        lambda w, n: None,
        lambda d: claims.export_organisation(organisation=d.world.council, by=_met(d.world.kofi), at=d.now),
    ),
    # In this order each can follow the one before, two days later: one copy is asked for at a time.
    "export.taken": (
        agreed,
        lambda d: claims.take_place(
            number=d.thing.number,
            by=_met(d.world.ada),
            at=later(d.now),
            acts=9,
            head="ab",
            released={"carer": 5},
        ),
    ),
    "export.agreed": (
        lambda w, n: claims.ask_for_place(by=_met(w.ada), at=n),
        lambda d: claims.agree_to_place(number=d.thing.number, by=_met(d.world.tunde), at=d.now),
    ),
    "export.asked": (lambda w, n: None, lambda d: claims.ask_for_place(by=_met(d.world.ada), at=d.now)),
}

ACTS |= OF_PROGRAMMES
ACTS |= OF_TELLING
ACTS |= AFTER_STORIES
ACTS |= OF_EXPERIMENTS
ACTS |= OF_GOALS
ACTS |= OF_MEASURES
ACTS |= OF_SETS

# After these somebody, or an organisation, is no longer who acts in the others.
ENDS_A_PART = (
    "member.left", "member.succeeded", "organisation", "claim.inherited", "claim.not_inherited", "claim.let_die",
)  # fmt: skip

# Those that are no event by design: what must not be tied to a time.
TWO_EVENTS = {"barrier.merged"}  # one in the story of each
UNRECORDED = {
    "a ballot", "what is true", "cards printed", "a card taken", "a card filled in", "a card written down",
} | NOT_TOLD  # fmt: skip
