"""The head of the ledger, once a week, to those who are asked for a partner: so that others hold it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from counterpoint.analysis.calendar import day_in, is_working_day
from counterpoint.ledger.queries import head, position
from counterpoint.partnership.choices import Channel
from counterpoint.partnership.models import Membership, Place, is_quiet
from counterpoint.partnership.queries import members
from counterpoint.work import hours, reach
from counterpoint.work.choices import NoticeKind
from counterpoint.work.drafts import Draft

HEADS = "heads"  # the last day on which heads were written to partners, as an ordinal


def heads_due(place: Place, at: datetime) -> list[Draft]:
    """On the first working day of the week, one to each person, for however many partners they are asked.

    By mail, for a text message is not kept. Not in the quiet fortnight: nobody outside knows of the place yet.
    """
    today = day_in(at, place.zone)
    if is_quiet(place, at) or not hours.in_working_hours(place, at) or not _first_working_day(place, today):
        return []
    if position(place.pk, HEADS) >= today.toordinal():
        return []
    stands = head(place.pk)
    year, week, _ = today.isocalendar()
    asked = Membership.objects.filter(
        place=place, asked=True, until__isnull=True, organisation__successor=None
    )
    people = members().filter(pk__in=asked.values("member"), left_at__isnull=True)
    return [
        Draft(
            member,
            NoticeKind.HEAD,
            f"{NoticeKind.HEAD}:{year}-{week:02}:{member.ref}",
            {"seq": stands.length, "hash": stands.hash},
            at,
        )
        for member in people
        if member.channel == Channel.MAIL and reach.reached_at(member)
    ]


def _first_working_day(place: Place, today: date) -> bool:
    earlier = (today - timedelta(days=n) for n in range(1, today.weekday() + 1))
    return is_working_day(today, place.nation) and not any(
        is_working_day(day, place.nation) for day in earlier
    )
