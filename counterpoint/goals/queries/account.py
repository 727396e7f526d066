"""An account of a goal has its chart beside it: what was said, and what the numbers say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from counterpoint.claims.models import Claim, Claimant
from counterpoint.goals.models import Goal, Serves
from counterpoint.goals.queries.changes import Change, change_rows, changes_from
from counterpoint.goals.queries.then import view_of
from counterpoint.partnership.models import Member, Place


@dataclass(frozen=True, slots=True)
class Beside:
    """What the charts say, beside an account."""

    said: tuple[Change, ...]


def beside_account(member: Member, number: int, at: datetime, as_at: date | None) -> Beside:
    """What the charts say of the goals that an account is of: those they carry who give it, or that it is tied to."""
    view = view_of(member, at, as_at)
    rows = change_rows(member, at, view.until, only=Q(pk__in=_goals(member.place, number).values("pk")))
    return Beside(changes_from(rows, view).said)


def _goals(place: Place, number: int) -> QuerySet[Goal]:
    account = Claim.objects.filter(place=place, number=number, kind="account").order_by()
    houses = Claimant.objects.filter(claim__in=account.values("pk"), organisation__isnull=False).order_by()
    carried = Claim.objects.filter(
        Q(put_by__in=account.values("put_by")) | Q(claimants__organisation__in=houses.values("organisation")),
        place=place, kind="carried", withdrawn_at=None,
    ).order_by()  # fmt: skip
    tied = Serves.objects.filter(claim__in=account.values("pk")).order_by()
    return Goal.objects.filter(
        Q(carried__in=carried.values("pk")) | Q(pk__in=tied.values("goal")), place=place
    ).order_by()
