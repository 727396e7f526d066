"""A partnership that does whatever comes to its mind, by dice: some acts a day, for weeks, by the product's own actions.

What may not be done is refused, as it would be to a person, and nothing has happened.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from counterpoint.analysis.standing import Verdict
from counterpoint.barriers import actions as barriers
from counterpoint.barriers.models import Barrier
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Further, Named
from counterpoint.claims.actions.line import write_line
from counterpoint.claims.choices import KINDS, Brings, TurnVerb
from counterpoint.claims.models import Claim, Counterpart, Help, Ticket
from counterpoint.offers import actions as offers
from counterpoint.offers.actions import Terms as OfferTerms
from counterpoint.offers.models import Offer
from counterpoint.partnership import actions as partnership
from counterpoint.partnership.actions import Person
from counterpoint.partnership.models import Member, Organisation
from counterpoint.partnership.queries import members
from counterpoint.promises import actions as promises
from counterpoint.promises.actions import Terms
from counterpoint.promises.models import Promise
from counterpoint.web.http import Refused
from tests.world import World

WORDS = ("It is a list, not a bed.", "They did, in August.", "One of the two.", "Nobody told us.", "")
PLAIN = (
    "sacrifice",
    "gain",
    "carried",
    "shaped",
    "plainly",
    "decision",
    "longterm",
    "licence",
    "signed",
    "account",
)
STAYING = ("ada", "ben", "kofi", "tunde", "desmond", "ivy")  # a steward's leaving would change who convenes
DAY = timedelta(days=1)
TRIES = 8  # what comes to mind is often refused: another person, another claim


class Improviser:
    """The world, a clock of its own, and dice."""

    def __init__(self, world: World, begun: datetime, seed: int) -> None:
        self.world, self.at, self.dice = world, begun, random.Random(seed)
        self.put = 0
        self.done: set[str] = set()
        self.tickets: list[Ticket] = []
        self.secrets: list[str] = []
        person = Person(name="Ivy Reed", email="ivy@aldermouth.example", perspectives=["elected"])
        partnership.add_member(place=world.place, person=person, by=None, at=begun)

    def play(self, acts: int) -> None:
        """Some acts, one after another, on one day."""
        self.at = self.at.replace(hour=8, minute=0)
        for _ in range(acts):
            self.at += timedelta(minutes=self.dice.randint(1, 40))
            name = self.dice.choice(DECK)
            for _ in range(TRIES):
                if self.tries(name):
                    break

    def tries(self, name: str) -> bool:
        try:
            getattr(self, name)()
        except Refused:
            return False
        self.done.add(name)
        return True

    def tomorrow(self) -> None:
        self.at += DAY

    @property
    def today(self) -> date:
        return self.at.date()

    # Whoever and whatever comes up

    def someone(self) -> Member:
        return self.dice.choice(
            list(members().filter(place=self.world.place, left_at=None).order_by("number"))
        )

    def named(self, first: str) -> Member:
        return members().get(place=self.world.place, email=f"{first}@aldermouth.example")

    def house(self) -> Organisation:
        return self.dice.choice(list(Organisation.objects.filter(place=self.world.place).order_by("number")))

    def worked_for(self, member: Member) -> Organisation:
        theirs = [one.organisation for one in member.memberships.all() if one.until is None and one.works]
        if not theirs:
            raise Refused("works nowhere")
        return self.dice.choice(theirs)

    def claim(self, kind: str = "") -> Claim:
        found = Claim.objects.filter(place=self.world.place).select_related("place").order_by("number")
        found = found.filter(kind=kind) if kind else found
        if not found:
            raise Refused("nothing of the sort")
        return self.dice.choice(list(found)[-12:])

    def promise(self) -> Promise:
        return Promise.objects.select_related("claim__place").get(claim=self.claim("promise"))

    def barrier(self) -> Barrier:
        return Barrier.objects.select_related("claim__place").get(claim=self.claim("barrier"))

    def offer(self) -> Offer:
        found = Offer.objects.filter(place=self.world.place).select_related("claim__place", "place")
        if not found:
            raise Refused("no offer")
        return self.dice.choice(list(found.order_by("pk")))

    def sentence(self, words: str) -> str:
        self.put += 1
        return f"{words}, number {self.put}"

    def words(self) -> str:
        return self.dice.choice(WORDS)

    def to(self) -> list[Named]:
        found: dict[int, Any] = {}
        for _ in range(self.dice.randint(1, 3)):
            one = self.house() if self.dice.random() < 0.6 else self.someone()
            found[hash(one.ref)] = one
        return [
            Named(one, must_hear=self.dice.random() < 0.8 or place == 0)
            for place, one in enumerate(found.values())
        ]

    def in_days(self, most: int = 30) -> date:
        return self.today + timedelta(days=self.dice.randint(0, most))

    # Putting

    def puts(self) -> None:
        by, kind = self.someone(), self.dice.choice(PLAIN)
        kind = KINDS[kind]
        lines = "\n".join("A line" for _ in kind.boxes)
        claims.put(
            place=self.world.place, kind=kind.key, sentence=lines or self.sentence("We lent two therapists"),
            claimants=[] if kind.by_person else [self.worked_for(by)], named=self.to(), by=by, at=self.at,
            further=Further(
                lasts=self.dice.choice([None, True]) if kind.may_last else None,
                due_on=self.in_days() if "due" in kind.asks else None,
                message=self.dice.choice([None, None, 7]),
            ),
        )  # fmt: skip

    def puts_a_step(self) -> None:
        by = self.someone()
        claims.put(
            place=self.world.place, kind="coproduced", sentence=self.sentence("The redesign"),
            claimants=[self.worked_for(by)], named=[Named(self.world.voices)], by=by, at=self.at,
            further=Further(step=self.dice.randint(3, 7)),
        )  # fmt: skip

    def puts_before_a_box(self) -> None:
        by = self.named("ben")
        peers = [self.named(one) for one in ("ada", "kofi", "tunde", "moira", "desmond")]
        claims.put(
            place=self.world.place, kind="modelled", sentence=self.sentence("I went to the ward"), claimants=[],
            named=[Named(one) for one in peers], by=by, at=self.at,
        )  # fmt: skip

    def puts_to_a_pool(self) -> None:
        pool = [self.world.charity, self.world.voices, self.world.council]
        claims.put(
            place=self.world.place, kind="sacrifice", sentence=self.sentence("We paid for it"),
            claimants=[self.world.hospital], named=[Named(pool)], by=self.named("ben"), at=self.at,
        )  # fmt: skip

    def puts_again(self) -> None:
        claims.put_again(
            claim=self.claim("longterm"),
            sentence=self.sentence("Still Thursday"),
            by=self.someone(),
            at=self.at,
        )

    def writes_the_line(self) -> None:
        write_line(
            place=self.world.place,
            sentence=self.sentence("We are late, and honest"),
            by=self.someone(),
            at=self.at,
        )

    # Promises

    def promises(self) -> None:
        by = self.someone()
        asked = Claim.objects.filter(place=self.world.place, kind="request", claimed_at=None).first()
        answers = asked if asked and self.dice.random() < 0.3 else None
        promises.put(
            place=self.world.place, sentence=self.sentence("Weekend cover"), promiser=self.worked_for(by), named=self.to(),
            terms=Terms(due_on=self.in_days() if self.dice.random() < 0.8 else None,
                        horizon=self.dice.choice(["now", "now", "next"])),
            by=by, at=self.at, answers=answers,
        )  # fmt: skip

    def hears(self) -> None:
        by, promiser = self.someone(), self.someone()
        by_a_house = self.dice.random() < 0.5
        promises.hear(
            place=self.world.place, sentence=self.sentence("We will pay in thirty days"),
            promiser=None if by_a_house else promiser, promiser_organisation=self.house() if by_a_house else None,
            named=self.to(), terms=Terms(due_on=self.in_days() if self.dice.random() < 0.5 else None), where="A corridor",
            heard_on=self.today, by=by, at=self.at,
        )  # fmt: skip

    def owns(self) -> None:
        promise = self.promise()
        by = promise.promiser or self.someone()
        promises.own(
            promise=promise, by=members().get(pk=by.pk), at=self.at,
            not_quite=self.sentence("Forty-five days") if self.dice.random() < 0.5 else "",
            due_on=self.in_days() if self.dice.random() < 0.5 else None,
        )  # fmt: skip

    def disowns(self) -> None:
        promise = self.promise()
        by = promise.promiser or self.someone()
        promises.disown(promise=promise, words=self.words(), by=members().get(pk=by.pk), at=self.at)

    def responds(self) -> None:
        verb = self.dice.choice([TurnVerb.ACCEPTED, TurnVerb.DECLINED, TurnVerb.COUNTERED])
        promises.respond(
            promise=self.promise(), verb=verb, words="Sooner, please.", by=self.someone(), at=self.at
        )

    def moves(self) -> None:
        promise = self.promise()
        by = promise.promiser or self.someone()
        promises.move(
            promise=promise, due_on=self.in_days(), words="Snow.", by=members().get(pk=by.pk), at=self.at
        )

    def says_kept(self) -> None:
        promise = self.promise()
        by = promise.promiser or self.someone()
        promises.say_kept(promise=promise, words=self.words(), by=members().get(pk=by.pk), at=self.at)

    # Answering

    def answers(self) -> None:
        claim = self.claim()
        by = self.someone()
        if self.dice.random() < 0.7:
            one = self.dice.choice(list(claim.counterparts.select_related("member").order_by("position")))
            there = list(
                members().filter(memberships__organisation=one.organisation_id, memberships__until=None)
            )
            by = (
                members().get(pk=one.member_id) if one.member_id else self.dice.choice(there) if there else by
            )
        if claim.of.detached or claim.counterparts.filter(pool__isnull=False).exists():
            claims.drop_in_box(claim=claim, verdict=self.verdict(), by=by, at=self.at)
            return
        step = self.dice.randint(1, 7) if claim.kind == "coproduced" else None
        claims.answer(claim=claim, verdict=self.verdict(), words=self.words(), step=step, by=by, at=self.at)

    def verdict(self) -> Verdict:
        return self.dice.choice(
            [
                Verdict.YES,
                Verdict.YES,
                Verdict.PARTLY,
                Verdict.NO,
                Verdict.NO,
                Verdict.NOT_YET,
                Verdict.CANT_TELL,
            ]
        )

    def changes_its_mind(self) -> None:
        claim = self.claim()
        last = claim.answers.filter(member__isnull=False).order_by("-position").first()
        if last is None:
            raise Refused("nobody has spoken")
        by = members().get(pk=last.member_id)
        claims.answer(
            claim=claim, verdict=self.verdict(), words=self.words(), step=last.step, by=by, at=self.at
        )

    def gives_a_ticket(self) -> None:
        ticket, _ = claims.issue_ticket(
            claim=self.claim(), perspective=self.dice.choice(["carer", "lived_experience"]),
            must_hear=self.dice.random() < 0.5, by=self.someone(), at=self.at,
        )  # fmt: skip
        self.tickets.append(ticket)

    def answers_by_ticket(self) -> None:
        if not self.tickets:
            raise Refused("no ticket")
        ticket = self.dice.choice(self.tickets)
        step = self.dice.randint(1, 7) if ticket.claim.kind == "coproduced" else None
        claims.answer_by_ticket(
            ticket=ticket, verdict=self.verdict(), words=self.words(), step=step, at=self.at
        )

    def opens_a_box(self) -> None:
        claims.count_box(claim=self.claim("modelled"), at=self.at)

    def knows_too(self) -> None:
        claim, by = self.claim(), self.someone()
        claims.know_too(claim=claim, by=by, at=self.at)
        claims.answer(claim=claim, verdict=self.verdict(), words=self.words(), by=by, at=self.at)

    def adopts(self) -> None:
        waiting = Counterpart.objects.filter(place=self.world.place, counts_from=None).select_related(
            "claim__place"
        )
        if not waiting:
            raise Refused("nobody spoke unasked")
        claims.adopt(
            counterpart=self.dice.choice(list(waiting.order_by("pk"))), by=self.someone(), at=self.at
        )

    def adds(self) -> None:
        claims.add_counterpart(
            claim=self.claim(),
            who=self.someone(),
            must_hear=self.dice.random() < 0.5,
            by=self.someone(),
            at=self.at,
        )

    def asks(self) -> None:
        one = self.dice.choice(
            list(self.claim().counterparts.select_related("claim__place").order_by("position"))
        )
        claims.ask(member=self.someone(), counterparts=[one], at=self.at)

    def asks_whoever_now(self) -> None:
        one = self.dice.choice(
            list(self.claim().counterparts.select_related("claim__place").order_by("position"))
        )
        if one.counts_from is None or one.instead_of_id:
            raise Refused("not asked")
        claims.ask_whoever_now(counterpart=one, who=self.house(), at=self.at)

    # What else is said

    def replies(self) -> None:
        verb = self.dice.choice([TurnVerb.REPLIED, TurnVerb.TALK, TurnVerb.TALKED])
        claims.reply(
            claim=self.claim(), words="Let us look at it together.", verb=verb, by=self.someone(), at=self.at
        )

    def withdraws(self) -> None:
        claim = self.claim()
        by = claim.put_by or self.someone()
        claims.withdraw(claim=claim, words="We no longer can.", by=members().get(pk=by.pk), at=self.at)

    def changes_the_message(self) -> None:
        message = self.dice.choice([None, 3, 7, 10])
        claims.change_message(claim=self.claim(), message=message, by=self.named("ada"), at=self.at)

    def is_in(self) -> None:
        claims.offer_help(
            claim=self.claim(), brings=Brings.ROOM, words="A room on Fridays.", by=self.someone(), at=self.at
        )

    def says_it_came(self) -> None:
        claims.say_came(help=self.help(), came=self.dice.choice(["yes", "no"]), by=self.someone(), at=self.at)

    def takes_help_back(self) -> None:
        one = self.help()
        claims.take_help_back(help=one, by=one.by, at=self.at)

    def help(self) -> Help:
        found = list(
            Help.objects.filter(place=self.world.place)
            .select_related("by", "claim__place")
            .order_by("number")
        )
        if not found:
            raise Refused("nobody is in")
        return self.dice.choice(found)

    # Requests and barriers

    def requests(self) -> None:
        claims.ask_for(asked=self.house(), sentence=self.sentence("A key"), by=self.someone(), at=self.at)

    def refuses_a_request(self) -> None:
        claims.refuse_request(
            claim=self.claim("request"), words="There is no money.", by=self.someone(), at=self.at
        )

    def raises(self) -> None:
        barriers.raise_(
            place=self.world.place, sentence=self.sentence("Two forms ask the same"), could_remove=self.house(),
            how_often="", by=self.someone(), at=self.at,
        )  # fmt: skip

    def raises_quietly(self) -> None:
        self.secrets.append(
            barriers.raise_quietly(
                place=self.world.place,
                sentence=self.sentence("Nobody picks up"),
                could_remove=None,
                how_often="",
            )
        )

    def seals(self) -> None:
        barriers.seal(place=self.world.place, waiting_since=None, at=self.at)

    def takes(self) -> None:
        by = self.someone()
        barriers.take(barrier=self.barrier(), organisation=self.worked_for(by), by=by, at=self.at)

    def refuses_a_barrier(self) -> None:
        barriers.refuse(barrier=self.barrier(), words="The law asks for it.", by=self.someone(), at=self.at)

    def says_gone(self) -> None:
        barrier = self.barrier()
        by = barrier.owner_member or self.someone()
        barriers.say_gone(barrier=barrier, words=self.words(), by=members().get(pk=by.pk), at=self.at)

    def is_stopped_too(self) -> None:
        barriers.stops_me_too(barrier=self.barrier(), by=self.someone(), at=self.at)

    # Offers

    def offers(self) -> None:
        by = self.someone()
        offer = offers.put(
            place=self.world.place, decision=self.sentence("How the front door works"), organisation=self.worked_for(by),
            named=[Named(self.named("desmond")), Named("carer")], by=by, at=self.at,
            terms=OfferTerms("Nothing", "All of us", "None", "£75", "Taxis", self.in_days(), "£75", self.in_days()),
        )  # fmt: skip
        offers.owe_all(offer=offer, at=self.at)

    def takes_part(self) -> None:
        offer = self.offer()
        offers.join(offer=offer, by=self.named("moira"), at=self.at)
        offers.owe_all(offer=offer, at=self.at)

    def claims_a_step(self) -> None:
        offers.claim_step(offer=self.offer(), step=self.dice.randint(3, 7), by=self.someone(), at=self.at)

    # People come and go

    def joins(self) -> None:
        self.put += 1
        person = Person(
            name=f"Newcomer {self.put}", post="nurse", email=f"n{self.put}@aldermouth.example", organisation=self.house(),
            perspectives=[self.dice.choice(["frontline", "carer", "executive", "voluntary"])], asked=True,
        )  # fmt: skip
        partnership.add_member(place=self.world.place, person=person, by=None, at=self.at)

    def founds(self) -> None:
        partnership.add_organisation(
            place=self.world.place, name=self.sentence("A trust"), kind="national", by=None, at=self.at
        )

    def becomes_another(self) -> None:
        old, heir = self.house(), self.house()
        if self.world.council.pk in (old.pk, heir.pk) or old.pk == heir.pk or self.dice.random() < 0.5:
            raise Refused("not today")
        goes = {one.member.number for one in old.memberships.filter(until=None).select_related("member")}
        partnership.succeed(
            old=old, heir=heir, on=self.today, by=None, at=self.at, goes=self.dice.choice([None, goes])
        )

    def leaves(self) -> None:
        member, heir = self.someone(), self.someone()
        if member.email.split("@")[0] in STAYING or self.dice.random() < 0.5:
            raise Refused("not today")
        partnership.leave_to(member=member, heir=heir if heir.pk != member.pk else None, by=None, at=self.at)

    def inherits(self) -> None:
        by = self.someone()
        decision = self.dice.choice([TurnVerb.INHERITED, TurnVerb.NOT_INHERITED, TurnVerb.LET_DIE])
        heir = self.worked_for(by) if self.dice.random() < 0.7 else by
        claims.decide_inheritance(
            claim=self.claim(), heir=heir, decision=decision, by=by, at=self.at, words="We can’t."
        )


# How often each comes up.
OFTEN: dict[Callable[[Improviser], None], int] = {
    Improviser.answers: 30, Improviser.puts: 12, Improviser.promises: 9, Improviser.hears: 6, Improviser.owns: 7,
    Improviser.changes_its_mind: 7, Improviser.moves: 7, Improviser.raises: 5, Improviser.takes: 6,
    Improviser.says_gone: 8, Improviser.requests: 5, Improviser.refuses_a_request: 5, Improviser.asks: 6,
    Improviser.replies: 5, Improviser.says_kept: 5, Improviser.responds: 5, Improviser.puts_a_step: 3,
    Improviser.gives_a_ticket: 4, Improviser.answers_by_ticket: 5, Improviser.adopts: 4, Improviser.changes_the_message: 4,
    Improviser.knows_too: 4, Improviser.becomes_another: 2, Improviser.offers: 2, Improviser.claims_a_step: 3,
    Improviser.withdraws: 3, Improviser.refuses_a_barrier: 3,
}  # fmt: skip
NOT_ACTS = {
    "play", "tries", "tomorrow", "someone", "named", "house", "worked_for", "claim", "promise", "barrier", "offer", "sentence",
    "words", "to", "in_days", "verdict", "help", "today",
}  # fmt: skip
ACTS = [one for name, one in vars(Improviser).items() if not name.startswith("_") and name not in NOT_ACTS]
DECK = [one.__name__ for one in ACTS for _ in range(OFTEN.get(one, 2))]
