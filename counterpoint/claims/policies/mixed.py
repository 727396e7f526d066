"""Of some kinds two sorts of people say whether it is so: somebody in another organisation, and somebody it is for.

What was learned, a goal that is met, a chart that begins anew: one's own colleagues alone could say so of anything.
Both are named here; that both were heard is the rule of how the answers add up (`Rule.BOTH`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import Rule
from counterpoint.claims.choices import Kind
from counterpoint.claims.policies.barred import works_for
from counterpoint.claims.policies.family import family_of
from counterpoint.partnership.choices import WHO_USES_SERVICES, OrganisationKind
from counterpoint.partnership.models import Member, Organisation

GROUP = OrganisationKind.GROUP  # people who belong to it, and do not work for it
ELSEWHERE = "Name somebody in another organisation as well. The two together can say so."
LIVED = "Name somebody with lived experience as well, or a carer. The two together can say so."


def why_not_mixed(
    kind: Kind,
    by: Member,
    claimants: Collection[Organisation],
    must_hear: Sequence[object],
    at: datetime,
) -> str | None:
    """Refuses those named, unless both sorts are among them. `claimants`: none where a person claims it for themselves."""
    if kind.rule != Rule.BOTH:
        return None
    ours = _our_side(by, claimants, at)
    outside = {place for place, one in enumerate(must_hear) if _is_outside(one, ours, at)}
    lived = {place for place, one in enumerate(must_hear) if _is_lived(one, ours, at)}
    if not outside:
        return ELSEWHERE if lived else kind.nobody
    return None if lived and len(outside | lived) > 1 else LIVED


def _our_side(by: Member, claimants: Collection[Organisation], at: datetime) -> set[int]:
    theirs = {one.pk for one in claimants} or works_for(by, {day_in(at, by.place.zone)})
    family = family_of(by.place_id)
    return {key for one in theirs for key in (one, *family.bars.get(one, ()))}


def _is_outside(one: object, ours: set[int], at: datetime) -> bool:
    """Works somewhere else."""
    if isinstance(one, Organisation):
        return one.pk not in ours and one.kind != GROUP
    if isinstance(one, Member):
        where = works_for(one, {day_in(at, one.place.zone)})
        return bool(where) and not where & ours
    return False


def _is_lived(one: object, ours: set[int], at: datetime) -> bool:
    """Uses services, or cares for somebody who does, and can speak as that: not only as staff."""
    if isinstance(one, str):
        return one in WHO_USES_SERVICES
    if isinstance(one, Organisation):
        return one.kind == GROUP and one.pk not in ours
    if isinstance(one, Member):
        today = day_in(at, one.place.zone)
        held = [each for each in one.memberships.all() if each.held_on(today)]
        stands = any(each.perspective in WHO_USES_SERVICES for each in one.standpoints.all())
        as_staff_alone = bool(held) and all(each.works for each in held)
        return stands and not as_staff_alone and not works_for(one, {today}) & ours
    return False
