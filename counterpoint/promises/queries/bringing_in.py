"""After a spreadsheet: its old actions as heard promises to be, and about which of them to ask now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.queries.choosing import Choice, directory, full_name
from counterpoint.partnership.choices import Channel
from counterpoint.partnership.models import Member, Membership, Organisation
from counterpoint.partnership.queries.bringing_in import BroughtInAction, brought_in_actions
from counterpoint.promises.choices import PromiseState
from counterpoint.promises.models import Promise
from counterpoint.web import dates

ASK_AT_ONCE = 5
DONE_WORDS = ("done", "complete", "closed", "finished")


@dataclass(frozen=True, slots=True)
class Line:
    """One old action: what it would become."""

    key: str
    words: str
    row: str
    promiser: tuple[str, ...]  # references: a person, their organisation, or both
    promiser_words: str  # "" where we do not know who it is
    to: str  # the reference that is chosen at first
    due: str
    due_on: date | None
    status: str
    ticked: bool
    doubt: str


@dataclass(frozen=True, slots=True)
class BringInPage:
    """Everything promises/bring_in.jinja may say."""

    file_name: str
    read_on: date
    count: int
    lines: tuple[Line, ...]
    organisations: tuple[Choice, ...]
    promisers: tuple[Choice, ...]
    people_url: str


@dataclass(frozen=True, slots=True)
class ToAsk:
    """A heard promise about which nobody has been asked yet."""

    key: str
    sentence: str
    promiser: str
    reached: str  # "by e-mail", or why they can't be
    due: str
    can: bool
    ticked: bool


@dataclass(frozen=True, slots=True)
class AskAboutPage:
    """Everything promises/ask_about.jinja may say."""

    title: str
    promises: tuple[ToAsk, ...]
    others: tuple[ToAsk, ...]  # whose promisers can't be reached
    button: str
    record_url: str
    mirror_url: str


def bring_in_page(member: Member) -> BringInPage | None:
    """The actions that this member brought in, or None where none wait."""
    place = member.place
    found = brought_in_actions(place, member)
    if found is None:
        return None
    everyone = directory(place)
    organisations = {one.number: one for one in everyone.organisations.values()}
    people = {one.number: one for one in everyone.people.values()}
    named = everyone.nameables()
    ours = next((one.organisation.ref for one in member.memberships.all() if one.until is None), "")
    lines = tuple(
        _line(str(key), one, organisations, people, ours, {ref for ref, _ in named.organisations}, member)
        for key, one in enumerate(found.actions)
    )
    return BringInPage(
        file_name=found.file_name or "the list that you pasted",
        read_on=day_in(found.begun_at, place.zone),
        count=len(lines),
        lines=lines,
        organisations=named.organisations,
        promisers=(*named.people, *named.organisations),
        people_url=f"/{place.slug}/people/",
    )


def _line(
    key: str,
    action: BroughtInAction,
    organisations: dict[int, Organisation],
    people: dict[int, Member],
    ours: str,
    peopled: set[str],
    by: Member,
) -> Line:
    person = people.get(action.owner_member or 0)
    house = organisations.get(action.owner_organisation or 0)
    promiser = tuple(one.ref for one in (person, house) if one)
    named = organisations.get(action.for_organisation or 0)
    to = named.ref if named else ours
    doubt = _doubt(action, person, house, to, peopled, by)
    return Line(
        key=key,
        words=action.words,
        row=action.row,
        promiser=promiser,
        promiser_words=full_name(person, house) if person else house.name if house else "",
        to=to if to in peopled and (house is None or to != house.ref) else "",
        due=dates.day(action.due) if action.due else f"“{action.due_words}”" if action.due_words else "",
        due_on=action.due,
        status=action.status,
        ticked=not doubt,
        doubt=doubt,
    )


def _doubt(
    action: BroughtInAction,
    person: Member | None,
    house: Organisation | None,
    to: str,
    peopled: set[str],
    by: Member,
) -> str:
    """Why a line is not ticked at first. Whoever brings it in may still put it right and tick it."""
    if person is not None and person.pk == by.pk:
        return "This is yours. Make the promise yourself: then it is yours from the start."
    if person is None and house is None:
        called = f"“{action.owner_name}”" if action.owner_name else "Nobody is named, or nobody we know"
        return f"{called}: say who promised it." if action.owner_name else f"{called}. Say who promised it."
    if house is not None and to == house.ref:
        return f"{house.name} can’t promise to itself. Say to whom it was made."
    if to not in peopled:
        return "Say to whom it was made: one of them will say whether it was kept."
    if any(word in action.status.lower() for word in DONE_WORDS):
        return f"Your list says “{action.status}”. Tick it if somebody should say whether it was."
    return ""


def ask_about_page(member: Member, at: datetime) -> AskAboutPage:
    slug = member.place.slug
    today = day_in(at, member.place.zone)
    rows, ticked = [], 0
    for promise in not_asked_about(member):
        reached, can = _reached(promise)
        tick = can and ticked < ASK_AT_ONCE
        ticked += tick
        due = promise.claim.due_on
        rows.append(
            ToAsk(
                key=str(promise.claim.number),
                sentence=str(promise.claim.sentence),
                promiser=full_name(promise.promiser, promise.promiser_organisation)
                if promise.promiser
                else str(promise.promiser_organisation),
                reached=reached,
                due=f"by {dates.day(due)}, {dates.ago_or_in(due, today)}" if due else "",
                can=can,
                ticked=tick,
            )
        )
    many = dates.number_word(ticked)
    return AskAboutPage(
        title=f"Ask about these {many}"
        if ticked > 1
        else "Ask about this one"
        if ticked
        else "Ask about promises",
        promises=tuple(one for one in rows if one.can),
        others=tuple(one for one in rows if not one.can),
        button="Ask them now",
        record_url=f"/{slug}/record/?state=heard",
        mirror_url=f"/{slug}/mirror/",
    )


def not_asked_about(member: Member) -> list[Promise]:
    """Heard promises of this member's about which nobody was asked yet, the most overdue first."""
    return list(
        Promise.objects.filter(
            place_id=member.place_id,
            heard_by=member,
            state=PromiseState.HEARD,
            ask_owner_at__isnull=True,
            claim__withdrawn_at__isnull=True,
        )
        .select_related("claim__sentence", "promiser", "promiser_organisation")
        .order_by(F("claim__due_on").asc(nulls_last=True), "claim__number")
    )


def _reached(promise: Promise) -> tuple[str, bool]:
    people = [promise.promiser] if promise.promiser else _asked_for(promise.promiser_organisation_id)
    channels = {one.channel for one in people if one.channel != Channel.NONE and (one.email or one.phone)}
    if not channels:
        return "we know no e-mail address and no phone number: ask in person", False
    words = {Channel.MAIL.value: "by e-mail", Channel.TEXT.value: "by text message"}
    return dates.listed([words[one] for one in sorted(channels)]), True


def _asked_for(organisation: int | None) -> list[Member]:
    held = Membership.objects.filter(
        organisation=organisation, until__isnull=True, member__left_at__isnull=True
    )
    people = list(held.select_related("member").order_by("-asked", "pk"))
    return [one.member for one in people if one.asked] or [one.member for one in people[:3]]
