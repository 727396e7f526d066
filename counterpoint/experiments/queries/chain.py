"""Tries that follow one another: one story, on each of their pages."""

from __future__ import annotations

from datetime import datetime

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.queries.as_at import query_of
from counterpoint.experiments import policies
from counterpoint.experiments.models import Experiment
from counterpoint.experiments.queries.rows import ExperimentRow, row_of, with_words
from counterpoint.experiments.queries.then import rewound
from counterpoint.partnership.models import Member


def chain_of(
    member: Member, one: Experiment, at: datetime, until: datetime | None
) -> tuple[ExperimentRow, ...]:
    """The tries that follow one another, the first of them first. Two queries."""
    seen = policies.seen_by(member, at)
    seen = seen.filter(put_at__lte=until) if until else seen
    before = dict(seen.filter(follows__isnull=False).values_list("pk", "follows_id"))
    after = {earlier: later for later, earlier in before.items()}
    keys = [one.pk]
    while (earlier := before.get(keys[0])) is not None and earlier not in keys:
        keys.insert(0, earlier)
    while (later := after.get(keys[-1])) is not None and later not in keys:
        keys.append(later)
    if len(keys) == 1:
        return ()
    rows = with_words(seen.filter(pk__in=keys))
    found = {each.pk: rewound(each, until) if until else each for each in rows}
    place, query = member.place, query_of(day_in(until, member.place.zone) if until else None)
    return tuple(
        row_of(found[key], place.slug, place.zone, here=key == one.pk, query=query)
        for key in keys
        if key in found
    )
