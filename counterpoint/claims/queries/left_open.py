"""What whoever came before left open: which claims, for which heir, and which of them nobody has decided in time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery, prefetch_related_objects

from counterpoint.analysis.standing import Standing
from counterpoint.claims.choices import PUT_AGAIN, State, TurnVerb
from counterpoint.claims.models import Claim, Claimant, Counterpart, Turn
from counterpoint.claims.policies import Family, family_of
from counterpoint.claims.policies.inheriting import (
    BINDS,
    DECISIONS,
    SILENCE,
    Heir,
    decided,
    decided_by,
)
from counterpoint.partnership.models import Member, Organisation, Place


@dataclass(frozen=True, slots=True)
class Undecided:
    """One claim, and who has to say what becomes of it."""

    claim: Claim
    heir: Heir


def bound(place: Place, heirs: Iterable[Heir], family: Family) -> list[tuple[Heir, Claim]]:
    """What binds those whom these heirs follow, and is not over: decided or not. Three queries, or none."""
    found: list[tuple[Heir, Claim]] = []
    for heir in heirs:
        wanted = _of_those_before(heir, family)
        if wanted is not None:
            found += [(heir, claim) for claim in _claims(place, wanted)]
    return found


def follows_nobody(heir: Heir, family: Family) -> bool:
    return _of_those_before(heir, family) is None


def _of_those_before(heir: Heir, family: Family) -> Q | None:
    if isinstance(heir, Organisation):
        before = family.stands_for.get(heir.pk, frozenset()) - {heir.pk}
        made = Claimant.objects.filter(organisation__in=before)
        # The last to take a barrier on is its owner; another may have taken it since.
        last = Turn.objects.filter(claim=OuterRef("pk"), verb=TurnVerb.TOOK).order_by("-position")
        taken = Claim.objects.filter(kind="barrier", before__in=(State.TAKEN.value, ""))
        owner = Subquery(last.values("organisation")[:1])
        owned = taken.annotate(owner=owner).filter(owner__in=before)
        owns = Q(kind="barrier", pk__in=owned.values("pk"))
        return Q(pk__in=made.values("claim")) | owns if before else None
    theirs = Q(pk__in=[])
    for key, handed in family.before(heir.pk).items():
        theirs |= Q(member=key, at__lte=handed.until)
    ours = Claimant.objects.filter(claim=OuterRef("claim"), organisation__isnull=False)
    made = Claimant.objects.filter(theirs).exclude(Exists(ours))
    return Q(pk__in=made.values("claim")) if family.before(heir.pk) else None


def _claims(place: Place, wanted: Q) -> list[Claim]:
    """A promise that was kept is over; so is a long-term choice that was put again since, and a barrier that is gone."""
    over = Q(standing=Standing.CONFIRMED, kind__in=("promise", "barrier"))
    over |= Q(kind__in=PUT_AGAIN, followed_by__isnull=False)
    begun = Q(claimed_at__isnull=False) | Q(kind="barrier", before=State.TAKEN.value)
    decisions = Turn.objects.filter(verb__in=DECISIONS).select_related("by", "organisation", "words")
    rows = (
        Claim.objects.filter(wanted, begun, place=place, kind__in=BINDS, withdrawn_at=None)
        .exclude(over)
        .select_related("sentence", "put_by")
        .prefetch_related(
            Prefetch("claimants", Claimant.objects.select_related("organisation", "member")),
            Prefetch("counterparts", Counterpart.objects.select_related("organisation", "member", "pool")),
            Prefetch("turns", decisions),
        )
        .order_by("put_at", "number")
    )
    found = list(rows)
    for claim in found:
        claim.place = place
        for one in claim.counterparts.all():
            if one.member:
                one.member.place = place
    know_where_they_stand(found)
    return found


def know_where_they_stand(claims: Iterable[Claim]) -> None:
    """Whoever does not sign is called by where they stand: read only for them, and only if there are such."""
    people = [claim.put_by for claim in claims]
    people += [one.member for claim in claims for one in claim.claimants.all()]
    people += [one.member for claim in claims for one in claim.counterparts.all()]
    unsigned = [one for one in people if one is not None and not one.signs]
    if unsigned:
        prefetch_related_objects(unsigned, "standpoints")


def waits_for(claim: Claim, heir: Heir) -> bool:
    """Has this heir yet to decide? What one before it refused or let die is over; what it inherited is not."""
    last = decided(claim)
    return last is None or (last.verb == TurnVerb.INHERITED and not decided_by(last, heir))


def undecided_since(place: Place, at: datetime) -> list[Undecided]:
    """What nobody has decided in the 28 days since the heir followed: it dies, and the record says so."""
    too_long = at - SILENCE
    followed = {"followed_at__lte": too_long, "successor__isnull": False}
    houses = Organisation.objects.filter(succeeds__in=Organisation.objects.filter(place=place, **followed))
    people = Member.objects.filter(succeeds__in=Member.objects.filter(place=place, **followed))
    heirs: list[Heir] = [*houses.distinct(), *people.distinct()]
    if not heirs:
        return []
    family = family_of(place.pk)
    return [
        Undecided(claim, heir)
        for heir, claim in bound(place, heirs, family)
        if waits_for(claim, heir) and _has_had_long(claim, heir, too_long, family) and _is_last(heir)
    ]


def _is_last(heir: Heir) -> bool:
    """An heir that has been followed itself decides nothing any more: whoever follows it does."""
    return heir.successor_id is None


def _has_had_long(claim: Claim, heir: Heir, too_long: datetime, family: Family) -> bool:
    """Each of those before may have passed it on another day: it is theirs to decide since it came to them."""
    if isinstance(heir, Member):
        before = family.before(heir.pk)
        keys_ = (one.member_id or 0 for one in claim.claimants.all())
        days = [before[key].since for key in keys_ if key in before]
    else:
        keys = [(heir.pk, one.organisation_id or 0) for one in claim.claimants.all()]
        keys += (
            [(heir.pk, one) for one in family.stands_for.get(heir.pk, ())] if claim.kind == "barrier" else []
        )
        days = [family.since[key] for key in keys if key in family.since]
    return bool(days) and max(days) <= too_long


def heirs_of(member: Member, family: Family) -> list[Heir]:
    """As whom somebody decides: those they work for that followed another, and themselves where they did."""
    today = [one for one in member.memberships.all() if one.until is None and one.works]
    houses = [
        one.organisation
        for one in today
        if len(family.stands_for.get(one.organisation_id, ())) > 1 and one.organisation.successor_id is None
    ]
    return [*houses, *([member] if family.before(member.pk) else [])]
