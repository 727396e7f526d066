"""A place of any size, for measuring: 10,000 claims and 500 members unless asked otherwise. Its chain verifies.

The actions write some sixty acts a second, so a place of this size would take a quarter of an hour. Here the same rows
are written in bulk and their events hashed in one go; `counterpoint verify` holds them to what the actions would do.
Nothing in it is random: the same size gives the same place.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

from django.db import transaction

from counterpoint.analysis import chain as chaining
from counterpoint.analysis.standing import Verdict
from counterpoint.barriers.models import Barrier
from counterpoint.claims.choices import KINDS
from counterpoint.claims.models import Answer, Ask, Claim, Claimant, Counterpart
from counterpoint.claims.policies import family_of, first_heard, stood
from counterpoint.ledger.actions import act
from counterpoint.ledger.models import Chain, Event, Text
from counterpoint.partnership.actions import Person, add_organisation, found
from counterpoint.partnership.actions.people import record_member
from counterpoint.partnership.choices import Perspective
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.promises.models import Promise

BEGUN = datetime(2024, 9, 2, 9, tzinfo=UTC)
DAYS = 800
PLAIN_KINDS = (
    "promise",
    "promise",
    "barrier",
    "sacrifice",
    "plainly",
    "longterm",
    "skill",
    "account",
    "licence",
)
WORDS = (
    "ward",
    "rota",
    "bed",
    "form",
    "carer",
    "budget",
    "phone",
    "visit",
    "list",
    "plan",
    "nurse",
    "street",
    "transport",
    "medicine",
    "panel",
    "winter",
    "assessment",
    "shift",
    "money",
    "team",
)


class Writer:
    """Collects rows and events, and writes each kind of row at once."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.chain = Chain.objects.get(place_id=place.pk)
        self.events: list[Event] = []
        self.random = random.Random(2)

    def text(self, words: str, facts: dict[str, object], name: str) -> Text:
        salt = self.random.randbytes(16)
        facts[name] = chaining.digest(words, salt)
        return Text(place_id=self.place.pk, words=words, salt=salt)

    def event(self, at: datetime, actor: str, verb: str, subject: str, facts: dict[str, object]) -> None:
        at = max(at, self.chain.last_at or at)
        event = Event(
            place_id=self.place.pk,
            seq=self.chain.length + 1,
            at=at,
            actor=actor,
            verb=verb,
            subject=subject,
            facts={"v": 1, **facts},
            previous=self.chain.head,
        )
        event.hash = chaining.hash_of(event.recorded(self.place.uuid))
        self.chain.length, self.chain.head, self.chain.last_at = event.seq, event.hash, at
        self.events.append(event)

    def close(self) -> None:
        Event.objects.bulk_create(self.events, batch_size=500)
        self.chain.save()


@transaction.atomic
def build(
    slug: str = "bigplace", *, claims: int = 10_000, members: int = 500, say: Callable[[str], None] = print
) -> Place:
    place = found(name=slug.title(), slug=slug, at=BEGUN, demonstration=True)
    organisations = [
        add_organisation(
            place=place, name=f"{slug.title()} organisation {n}", kind="other", by=None, at=BEGUN
        )
        for n in range(1, 31)
    ]
    people = _people(place, organisations, members)
    say(f"{members} members of {len(organisations)} organisations")
    rows = _claims(place, organisations, people, claims)
    say(f"{len(rows)} claims, put, asked and answered")
    return place


def _people(place: Place, organisations: Sequence[Organisation], members: int) -> list[Member]:
    people = []
    perspectives = list(Perspective)
    with act(place.pk, verb="place.brought_in", by="system", at=BEGUN) as event:
        for n in range(members):
            people.append(
                record_member(
                    event,
                    place=place,
                    person=Person(
                        name=f"Member {n + 1}",
                        post="officer",
                        email=f"m{n + 1}@{place.slug}.example",
                        organisation=organisations[n % len(organisations)],
                        asked=n < 2 * len(organisations),
                        perspectives=[perspectives[n % len(perspectives)]],
                        steward=n < 2,
                        convenor=n == 0,
                    ),
                )
            )
    return people


