"""Above every answer button: who will read this, and whether they could guess it is you."""

from __future__ import annotations

from datetime import datetime

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.disclosure import FEWEST_IN_POOL
from counterpoint.claims.models import Claim, PoolSeat
from counterpoint.claims.queries.opening import Opened
from counterpoint.partnership.models import Member, is_quiet
from counterpoint.partnership.queries import signed, standing_as
from counterpoint.web import dates

CONTEST = "A “no” is read at once by those it is about, and by everyone else after five working days."


def signature(opened: Opened) -> str:
    """How the answer is signed on the record."""
    capacity = opened.capacity
    if opened.member is None or (capacity.counterpart and capacity.counterpart.perspective):
        return standing_as(capacity.perspective)
    return signed(opened.member, capacity.organisation, capacity.perspective)


def readers_of(opened: Opened, at: datetime) -> tuple[str, ...]:
    """In sentences, the plainest first."""
    capacity = opened.capacity
    if capacity.detached:
        return _box(opened)
    shown = _signed(opened, at)
    if capacity.own_staff:
        shown += (
            "You work for whoever makes this claim, so your answer is shown apart, as its own staff’s. Your "
            "organisation reads it. It can say that it is not so; it can’t confirm.",
        )
    return (*shown, CONTEST)


def _signed(opened: Opened, at: datetime) -> tuple[str, ...]:
    claim, who = opened.claim, signature(opened)
    whom = _whom(claim, at)
    member = opened.member
    if member is None:
        return (f"Shown as “{who}”, {whom}. No name is kept with it.", _ticket_guess(opened))
    if opened.capacity.counterpart and opened.capacity.counterpart.perspective:
        return (f"Shown as “{who}”, {whom}. Your name is not shown.", guess(_standing_there(opened)))
    if member.signs:
        return (f"Your name stands beside your answer, {whom}: “{who}”.",)
    return (f"Shown as “{who}”, {whom}. Your name is not shown.", guess(_could_be(opened)))


def _whom(claim: Claim, at: datetime) -> str:
    place = claim.place
    if is_quiet(place, at) and place.quiet_until:
        until = dates.day(day_in(place.quiet_until, place.zone))
        return f"for those it concerns until {until}, then for everyone in {place}"
    people = Member.objects.here().filter(place=place).count()
    return f"for the {people} people of {place}"


def _standing_there(opened: Opened) -> int:
    counterpart = opened.capacity.counterpart
    perspective = counterpart.perspective if counterpart else ""
    return (
        Member.objects.here().filter(place=opened.claim.place, standpoints__perspective=perspective).count()
    )


def _could_be(opened: Opened) -> int:
    """How many people the signature could mean: same post, same organisation, same place to stand."""
    member, capacity = opened.member, opened.capacity
    assert member is not None  # noqa: S101  # a signature without a member is a ticket's
    alike = Member.objects.here().filter(place=member.place)
    if capacity.organisation:
        alike = alike.filter(memberships__organisation=capacity.organisation, memberships__until=None)
    if member.post:
        posts = alike.values_list("pk", "post").distinct()
        return sum(post.casefold() == member.post.casefold() for _, post in posts)
    return alike.filter(standpoints__perspective=capacity.perspective).distinct().count()


def guess(people: int) -> str:
    if people <= 1:
        return "Only one person could be meant. Whoever knows the place will know that it is you."
    how_many = dates.number_word(people).capitalize()
    if people < 10:
        return f"{how_many} people could be meant, so some may guess that it is you."
    return f"{how_many} people could be meant. What you write may still show that it is you."


def _ticket_guess(opened: Opened) -> str:
    handed_out = sum(one.ticket_id is not None for one in opened.claim.counterparts.all())
    if handed_out <= 1:
        return "Yours is the only ticket for this so far, so whoever gave it to you will know that it is you."
    tickets = dates.number_word(handed_out).capitalize()
    return f"{tickets} tickets were given out, so some may guess that it is you."


def _box(opened: Opened) -> tuple[str, ...]:
    counterpart = opened.capacity.counterpart
    if counterpart is not None and counterpart.pool_id:
        seats = PoolSeat.objects.filter(pool_id=counterpart.pool_id).count()
        shown = f"Only the counts are shown, once {dates.number_word(FEWEST_IN_POOL)} have been heard"
    else:
        seats = sum(one.counts_from is not None for one in opened.claim.counterparts.all())
        shown = "Only the counts are shown, when the box is opened"
    return (
        f"Nobody reads who said what. Your answer goes into a box with those of the others, "
        f"{dates.number_word(seats)} in all. {shown}.",
        "If you all say the same, everybody will know what each of you said. "
        "Nobody can tell your answer from the others, so it can’t be changed later.",
    )
