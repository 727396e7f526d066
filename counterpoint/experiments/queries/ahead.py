"""How far experiments look, for the page that lays goals, promises and tries side by side."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.queries.ahead import Ahead
from counterpoint.experiments.choices import Decision
from counterpoint.experiments.policies import seen_by
from counterpoint.experiments.queries.rows import experiment_url, step_words, who_tries, with_words
from counterpoint.partnership.models import Member


def experiments_ahead(member: Member, at: datetime) -> Iterator[Ahead]:
    """The newest first. One to be tried in another way is told of by the try that follows it. One query."""
    place = member.place
    for one in with_words(seen_by(member, at)).exclude(decision=Decision.ADAPT).order_by("-number"):
        yield Ahead(
            horizon=one.horizon,
            words=str(one.idea),
            lang=one.idea.lang,
            url=experiment_url(place.slug, one.number),
            who=who_tries(one),
            organisation=one.organisation_id,
            said=step_words(one),
            ended_on=day_in(one.ended_at, place.zone) if one.ended_at else None,
            goes_on=one.decision != Decision.ABANDON,
        )
