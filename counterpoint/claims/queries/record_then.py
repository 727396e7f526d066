"""The record as it was at the end of a past day: what was there, how it stood, and by which words it could be found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, prefetch_related_objects

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.choices import State
from counterpoint.claims.models import Claim, Claimant, Turn
from counterpoint.claims.models.claims import ClaimQuerySet
from counterpoint.claims.policies import family_told, told_of
from counterpoint.claims.queries.finding import OWNED, of_organisation, organisations_of, spoken_of_then
from counterpoint.claims.queries.snapshots import Snapshot, recorded
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries.then import member_then

if TYPE_CHECKING:
    from counterpoint.claims.queries.record import Wanted


@dataclass(frozen=True, slots=True)
class RecordThen:
    """A past day, for one reader."""

    member: Member
    organisations: frozenset[int]  # the reader's, then or now
    until: datetime
    claims: dict[int, Snapshot]

    def found(self, wanted: Wanted, claims: ClaimQuerySet) -> ClaimQuerySet:
        """What somebody would have found with the same wishes on that day."""
        claims = claims.filter(put_at__lte=self.until)
        if wanted.organisation:
            claims = claims.filter(of_organisation(self.member.place_id, wanted.organisation, self.until))
        if wanted.words:
            waiting = [key for key, one in self.claims.items() if one.state == State.IN_REPLY]
            claims = claims.filter(
                spoken_of_then(wanted.words, self.member, self.organisations, self.until, hidden=waiting)
            )
        if wanted.state or wanted.message:
            claims = claims.filter(pk__in=[key for key, one in self.claims.items() if _wished(one, wanted)])
        return claims

    def rewound(self, claims: Sequence[Claim]) -> list[tuple[Claim, State]]:
        """A few claims with what a row says of them, as it was, and how they stood. One query, seldom two."""
        claimants = Claimant.objects.filter(at__lte=self.until).select_related("organisation", "member")
        prefetch_related_objects(list(claims), Prefetch("claimants", claimants.order_by("pk")))
        owned = self._owned_since(claims)
        for one in claims:
            then = self.claims[one.pk]
            one.claimed_at, one.message = then.claimed_at, then.message
            if one.pk in owned:
                turn: Any = owned[one.pk]
                before_it_was_owned(one, turn, turn.claim.promise.heard_by)
        return [(one, self.claims[one.pk].state) for one in claims]

    def _owned_since(self, claims: Sequence[Claim]) -> dict[int, Turn]:
        """Heard promises that somebody owned later. Who had put them is read on the way, through their room's table."""
        some = [one.pk for one in claims if self.claims[one.pk].claimed_at is None]
        if not some:
            return {}
        turns = Turn.objects.filter(claim__in=some, verb__in=OWNED, at__gt=self.until)
        return {one.claim_id: one for one in turns.select_related("words", "claim__promise__heard_by")}


def _wished(one: Snapshot, wanted: Wanted) -> bool:
    if wanted.state and one.state != wanted.state:
        return False
    return not wanted.message or str(one.message or "none") == wanted.message


def record_then(member: Member, at: datetime, as_at: date, until: datetime) -> RecordThen:
    """Three queries; one more on a day on which contests waited."""
    today, told = day_in(at, member.place.zone), told_of(member.place_id)
    family = family_told(told, until)
    found = recorded(member.place, today=today, since=as_at, reader=member, at=at, family=family)
    ours = organisations_of(member_then(member, as_at), family) | organisations_of(member, family_told(told))
    return RecordThen(member, ours, until, {one.pk: one for one in found.on(as_at)})


def before_it_was_owned(claim: Claim, owned: Any, heard_by: Member | None) -> None:
    """Whoever owns a heard promise puts it from then on, and may put it in other words."""
    claim.put_by, claim.put_for = heard_by, None
    claim.sentence = owned.words or claim.sentence