def _claims(
    place: Place, organisations: Sequence[Organisation], people: Sequence[Member], how_many: int
) -> list[Claim]:
    """Claims in the order of their days, each with a counterpart, some asked, most answered."""
    writer = Writer(place)
    chance = writer.random
    count = len(organisations)
    texts, claims, plans = [], [], []
    for n in range(how_many):
        kind = KINDS[chance.choice(PLAIN_KINDS)]
        claimant, asked = n % count, (n + 1 + n // count % (count - 1)) % count
        at = BEGUN + timedelta(days=1 + n * DAYS // how_many, seconds=n % 3600)
        message = n * 7 % 10 + 1
        facts: dict[str, object] = {"kind": kind.key, "message": message, "claimed": True}
        texts.append(
            writer.text(f"{' '.join(chance.sample(WORDS, 7)).capitalize()} {n + 1}", facts, "sentence")
        )
        raiser = people[asked]
        barrier = kind.key == "barrier"
        claims.append(
            Claim(
                place=place,
                number=n + 1,
                kind=kind.key,
                message=message,
                put_at=at,
                put_by=raiser if barrier else people[claimant],
                claimed_at=at,
                lasts=kind.lasts,
                due_on=_due(at, n) if kind.key == "promise" else None,
                first_due_on=_due(at, n) if kind.key == "promise" else None,
            )
        )
        plans.append(
            (facts, organisations[claimant], raiser if barrier else organisations[asked], people[asked])
        )
    for claim, text in zip(claims, Text.objects.bulk_create(texts, batch_size=500), strict=True):
        claim.sentence = text
    claims = Claim.objects.bulk_create(claims, batch_size=300)
    _around(writer, claims, plans)
    return claims


def _due(at: datetime, n: int) -> date:
    return at.date() + timedelta(days=30 + n % 200)


def _around(writer: Writer, claims: list[Claim], plans: list[tuple]) -> None:  # type: ignore[type-arg]
    place, claimants, counterparts, rooms, answers, asks, texts = writer.place, [], [], [], [], [], []
    for claim, (facts, claimant, who, _) in zip(claims, plans, strict=True):
        member = isinstance(who, Member)
        claimants.append(Claimant(place=place, claim=claim, organisation=claimant, at=claim.put_at))
        counterparts.append(
            Counterpart(
                place=place,
                claim=claim,
                position=1,
                organisation=None if member else who,
                member=who if member else None,
                must_hear=True,
                at=claim.put_at,
                by_claimant=not member,
                counts_from=claim.put_at,
            )
        )
        facts |= {"claimants": [claimant.ref], "named": [{"position": 1, "who": who.ref, "must_hear": True}]}
        writer.event(claim.put_at, claim.put_by.ref, "claim.put", claim.ref, facts)
        if claim.kind == "promise":
            rooms.append(
                Promise(place=place, claim=claim, promiser=claim.put_by, promiser_organisation=claimant)
            )
        if claim.kind == "barrier":
            rooms.append(Barrier(place=place, claim=claim, state="gone", owner=claimant))
    Claimant.objects.bulk_create(claimants, batch_size=500)
    counterparts = Counterpart.objects.bulk_create(counterparts, batch_size=500)
    for model in (Promise, Barrier):
        model.objects.bulk_create([one for one in rooms if isinstance(one, model)], batch_size=500)
    for claim, counterpart, (_, _, _, person) in zip(claims, counterparts, plans, strict=True):
        asks.append(
            Ask(place=place, claim=claim, counterpart=counterpart, member=person, round=1, at=claim.put_at)
        )
        if writer.random.random() < 0.75:
            answers.append(_answer(writer, claim, counterpart, person, texts))
    Ask.objects.bulk_create(asks, batch_size=500)
    for answer, text in zip(answers, Text.objects.bulk_create(texts, batch_size=500), strict=True):
        answer.words = text
    answers = Answer.objects.bulk_create(answers, batch_size=500)
    _stand(writer, claims, counterparts, answers)


def _answer(
    writer: Writer, claim: Claim, counterpart: Counterpart, person: Member, texts: list[Text]
) -> Answer:
    verdict = writer.random.choices(list(Verdict), weights=(50, 15, 8, 17, 10))[0]
    at = BEGUN + timedelta(days=DAYS + 2, seconds=claim.number)
    facts: dict[str, object] = {"answer": 1, "verdict": verdict.value}
    texts.append(writer.text(f"{' '.join(writer.random.sample(WORDS, 5))}", facts, "words"))
    writer.event(at, person.ref, "claim.answered", claim.ref, facts)
    organisation = counterpart.organisation
    return Answer(
        place=writer.place,
        claim=claim,
        position=1,
        member=person,
        organisation=organisation,
        works_there=organisation is not None,
        perspective="",
        verdict=verdict,
        recorded_at=at,
    )


def _stand(
    writer: Writer, claims: list[Claim], counterparts: list[Counterpart], answers: list[Answer]
) -> None:
    family = family_of(writer.place.pk)
    by_claim = {answer.claim_id: [answer] for answer in answers}
    for claim, counterpart in zip(claims, counterparts, strict=True):
        heard = by_claim.get(claim.pk, [])
        now = stood(claim, writer.place, [counterpart], heard, family)
        claim.standing, claim.stood_at, claim.heard_at = now.standing, now.since, now.heard_at
        claim.reply_until, claim.spoken = now.reply_until, bool(heard)
        counterpart.heard_at = first_heard(claim.of, [counterpart], heard, family).get(counterpart.pk)
    Claim.objects.bulk_update(
        claims, ["standing", "stood_at", "heard_at", "reply_until", "spoken"], batch_size=300
    )
    Counterpart.objects.bulk_update(counterparts, ["heard_at"], batch_size=500)
    writer.close()
