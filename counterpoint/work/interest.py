"""Whom an act concerns. Only members who are still here; how they can be reached is asked elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from counterpoint.analysis.numbers import whole
from counterpoint.barriers.policies import works_for
from counterpoint.claims.models import Answer, BallotTurn, Claim, PlaceExport
from counterpoint.claims.policies import apart, family_of
from counterpoint.ledger.models import Event
from counterpoint.partnership.models import Member, Membership, Organisation, Place
from counterpoint.partnership.queries.membership import members


def member_of_ref(place: Place, ref: str) -> Member | None:
    """ "member:3" -> the member, if they are still here."""
    kind, _, number = ref.partition(":")
    key = whole(number)
    if kind != "member" or key is None:
        return None
    return members().filter(place=place, number=key, left_at__isnull=True).first()


def claim_of_ref(place: Place, ref: str) -> Claim | None:
    kind, _, number = ref.partition(":")
    key = whole(number)
    return None if kind != "claim" or key is None else claim_numbered(place, key)


def claim_numbered(place: Place, number: int) -> Claim | None:
    return (
        Claim.objects.select_related("place", "sentence", "put_by", "promise", "barrier", "request__asked")
        .prefetch_related("claimants__organisation", "counterparts__claim", "counterparts__organisation")
        .filter(place=place, number=number)
        .first()
    )


def still_here(place: Place, keys: Iterable[int | None]) -> list[Member]:
    return list(members().filter(place=place, pk__in={key for key in keys if key}, left_at__isnull=True))


def whoever_now(place: Place, keys: Iterable[int | None]) -> list[Member]:
    """Those who are here; for those who have left, whoever does their work now."""
    wanted = {key for key in keys if key}
    here = still_here(place, wanted)
    gone = wanted - {one.pk for one in here}
    heirs = {family_of(place.pk).now.get(key) for key in gone} - wanted if gone else set()
    return [*here, *members().filter(place=place, pk__in=[key for key in heirs if key])]


def heirs_of_ref(place: Place, ref: str) -> list[Member]:
    """Who takes over from "member:3" or "organisation:2": the person, or those who are asked for the heir."""
    kind, _, number = ref.partition(":")
    if kind == "member":
        heir = Member.objects.filter(place=place, number=int(number)).values_list("successor", flat=True)
        return whoever_now(place, heir)
    old = Organisation.objects.select_related("successor__place").get(place=place, number=int(number))
    return asked_people(old.successor) if old.successor else []


def asked_people(organisation: Organisation) -> list[Member]:
    """Those who are asked for an organisation, or for the one that has followed it."""
    heir = organisation
    passed = {heir.pk}
    while heir.successor and heir.successor_id not in passed:
        heir = heir.successor
        passed.add(heir.pk)
    named = Membership.objects.filter(organisation=heir, asked=True, until__isnull=True)
    return still_here(organisation.place, named.values_list("member_id", flat=True))


def everybody(place: Place) -> list[Member]:
    return list(members().filter(place=place, left_at__isnull=True))


def stewards(place: Place) -> list[Member]:
    return list(members().filter(place=place, steward=True, left_at__isnull=True))


def stewards_apart_from(asker: Member) -> list[Member]:
    """Those who could agree to a copy of the whole place that `asker` asks for."""
    family = family_of(asker.place_id)
    return [one for one in stewards(asker.place) if one.pk != asker.pk and apart(asker, one, family)]


def export_of(place: Place, event: Event) -> PlaceExport | None:
    number = event.facts.get("export")
    found = PlaceExport.objects.select_related("asked_by", "agreed_by", "taken_by")
    return found.filter(place=place, number=number).first() if number else None


def who_spoke(claim: Claim) -> set[int]:
    """Keys of the members who have answered, in the open or in a box."""
    spoke = set(Answer.objects.filter(claim=claim, member__isnull=False).values_list("member_id", flat=True))
    return spoke | set(
        BallotTurn.objects.filter(counterpart__claim=claim).values_list("member_id", flat=True)
    )


def who_answers_for_it(claim: Claim) -> set[int]:
    """Keys of the claimant's side: who put it, promised it or owns it, and who is asked for a claimant."""
    keys = {claim.put_by_id, *(one.member_id for one in claim.claimants.all())}
    if hasattr(claim, "promise"):
        keys = {claim.promise.promiser_id, *keys} - {claim.promise.heard_by_id}
    if hasattr(claim, "barrier"):
        keys = {claim.barrier.owner_member_id}
    if hasattr(claim, "request"):
        keys = set()
    for claimant in claim.claimants.all():
        if claimant.organisation:
            keys |= {member.pk for member in asked_people(claimant.organisation)}
    return {key for key in keys if key}


def who_began_it(claim: Claim) -> set[int]:
    """Keys of those who put it, heard it, raised it or asked for it, and of those whom a barrier stops."""
    keys = {claim.put_by_id}
    if hasattr(claim, "promise"):
        keys |= {claim.promise.promiser_id, claim.promise.heard_by_id}
    if hasattr(claim, "barrier"):
        keys |= {claim.barrier.owner_member_id}
        keys |= {one.member_id for one in claim.counterparts.all() if not one.by_claimant}
    return {key for key in keys if key}


ALONE = 2  # working days in which those who read a barrier first are the only ones who were written to


def who_reads_a_barrier_first(claim: Claim) -> list[Member]:
    """Stewards and convenors of other organisations than the one that could remove it, where the raiser may work there.

    Of a barrier without a name nobody knows, so it is always as if they did: what is done tells nothing of who it was.
    """
    could_remove = claim.barrier.could_remove
    if could_remove is None or (claim.put_by and not works_for(_with_work(claim.put_by), could_remove)):
        return []
    place = claim.place
    people = members().filter(place=place, left_at__isnull=True).filter(Q(steward=True) | Q(convenor=True))
    return [one for one in people if one.pk != claim.put_by_id and not works_for(one, could_remove)]


def _with_work(member: Member) -> Member:
    return members().get(pk=member.pk)


def who_may_hear_how_it_stands(claim: Claim) -> set[int]:
    """Who is told of a new standing. Nobody hears what others said before they have spoken themselves."""
    waiting = {one.member_id for one in claim.counterparts.all() if one.member_id} - who_spoke(claim)
    return (who_spoke(claim) | who_began_it(claim)) - waiting
