"""Who is named how in a copy of the whole place, and where people stand: through the disclosure gate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from counterpoint.analysis.disclosure import Folded, fold, may_release
from counterpoint.claims.models import Answer, Claim, Counterpart
from counterpoint.claims.queries.claim_loading import Loaded
from counterpoint.partnership.choices import EVERYONE_WITH, SOMEONE_WITH, Perspective
from counterpoint.partnership.models import Member, Organisation
from counterpoint.partnership.queries import signed
from counterpoint.web import dates

SOMEONE, TICKET = "someone", "someone with a ticket"
NOT_SAID = "not said"  # those of whom nobody has said where they stand


@dataclass(frozen=True, slots=True)
class Gate:
    """Where people stand is said only of groups of five and more. Who signs with their name is named."""

    folded: Folded
    released: bool  # may the counts go out, beside all that went before?

    @property
    def cells(self) -> dict[str, int]:
        return self.folded.cells if self.released else {}

    @property
    def told(self) -> frozenset[str]:
        """The perspectives that may be spoken of."""
        return frozenset(name for name, _ in self.folded.shown)

    def standing(self, perspective: str, nobody: str = SOMEONE) -> str:
        return SOMEONE_WITH[Perspective(perspective)] if perspective in self.told else nobody

    def person(self, member: Member | None, organisation: Organisation | None = None) -> str:
        if member is None:
            return ""
        return signed(member, organisation, "") if member.signs else self.standing(first_of(member))

    def answered(self, loaded: Loaded, answer: Answer) -> str:
        """Without a name where they were asked as one of a group, and where they do not sign."""
        if answer.member is None:
            return self.standing(answer.perspective, TICKET)
        matched = loaded.heard.matched.get(answer.pk)
        if matched is not None and matched.perspective:
            return self.standing(matched.perspective)
        return self.person(answer.member, answer.organisation)

    def claimants(self, claim: Claim) -> str:
        several = [
            one.organisation.name if one.organisation else self.person(one.member)
            for one in claim.claimants.all()
        ]
        return dates.listed(several)

    def counterpart(self, one: Counterpart) -> str:
        """A group is a rule and names nobody. Who was asked to answer into a box is not said."""
        if one.pool:
            seats = [seat.organisation.name for seat in one.pool.seats.all() if seat.organisation]
            return f"any of these: {dates.listed(seats, 'or')}" if seats else one.pool.name
        if one.perspective:
            return EVERYONE_WITH[Perspective(one.perspective)]
        if one.claim.of.detached:
            return "a peer"
        if one.organisation:
            return one.organisation.name
        return self.person(one.member) or TICKET


def gate_of(people: Iterable[Member], earlier: Sequence[Mapping[str, int]]) -> Gate:
    """`people` are those who are here; `earlier` what earlier copies have said of how many stand where."""
    folded = fold(Counter(first_of(one) or NOT_SAID for one in people))
    return Gate(folded, folded.total is not None and may_release(earlier, folded.cells))


def first_of(member: Member) -> str:
    """Where somebody stands unless they say otherwise: each person is in one group."""
    held = sorted(member.standpoints.all(), key=lambda one: (not one.first, one.pk))
    return held[0].perspective if held else ""
