"""What the pages of telling a story say. They know no member, and keep nothing of who opens them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from counterpoint.partnership.choices import OrganisationKind, TrueForMe
from counterpoint.partnership.models import Member, Organisation, Place, is_quiet
from counterpoint.partnership.queries.matters import open_matters
from counterpoint.stories.choices import Audience, Part, Purpose, Way
from counterpoint.stories.models import Story, Telling
from counterpoint.stories.policies.moderating import why_not_tell
from counterpoint.web import dates
from counterpoint.web.order import alphabetically

OTHERS_MAY_READ = {
    Audience.PLACE: "people who work together here, once they have signed in",
    Audience.PROGRAMME: "people here, and those who help many places like this",
    Audience.PUBLIC: "anyone at all",
}
USED = {
    Purpose.MEETINGS: "read out at meetings",
    Purpose.REPORTS: "printed in reports",
    Purpose.TRAINING: "used to train staff",
    Purpose.TRANSLATE: "put into other languages",
}
LISTED_WORDS = {
    "happened": "What happened",
    "mattered": "What mattered most",
    "helped": "What would have helped",
}


@dataclass(frozen=True, slots=True)
class StartPage:
    """Everything stories/start.jinja may say."""

    place: str
    why_not: str  # nobody reads stories here yet
    first_url: str
    code_url: str


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """Everything stories/question.jinja may say."""

    place: str
    step: str
    number: int
    of: int
    words: bool  # is answered in one's own words
    first: bool
    back_url: str
    slip: str  # the secret to come, signed, while nothing is kept
    kept_at: str  # the whole link under which the answers are kept
    pointed_out: tuple[str, ...]  # what in the words could lead to somebody
    for_somebody: str  # written down for somebody: by whom
    may_skip: bool


@dataclass(frozen=True, slots=True)
class Given:
    """One answer, on the page that shows them all."""

    label: str
    words: str
    change_url: str
    whole: bool  # somebody's own words, shown in full


@dataclass(frozen=True, slots=True)
class CheckPage:
    """Everything stories/check.jinja may say."""

    place: str
    given: tuple[Given, ...]
    ready: bool  # what happened was said
    send_url: str
    forget_url: str
    kept_at: str
    for_somebody: str
    how_agreed: str
    why: str  # why it could not be sent


@dataclass(frozen=True, slots=True)
class GonePage:
    """Everything stories/gone.jinja may say."""

    place: str
    told: bool  # it had been sent; else it was still being told


@dataclass(frozen=True, slots=True)
class WriteDownPage:
    """Everything stories/write_down.jinja may say."""

    stories_url: str
    tell_url: str
    why_not: str


def place_called(slug: str) -> Place | None:
    return Place.objects.filter(slug=slug).first()


def telling_of(told: str) -> Telling | None:
    """A story that is still being told. `told`: the hash of its secret."""
    return Telling.objects.filter(hash=told).select_related("place").first()


def groups_of(place: Place, at: datetime) -> tuple[tuple[str, str], ...]:
    """Groups that may read a story alone. In a quiet fortnight nobody outside learns who they are."""
    if is_quiet(place, at):
        return ()
    found = Organisation.objects.filter(place=place, kind=OrganisationKind.GROUP, successor__isnull=True)
    return tuple((str(one.number), one.name) for one in found.order_by(alphabetically("name"), "number"))


def group_numbered(place: Place, number: str) -> Organisation | None:
    return Organisation.objects.filter(place=place, number=int(number)).first() if number else None


def member_numbered(place: Place, number: int | None) -> Member | None:
    return Member.objects.here().filter(place=place, number=number).first() if number else None


def matters_of(place: Place) -> tuple[tuple[str, str], ...]:
    return tuple((str(one.number), one.words) for one in open_matters(place))


def start_page(place: Place) -> StartPage:
    return StartPage(str(place), why_not_tell(place) or "", f"/{place.slug}/stories/tell/happened/", "/code/")


def write_down_page(member: Member) -> WriteDownPage:
    slug = member.place.slug
    return WriteDownPage(f"/{slug}/stories/", f"/{slug}/stories/tell/", why_not_tell(member.place) or "")


def for_somebody(place: Place, said: Mapping[str, Any]) -> str:
    """Who writes it down for them, by name; "" where whoever tells it writes it."""
    if said.get("way", Way.WROTE) == Way.WROTE:
        return ""
    by = member_numbered(place, said.get("by"))
    return by.name if by else ""


def check_page(
    place: Place, said: Mapping[str, Any], secret: str, address: str, asks: list[str], why: str
) -> CheckPage:
    """All that was answered, in the order of the questions. `asks`: the names of the place's questions."""
    home = f"/s/{secret}/"
    given = tuple(
        Given(label, words, f"{home}tell/{name}/?check", name in LISTED_WORDS)
        for name, label, words in _answers(place, said)
        if name in asks
    )
    return CheckPage(
        place=str(place),
        given=given,
        ready=bool(said.get("happened")),
        send_url=home,
        forget_url=f"{home}tell/forget/",
        kept_at=address,
        for_somebody=for_somebody(place, said),
        how_agreed=said.get("how_agreed", "") if for_somebody(place, said) else "",
        why=why,
    )


def _answers(place: Place, said: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    until = said.get("expires_on")
    uses = [USED[Purpose(one)] for one in said.get("purposes", ())]
    true = [
        f"{words}: {TrueForMe(value).label}"
        for number, words in matters_of(place)
        if (value := said.get("true_now", {}).get(number))
    ]
    return [
        *((name, label, said.get(name) or "Not answered") for name, label in LISTED_WORDS.items()),
        ("you", "About you", _stands(said.get("perspective", ""))),
        ("readers", "Who may read it", _sentence(_readers(place, said))),
        ("uses", "Other uses", _sentence(dates.listed(uses)) if uses else "None"),
        ("name", "Name shown", said.get("name") or "No name"),
        (
            "until",
            "Shown until",
            dates.day(date.fromisoformat(until)) if until else "Until you say otherwise",
        ),
        ("hear", "How you hear", said.get("address") or "You come back with your ticket"),
        ("true-now", "True for you now", "; ".join(true) or "Nothing said"),
    ]


STANDS = {
    "lived_experience": "It happened to you",
    "carer": "You care for the person it happened to",
    "frontline": "You work in a service",
    "voluntary": "You work or help in a charity",
}


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _stands(perspective: str) -> str:
    return STANDS.get(perspective, "Not said")


def _readers(place: Place, said: Mapping[str, Any]) -> str:
    if said.get("audience") == Audience.GROUP:
        group = group_numbered(place, said.get("group", ""))
        return f"only {group.name}" if group else ""
    return OTHERS_MAY_READ[Audience(said.get("audience") or Audience.PLACE)]


def passages_of(said: Mapping[str, Any]) -> list[tuple[Part, str]]:
    """What was said, as the parts of a story."""
    parts = (Part.HAPPENED, Part.MATTERED, Part.HELPED)
    return [(part, said[part.value]) for part in parts if said.get(part.value)]


def story_of(told: str) -> Story | None:
    """The story of a ticket, `told` by the hash of its secret; None for a secret that opens nothing."""
    return Story.objects.select_related("place", "group", "name").filter(tickets__hash=told).first()
