"""What a claim says, to someone who was not there: who, what, by when, and what has come of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.choices import How, Level, Skill, Step, TurnVerb
from counterpoint.claims.models import Claim, Counterpart, Turn
from counterpoint.partnership.choices import EVERYONE_WITH, Perspective
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries import signed
from counterpoint.web import dates

NUMBER_OF_POOL = "any of these {count}"


@dataclass(frozen=True, slots=True)
class Since:
    """One thing that came after the claim was put: a sentence, and the words it was said with."""

    sentence: str
    words: str = ""


def inside(words: str) -> str:
    """A button's words as they read inside a sentence: only the first letter is made small, and never “I”."""
    return words if words.startswith(("I ", "I’")) else words[:1].lower() + words[1:]


def called(member: Member | None, stands: str | None = None) -> str:
    """A person in the middle of a sentence: by name if they sign, else by where they stand.

    `stands` spares the question of where they stand, where that is known already.
    """
    if member is None:
        return "someone"
    if member.signs:
        return member.name
    if stands is None:
        held = sorted(member.standpoints.all(), key=lambda one: (not one.first, one.pk))
        stands = held[0].perspective if held else ""
    return signed(member, None, stands)


def claimants_of(claim: Claim) -> str:
    """Who claims that it is so: "Mere Valley Hospitals and Harrowmere Council"."""
    organisations = [one.organisation.name for one in claim.claimants.all() if one.organisation]
    people = [called(one.member) for one in claim.claimants.all() if one.member]
    return dates.listed(organisations or people) or called(claim.put_by, claim.put_as)


def counterpart_called(one: Counterpart, reader: Member | None = None) -> str:
    """Someone who would know, in the middle of a sentence."""
    if one.organisation:
        return one.organisation.name
    if one.member:
        you = reader is not None and one.member_id == reader.pk
        return "you" if you else called(one.member, getattr(one, "stands", None))
    if one.perspective:
        return EVERYONE_WITH[Perspective(one.perspective)]
    if one.pool:
        return one.pool.name
    return "someone with a ticket"


def only_counted(one: Counterpart, claim: Claim) -> bool:
    """A place that a programme has for a partner: counted, and not named, where it has not spoken itself."""
    partner = one.organisation is not None and one.organisation.stands_for is not None
    return partner and one.organisation_id != claim.put_for_id


def all_called(some: Iterable[Counterpart], claim: Claim, reader: Member | None = None) -> list[str]:
    """Each once, by name; of a programme's partners how many they are."""
    some = list(some)
    names = [counterpart_called(one, reader) for one in some if not only_counted(one, claim)]
    places = len(some) - len(names)
    return [*dict.fromkeys(names), *([dates.counted(places, "place")] if places else [])]


def made_to(claim: Claim, reader: Member | None = None, *, ticket: bool = False) -> str:
    """All that have to be heard, the reader among them as "you"."""
    must = [
        one for one in claim.counterparts.all() if one.must_hear and one.counts_from and not one.instead_of_id
    ]
    tickets = [one for one in must if ticket and one.ticket_id]
    names = all_called((one for one in must if one not in tickets), claim, reader)
    names = list(dict.fromkeys([*names, *(["you"] if tickets else [])]))
    return dates.listed(sorted(names, key=lambda name: name == "you"))


def introduction(claim: Claim, reader: Member | None, *, asker: bool) -> str:
    """What stands above the sentence: "Mere Valley Hospitals promised this to you on 3 March 2026:"."""
    who, on = claimants_of(claim), dates.day(day_in(claim.put_at, claim.place.zone))
    by = f", for {dates.day(claim.due_on)}" if claim.due_on else ""
    if claim.kind == "promise":
        to = made_to(claim, reader)
        return f"{who} promised this{f' to {to}' if to else ''} on {on}{by}:"
    if claim.kind == "request":
        return f"You asked {who} for this on {on}{by}:" if asker else f"{who} was asked for this on {on}{by}:"
    if claim.kind == "barrier":
        return (
            f"You said that this stops you. It was raised on {on}:" if asker else f"This was raised on {on}:"
        )
    if claim.of.owed:
        return f"{who} owes you this{by}:" if asker else f"{who} owes this{by}:"
    return f"{who} said this on {on}{by}:"


def since_then(claim: Claim, turns: list[Turn]) -> tuple[Since, ...]:
    """What makes it ready to be answered: said kept, said gone, answered with a promise or a refusal."""
    found = []
    if claim.first_due_on and claim.first_due_on != claim.due_on:
        found.append(Since(f"Its first date was {dates.day(claim.first_due_on)}."))
    if claim.of.owed and claim.follows:
        found.append(Since("It was offered for taking part in:", str(claim.follows.sentence)))
    for turn in turns:
        one = _since(claim, turn)
        if one is not None:
            found.append(one)
    request = getattr(claim, "request", None)
    if request is not None and request.promise:
        found.append(Since(f"{request.asked.name} answered with a promise:", str(request.promise.sentence)))
    return tuple(found)


def _since(claim: Claim, turn: Turn) -> Since | None:
    on, words = dates.day(day_in(turn.at, claim.place.zone)), str(turn.words) if turn.words else ""
    who = turn.organisation.name if turn.organisation else called(turn.by)
    said = {
        TurnVerb.KEPT: f"On {on} {who} said that it was kept.",
        TurnVerb.GONE: f"On {on} {who} said that it is gone.",
        TurnVerb.HANDED_ON: f"On {on} {who} handed it on, and says why:",
        TurnVerb.REPLIED: f"On {on} {who} replied:",
        TurnVerb.INHERITED: f"On {on} {who} inherited it, and answers for it now.",
        TurnVerb.NOT_INHERITED: f"On {on} {who} did not inherit it:",
        TurnVerb.PRESSED: f"On {on} a chart of pressure got worse, so it is asked about again.",
        TurnVerb.LET_DIE: f"On {on} {who} let it die."
        if turn.by_id
        else f"It died on {on}: {turn.organisation.name if turn.organisation else 'whoever followed'} "
        "said nothing of it for 28 days.",
    }
    if claim.kind == "request" and turn.verb == TurnVerb.REFUSED:
        return Since(f"On {on} {who} said no, and why:", words)
    return Since(said[TurnVerb(turn.verb)], words) if turn.verb in said else None


def further_facts(claim: Claim) -> tuple[tuple[str, str], ...]:
    """What only some kinds carry, as (label, value)."""
    held = claim.details
    skill, level = held.get("skill", ""), held.get("level", "")
    facts = (
        ("The step that is claimed", f"{claim.step}: {Step(claim.step).label}" if claim.step else ""),
        ("Limit", held.get("limit", "")),
        ("Which team", held.get("team", "")),
        ("What was decided", str(How(held["how"]).label) if held.get("how") in How.values else ""),
        ("Level", str(Level(level).label) if level in Level.values else ""),
        ("Skill", str(Skill(skill).label) if skill in Skill.values else ""),
        ("Of how many decisions", str(held.get("of_how_many") or "")),
        ("Where it was said", "" if claim.link else ("not public" if claim.kind == "plainly" else "")),
    )
    return tuple((label, str(value)) for label, value in facts if value)
