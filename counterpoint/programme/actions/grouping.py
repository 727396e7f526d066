"""The one thing that a programme does by itself: it puts the places that share into groups."""

from __future__ import annotations

import random
from datetime import datetime

from counterpoint.ledger.actions import act
from counterpoint.partnership.models import Place
from counterpoint.programme.models import Group, Seat
from counterpoint.programme.policies import groups_due
from counterpoint.web.http import Refused


def form_groups(*, programme: Place, at: datetime) -> int:
    """Close each group that is not whole any more, and seat those who wait, once five do. How many were formed.

    The ledger says how many, and never which: it is read by every partner.
    """
    with act(programme.pk, verb="programme.grouped", by="system", at=at) as event:
        due = groups_due(programme, event.at, random.SystemRandom().shuffle)
        if not due:
            raise Refused("Every group is whole, and too few places wait for a new one.")
        Group.objects.filter(place=programme, pk__in=due.broken).update(closed_at=event.at)
        for members in due.formed:
            group = Group.objects.create(place=programme, number=event.number(Group), formed_at=event.at)
            Seat.objects.bulk_create(Seat(place=programme, group=group, who=who) for who in sorted(members))
        event.subject = programme.ref
        event.facts |= {"formed": len(due.formed), "closed": len(due.broken)}
    return len(due.formed)
