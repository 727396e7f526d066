"""One row of the Mirror, opened: its claims, who was asked, how old the evidence is, all that is next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse

from counterpoint.analysis.calendar import day_in, end_of_month
from counterpoint.analysis.disclosure import OTHERS, fold
from counterpoint.claims.choices import MESSAGES, State, TurnVerb, kind_of
from counterpoint.claims.models import Turn
from counterpoint.claims.policies.inheriting import DECISIONS
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.record import SOMEONE
from counterpoint.goals.queries.changes import change_rows, changes_from
from counterpoint.goals.queries.divergences import Pair, side_by_side
from counterpoint.goals.queries.then import View as ViewOfGoals
from counterpoint.goals.queries.within import WITHIN, within
from counterpoint.mirror.choices import GROUPS
from counterpoint.mirror.queries.asking import people_asked
from counterpoint.mirror.queries.gathering import Read, read
from counterpoint.mirror.queries.hearing import people_heard
from counterpoint.mirror.queries.knowing import Known, known_among
from counterpoint.mirror.queries.next import Next, next_by_message
from counterpoint.mirror.queries.rows import PLACE_FIRST, Row, drawn_as, put_url, query_of, row_of
from counterpoint.partnership.choices import Perspective
from counterpoint.partnership.models import Member
from counterpoint.web.dates import counted, day, figure, listed, month, number_word

MOST = 100  # claims in the list; the record has them all
EVERYBODY = len(GROUPS)
LISTS = {
    4: ("claims:skills", "See which skills counted, at which level, and where none has"),
    9: ("claims:licences", "See what staff may just do"),
}
TOO_FEW = "{verb}: fewer than five people, so we do not say where they stand."


@dataclass(frozen=True, slots=True)
class ClaimLine:
    mark: str
    sentence: str
    url: str
    who: str
    when: str
    about: str


@dataclass(frozen=True, slots=True)
class MessagePage:
    """Everything mirror/message.jinja may say."""

    place: str
    day: str
    past: bool
    back_url: str
    row: Row
    apart: tuple[Pair, ...]  # charts of this place that went apart, side by side
    next: tuple[Next, ...]
    who_asked: str
    who_heard: str
    never: str
    age: str
    claims: tuple[ClaimLine, ...]
    listed: str  # "All five, newest first."
    record_url: str
    put_url: str
    list_url: str  # a list of one kind that belongs to this message
    list_words: str
    before: tuple[int, str] | None  # the messages before and after, to go on reading
    after: tuple[int, str] | None


def message_page(
    member: Member, message: int, at: datetime, as_at: date | None, in_month: date | None
) -> MessagePage:
    found = read(member, at, as_at, opened=message)
    upcoming = next_by_message(found.facts).get(message, [])
    claims = claims_of(found, message, in_month)
    died = not_taken_over(found, claims)
    said = {one.number: (one.kind, one.sentence) for one in claims}
    goals = ViewOfGoals(member, at, found.view.until)
    no_change = within(goals, said)
    slug, query = member.place.slug, query_of(found)
    apart = changes_from(change_rows(member, at, goals.until), goals).apart if message == PLACE_FIRST else ()
    row = row_of(found, message, upcoming, most=EVERYBODY)
    these = [one for one in found.asked if one.message == message]

    def beside(number: int) -> tuple[int, str] | None:
        address = {"slug": slug, "number": number}
        return (number, reverse("mirror:message", kwargs=address) + query) if number in MESSAGES else None

    return MessagePage(
        place=member.place.name,
        day=day(found.view.day),
        past=found.view.past,
        back_url=reverse("mirror:mirror", kwargs={"slug": slug}) + query,
        row=row,
        apart=side_by_side(apart),
        next=tuple(upcoming),
        who_asked=by_perspective("People asked", people_asked(these, found.facts.who)) if these else "",
        who_heard=by_perspective("People heard", people_heard(found.facts.spoken, message)) if these else "",
        never=row.asked,
        age=age_of(found, message),
        claims=tuple(
            line_of(found, one, died.get(one.pk, ""), no_change=one.number in no_change) for one in claims
        ),
        listed=how_many(found, message, len(claims), in_month),
        record_url=reverse("claims:record", kwargs={"slug": slug})
        + (f"{query}&" if query else "?")
        + f"message={message}",
        put_url=row.begin_url or put_url(slug, "promise"),
        list_url=reverse(LISTS[message][0], kwargs={"slug": slug}) if message in LISTS else "",
        list_words=LISTS[message][1] if message in LISTS else "",
        before=beside(message - 1),
        after=beside(message + 1),
    )


def by_perspective(verb: str, groups: Mapping[str, int]) -> str:
    """ "People asked: seven on the frontline, five managers and six others." Groups of under five fold into others."""
    folded = fold({name or "unsaid": number for name, number in groups.items()})
    if folded.total is None:
        return TOO_FEW.format(verb=verb) if sum(groups.values()) else ""
    if not folded.shown:
        return f"{verb}: {number_word(folded.total)}, in groups of under five that are not shown apart."
    parts = [f"{number_word(number)} {_group(name)}" for name, number in folded.shown]
    parts += [f"{number_word(folded.others)} {OTHERS}"] if folded.others else []
    return f"{verb}: {listed(parts)}."


def _group(name: str) -> str:
    people = {
        Perspective.LIVED: "with lived experience",
        Perspective.CARER: "carers",
        Perspective.FRONTLINE: "on the frontline",
        Perspective.MANAGER: "managers",
        Perspective.EXECUTIVE: "executives",
        Perspective.VOLUNTARY: "from the voluntary sector",
        Perspective.ELECTED: "elected members",
        Perspective.NATIONAL: "from national bodies",
    }
    return next((words for perspective, words in people.items() if perspective == name), "who did not say")


def claims_of(found: Read, message: int, in_month: date | None) -> list[Known]:
    """Newest first: all of a row that is drawn claim by claim; of a crowded one a month, or the newest hundred."""
    view = found.view
    if message in found.drawn or view.past:
        known = [one for one in found.known if one.message == message]
    else:
        claims = view.seen.filter(message=message)
        if in_month:
            days = (in_month, end_of_month(in_month))
            claims = claims.filter(
                Q(claimed_at__date__range=days)
                | Q(claimed_at=None, put_at__date__range=days)
                | Q(due_on__range=days)
            )
        known = known_among(view, claims, 10 * MOST if in_month else MOST)
    if in_month:
        known = [one for one in known if (one.on.year, one.on.month) == (in_month.year, in_month.month)]
    return sorted(known, key=lambda one: (one.claimed_on or one.put_on, one.number), reverse=True)


def how_many(found: Read, message: int, shown: int, in_month: date | None) -> str:
    total = sum(found.facts.counts[message].states.values())
    if not total:
        return ""
    if in_month:
        return f"{counted(shown, 'record').capitalize()} from {month(in_month)}."
    if shown == total:
        return "Newest first." if total > 1 else ""
    return f"The newest {figure(shown)} of {figure(total)}."


def not_taken_over(found: Read, claims: Iterable[Known]) -> dict[int, str]:
    """What an heir refused or let die: shown wherever it is shown. Nothing is read where nobody followed anybody."""
    if not found.view.heirs and not found.view.family.handed:
        return {}
    said = Turn.objects.filter(verb__in=DECISIONS, claim__in=[one.pk for one in claims])
    if found.view.until:
        said = said.filter(at__lte=found.view.until)
    words = {TurnVerb.NOT_INHERITED.value: "not inherited", TurnVerb.LET_DIE.value: "let die"}
    rows = said.order_by("position").values_list("claim", "verb", "at")
    return {
        claim: f"{words[verb]} on {day(day_in(at, found.view.place.zone))}" if verb in words else ""
        for claim, verb, at in rows
    }


def line_of(found: Read, one: Known, died: str = "", *, no_change: bool = False) -> ClaimLine:
    zone_day = one.claimed_on or one.put_on
    when = f"due {day(one.due_on)}" if one.state == State.NOT_DUE else day(zone_day)
    if one.state in (State.UNANSWERED, State.OVERDUE) and one.asked:
        when = f"{when} · asked {'once' if one.asked == 1 else 'twice' if one.asked == 2 else f'{one.asked} times'}"
    noun = kind_of(one.kind).noun
    return ClaimLine(
        drawn_as(one),
        one.sentence,
        record_url(found.view.place.slug, one.kind, one.number) + query_of(found),
        SOMEONE if kind_of(one.kind).unnamed else found.facts.who.called(one.claimant),
        f"{when} · {died}" if died else when,
        f"{noun} {one.number}" + (f" · within normal variation. {WITHIN}" if no_change else ""),
    )


def age_of(found: Read, message: int) -> str:
    """How old what those who would know have said is."""
    zone = found.view.place.zone
    if message in found.drawn or found.view.past:
        heard = [one.heard_on for one in found.known if one.message == message and one.heard_on]
        oldest, newest = min(heard, default=None), max(heard, default=None)
    else:
        ends = [day_in(one, zone) for one in found.heard]
        oldest, newest = ends or (None, None)
    if newest is None or oldest is None:
        return ""
    if newest == oldest:
        return f"What we know is from {day(newest)}."
    longest_ago = f"Of one claim nothing was heard since {day(oldest)}."
    return f"The newest answer is from {day(newest)}. {longest_ago}"
