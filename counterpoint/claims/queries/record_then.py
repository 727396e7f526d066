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
from counterpoint.claims.policies import family_of
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
    organisations: frozenset[int]  # the reader's then
    until: datetime
    claims: dict[int, Snapshot]

    def found(self, wanted: Wanted, claims: ClaimQuerySet) -> ClaimQuerySet:
        """What somebody would have found with the same wishes on that day."""
        claims = claims.filter(put_at__lte=self.until)
        if wanted.organisation:
            claims = claims.filter(of_organisation(self.member.place_id, wanted.organisation, self.until))
        if wanted.words:
            waiting = [key for key, one in self.claims.items() if one.state == State.IN_REPLY]
            ours = self.organisations | organisations_of(self.member, family_of(self.member.place_id))
            claims = claims.filter(
                spoken_of_then(wanted.words, self.member, ours, self.until, hidden=waiting)
            )
        if wanted.state or wanted.message:
            claims = claims.filter(pk__in=[key for key, one in self.claims.items() if _wished(one, wanted)])
        return claims

    def rewound(self, claims: Sequence[Claim]) -> list[tuple[Claim, State]]:
        """A few claims with what a row says of them, as it was, and how they stood. Two queries."""
        claimants = Claimant.objects.filter(at__lte=self.until).select_related("organisation", "member")
        owned = Turn.objects.filter(verb__in=OWNED, at__gt=self.until).select_related("words")
        for one in claims:
            one._prefetched_objects_cache = {}  # type: ignore[attr-defined]
        prefetch_related_objects(
            list(claims),
            Prefetch("claimants", claimants.order_by("pk")),
            Prefetch("turns", owned),
        )
        turns = [turn for one in claims for turn in one.turns.all()]
        numbers = {int(turn.details.get("heard_by", ":0").partition(":")[2]) for turn in turns}
        people = self._people(numbers) if numbers else {}
        for one in claims:
            then = self.claims[one.pk]
            one.claimed_at, one.message = then.claimed_at, then.message
            for turn in one.turns.all():
                before_it_was_owned(one, turn, people.get(turn.details.get("heard_by", ""), one.put_by))
        return [(one, self.claims[one.pk].state) for one in claims]

    def _people(self, numbers: set[int]) -> dict[str, Member]:
        here = Member.objects.filter(place_id=self.member.place_id, number__in=numbers)
        return {one.ref: one for one in here}


def _wished(one: Snapshot, wanted: Wanted) -> bool:
    if wanted.state and one.state != wanted.state:
        return False
    return not wanted.message or str(one.message or "none") == wanted.message


def record_then(member: Member, at: datetime, as_at: date, until: datetime) -> RecordThen:
    """Three queries; one more on a day on which contests waited."""
    today, family = day_in(at, member.place.zone), family_of(member.place_id, until)
    found = recorded(member.place, today=today, since=as_at, reader=member, at=at, family=family)
    ours = organisations_of(member_then(member, as_at), family)
    return RecordThen(member, ours, until, {one.pk: one for one in found.on(as_at)})


def before_it_was_owned(claim: Claim, owned: Any, heard_by: Member | None) -> None:
    """Whoever owns a heard promise puts it from then on, and may put it in other words."""
    claim.put_by, claim.put_for = heard_by, None
    claim.sentence = owned.words or claim.sentence
