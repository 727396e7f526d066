"""A new beginning of a chart, asked for with a reason: a phase only while those confirm it who would know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from counterpoint.claims.actions import Named, record_claim
from counterpoint.claims.choices import kind_of
from counterpoint.claims.models import Claim
from counterpoint.claims.policies import own_rules, why_not_put
from counterpoint.claims.policies.mixed import why_not_mixed
from counterpoint.goals.actions.measuring import fresh
from counterpoint.goals.models import Measure, Reading, Rebase
from counterpoint.goals.policies import measures as policies
from counterpoint.ledger.actions import act
from counterpoint.partnership.models import Member, Organisation
from counterpoint.web.http import require

KIND = kind_of("rebase")


def ask_for_rebase(
    *,
    measure: Measure,
    on: date,
    reason: str,
    named: Sequence[Named],
    by: Member,
    at: datetime,
    acting_for: Organisation | None = None,
    also: Sequence[Organisation] = (),
) -> Claim:
    claimants = [*([acting_for] if acting_for else []), *also]
    must_hear = [one.who for one in named if one.must_hear]
    with act(measure.place_id, verb="measure.rebase_asked", by=by.ref, at=at) as event:
        measure = fresh(measure)
        days = list(Reading.objects.filter(measure=measure).order_by("on").values_list("on", flat=True))
        asked = list(measure.rebases.select_related("claim"))
        require(policies.why_not_rebase(by, measure, on, days, asked), field="on")
        require(KIND.missing if not reason.strip() else None, field="sentence")
        require(own_rules.why_not_so_long(KIND, reason), field="sentence")
        require(why_not_put(KIND, by, claimants, [one.who for one in named], at))
        require(why_not_mixed(KIND, by, claimants, must_hear, event.at))
        claim = record_claim(
            event,
            place=measure.place,
            kind=KIND,
            sentence=reason.strip(),
            claimants=claimants or [by],
            named=named,
            by=by,
            acting_for=acting_for,
            claimed=True,
        )
        Rebase.objects.create(place=measure.place, measure=measure, claim=claim, on=on)
        event.facts |= {"measure": measure.ref, "on": on.isoformat()}
        return claim
