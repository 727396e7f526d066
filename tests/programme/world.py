"""A programme and its places: two of the small world, which have people, and as many more as a test asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.claims.models import Claim
from counterpoint.partnership.actions import (
    Person,
    add_member,
    add_organisation,
    found,
    join_programme,
)
from counterpoint.partnership.models import Member, Organisation, Place, Sharing
from counterpoint.promises import actions as promises
from counterpoint.promises.actions import Terms
from counterpoint.promises.models import Promise
from tests.world import World, build


@dataclass
class Reach:
    """Northern Reach: its team, and the places that joined."""

    place: Place
    team: Organisation
    sam: Member  # of the team; steward
    near: World  # a place with people, which shares counts
    far: World  # a place with people, which shares nothing
    others: list[Place] = field(default_factory=list)

    def partner(self, place: Place) -> Organisation:
        return Organisation.objects.get(place=self.place, stands_for=place.uuid)

    def sharing(self, place: Place) -> Sharing:
        return Sharing.objects.select_related("place").get(place=place, programme=self.place.uuid)

    def there(self, person: Member) -> Member:
        """Somebody of a place, as a member of the programme."""
        return Member.objects.select_related("place").get(place=self.place, email=person.email)


def reach(now: datetime) -> Reach:
    begun = now - timedelta(days=50)
    place = found(name="Northern Reach", slug="northern-reach", at=begun, programme=True)
    team = add_organisation(place=place, name="Regional office", kind="national", by=None, at=begun)
    sam = add_member(
        place=place,
        person=Person(
            name="Sam Reed",
            email="sam@northern-reach.example",
            organisation=team,
            asked=True,
            perspectives=["national"],
            steward=True,
            convenor=True,
        ),
        by=None,
        at=begun,
    )
    near, far = build(now, "nearmouth"), build(now, "farmouth")
    join_programme(place=near.place, programme=place, shows="counts", by=near.ada, at=begun)
    join_programme(place=far.place, programme=place, shows="nothing", by=far.ada, at=begun)
    return Reach(place, team, sam, near, far)


def more_places(
    it: Reach, number: int, now: datetime, *, shows: str = "counts", claims_each: int = 0
) -> list[Place]:
    """Places without people that joined, each with so many claims of message 3."""
    made = []
    for count in range(number):
        name = f"Place {len(it.others) + count + 1}"
        place = found(name=name, slug=name.lower().replace(" ", "-"), at=now - timedelta(days=60))
        join_programme(place=place, programme=it.place, shows=shows, by=None, at=now - timedelta(days=40))
        if claims_each:
            put_claims(place, claims_each, now)
        made.append(place)
    it.others += made
    return made


def put_claims(place: Place, number: int, now: datetime) -> list[Claim]:
    """So many claims of message 3 by a council of its own, each put to a charity that could confirm or contest it."""
    begun = now - timedelta(days=39)
    made = {}
    for name, kind, perspective in (("Parish", "council", "manager"), ("Kindred", "charity", "voluntary")):
        house = add_organisation(place=place, name=name, kind=kind, by=None, at=begun)
        person = Person(name=f"{name} Person", organisation=house, asked=True, perspectives=[perspective])
        made[name] = house, add_member(place=place, person=person, by=None, at=begun)
    return [
        claims.put(
            place=place,
            kind="sacrifice",
            sentence=f"We lent a therapist, number {count}",
            claimants=[made["Parish"][0]],
            named=[Named(made["Kindred"][0])],
            by=made["Parish"][1],
            at=now - timedelta(days=30 - count),
        )
        for count in range(number)
    ]


def answer(claim: Claim, verdict: str, at: datetime) -> None:
    """By the charity to which `put_claims` put it."""
    someone = Member.objects.select_related("place").get(place=claim.place, name="Kindred Person")
    claims.answer(claim=claim, verdict=Verdict(verdict), words="", by=someone, at=at)


def promise_to_all(it: Reach, now: datetime) -> Promise:
    """The team promises something to every partner."""
    partners = Organisation.objects.filter(place=it.place, stands_for__isnull=False).order_by("number")
    return promises.put(
        place=it.place,
        sentence="One reporting template for all programmes",
        promiser=it.team,
        named=[Named(one) for one in partners],
        terms=Terms(message=5),
        by=it.sam,
        at=now,
    )
