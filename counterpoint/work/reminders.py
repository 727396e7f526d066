"""What time alone brings: a promiser who has not answered, a long-term choice that is due to be put again."""

from __future__ import annotations

from datetime import datetime

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.choices import HelpKind
from counterpoint.claims.models import Help
from counterpoint.claims.queries import to_put_again
from counterpoint.claims.queries.again import Because
from counterpoint.claims.queries.help import did_it_come
from counterpoint.partnership.models import Place
from counterpoint.promises.choices import PromiseState
from counterpoint.promises.models import Promise
from counterpoint.work import interest, of_stories
from counterpoint.work.asking import REMIND_AFTER
from counterpoint.work.choices import NoticeKind, Outcome
from counterpoint.work.drafts import Draft
from counterpoint.work.models import Notice

SECOND = "again"  # ends the key of a promiser's one reminder


def reminders_due(place: Place, at: datetime) -> list[Draft]:
    return [
        *_promisers(place, at),
        *_long_term_choices(place, at),
        *_offers_of_help(place, at),
        *of_stories.reminders(place, at),
    ]


def _promisers(place: Place, at: datetime) -> list[Draft]:
    """Once, a fortnight after the first letter. After that the record shows for how long nobody has owned it."""
    asked = Notice.objects.filter(place=place, kind=NoticeKind.OWNER, letter__outcome=Outcome.SENT)
    asked = asked.exclude(key__endswith=SECOND).select_related("member", "letter")
    heard = Promise.objects.filter(place=place, state=PromiseState.HEARD, claim__withdrawn_at=None)
    still_heard = set(heard.values_list("claim__number", flat=True))
    today = day_in(at, place.zone)
    return [
        Draft(one.member, NoticeKind.OWNER, f"{one.key}:{SECOND}", {"claim": one.about["claim"]}, at)
        for one in asked
        if one.about["claim"] in still_heard
        and one.letter is not None
        and one.letter.on + REMIND_AFTER <= today
    ]


def _long_term_choices(place: Place, at: datetime) -> list[Draft]:
    """Was it so for half a year? Then whoever put it is asked to put it again, as a claim that follows the old."""
    return [
        Draft(
            member, NoticeKind.AGAIN, f"again:{one.claim.ref}:{member.ref}", {"claim": one.claim.number}, at
        )
        for one in to_put_again(place, at)
        if one.because != Because.CHART  # its own act has asked already
        for member in interest.still_here(place, [one.claim.put_by_id])
    ]


def _offers_of_help(place: Place, at: datetime) -> list[Draft]:
    """Four weeks after "I'm in" whoever it was for is asked once whether it came; after an introduction, the two."""
    return [
        Draft(
            member, NoticeKind.HELP, f"help:{one.number}:came:{member.ref}",
            {"claim": one.claim.number, "help": one.number}, at,
        )
        for one in did_it_come(place, day_in(at, place.zone))
        for member in interest.still_here(place, _who_would_know(one))
    ]  # fmt: skip


def _who_would_know(one: Help) -> set[int]:
    if one.kind == HelpKind.TALK:
        return {one.one_id or 0, one.other_id or 0}
    return (interest.who_began_it(one.claim) | interest.who_answers_for_it(one.claim)) - {one.by_id}
