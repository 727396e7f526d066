"""What only some kinds show of a claim: its lines, who has signed, when the next account is due, its amount."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.numbers import whole
from counterpoint.analysis.standing import SAYS_NO, Standing, Verdict
from counterpoint.claims.choices import Again, State
from counterpoint.claims.models import Answer, Claim, Counterpart
from counterpoint.claims.policies.amounts import reads_amount, shown_to_all
from counterpoint.claims.policies.states import OLD
from counterpoint.claims.queries.claim_loading import Loaded
from counterpoint.claims.queries.telling import claimants_of, counterpart_called
from counterpoint.partnership.models import Member, Organisation
from counterpoint.web import dates

UNNAMED = "Only this leader, and the peers they asked, know who it is. The place reads what was said."
NO_OFFER = (
    "No offer came before this: nobody was told beforehand what was fixed, who decides, what they would be paid, "
    "or when they would hear back."
)


@dataclass(frozen=True, slots=True)
class Signatory:
    """One of those who are to sign a goal: what they will do for it, or that they have not signed."""

    who: str
    does: str
    when: str
    signed: bool


def title_of(claim: Claim) -> str:
    """What stands above a claim's page. A sentence of several lines is shown below, line by line."""
    sentence = str(claim.sentence)
    if claim.kind == "account" and claim.of.lines_of(sentence):
        month = dates.month(day_in(claim.put_at, claim.place.zone))
        return f"An account by {claimants_of(claim)}, {month}"
    return sentence.partition("\n")[0]


def lines_of(claim: Claim) -> tuple[tuple[str, str], ...]:
    """(label, words) of each line, where the sentence has more than one. Of a goal's, the second is the signatory's."""
    sentence = str(claim.sentence)
    if "\n" not in sentence or claim.kind == "signed":
        return ()
    return claim.of.lines_of(sentence) or tuple(("", line) for line in sentence.split("\n") if line.strip())


def signatories_of(loaded: Loaded) -> tuple[Signatory, ...]:
    """Whoever put the goal first, then everyone who is named to sign it, in the order in which they were named."""
    claim = loaded.claim
    if claim.kind != "signed":
        return ()
    lines = claim.of.lines_of(str(claim.sentence))
    first = Signatory(
        claimants_of(claim), lines[1][1] if lines else "", dates.day(loaded.day(claim.put_at)), signed=True
    )
    return (first, *(_signatory(loaded, one) for one in _to_sign(loaded)))


def _to_sign(loaded: Loaded) -> list[Counterpart]:
    return [
        one for one in loaded.counterparts if one.must_hear and one.counts_from and one.instead_of_id is None
    ]


def _signatory(loaded: Loaded, one: Counterpart) -> Signatory:
    who = counterpart_called(one)
    answer = _newest(loaded, one)
    if answer is None or loaded.held_back:
        return Signatory(who, "", "", signed=False)
    verdict = Verdict(answer.verdict)
    when = dates.day(loaded.day(answer.recorded_at))
    if verdict == Verdict.YES:
        return Signatory(who, str(answer.words or ""), when, signed=True)
    return Signatory(who, loaded.claim.of.says(verdict), when, signed=False)


def _newest(loaded: Loaded, counterpart: Counterpart) -> Answer | None:
    """What was last said for a counterpart, or for whoever is asked in its place."""
    keys = {counterpart.pk} | {one.pk for one in loaded.counterparts if one.instead_of_id == counterpart.pk}
    said = [one for one in loaded.answers if _heard_as(loaded, one) in keys]
    return said[-1] if said else None


def _heard_as(loaded: Loaded, answer: Answer) -> int:
    counterpart = loaded.heard.matched.get(answer.pk)
    return counterpart.pk if counterpart else 0


def signed_by(found: Iterable[Signatory]) -> str:
    """ "signed by 2 of 4": until all have signed it is no shared goal."""
    everyone = list(found)
    signed = sum(one.signed for one in everyone)
    return f"signed by {signed} of {len(everyone)}"


def state_words(loaded: Loaded, usual: str, signatories: tuple[Signatory, ...]) -> str:
    """A goal is shared only when all have signed it; until then the word says how many have."""
    if not signatories or loaded.state in (State.WITHDRAWN, State.IN_REPLY):
        return usual
    if loaded.claim.standing == Standing.CONFIRMED:
        return f"shared: signed by all {len(signatories)}"
    refused = any(
        Verdict(one.verdict) in SAYS_NO for one in (_newest(loaded, each) for each in _to_sign(loaded)) if one
    )
    return f"{signed_by(signatories)}{', and one does not sign' if refused else ''}"


def next_account(claim: Claim) -> date | None:
    """Twice a year: the day by which the next account is due."""
    if claim.of.again != Again.NEXT_ACCOUNT:
        return None
    return day_in(claim.put_at, claim.place.zone) + OLD


def amount_of(claim: Claim, reader: Member | None, loaded: Loaded) -> tuple[str, str]:
    """(words, who reads them), or nothing for whoever may not read it."""
    if claim.amount is None or not reads_amount(reader, claim, loaded.family, loaded.turns):
        return "", ""
    if claim.of.owed:
        return str(claim.amount), "Only the person who is owed, and whoever owes it, read the amount."
    if shown_to_all(claim, loaded.turns):
        return str(claim.amount), "Both sides wish that everyone can read the amount."
    return str(claim.amount), "Only the two sides read the amount, until both wish that everyone can."


def facts_of(loaded: Loaded, followed: bool) -> list[tuple[str, str]]:
    """Further lines of the summary, for the kinds that have them."""
    claim = loaded.claim
    amount, _ = amount_of(claim, loaded.reader, loaded)
    due = next_account(claim)
    owed = claim.due_on if claim.of.owed else None
    return [
        ("Amount", amount),
        ("Due", _since(owed, loaded.today)),
        ("Who gains most by it", _gains_most(claim)),
        ("The barrier that it lifts", _lifts(claim)),
        ("Next account", _due(due, loaded.today) if due and not followed and not claim.withdrawn_at else ""),
    ]


def _lifts(claim: Claim) -> str:
    number = whole(claim.details.get("lifts", ""))
    if number is None:
        return ""
    found = Claim.objects.filter(place_id=claim.place_id, kind="barrier", number=number)
    lifted = found.select_related("sentence").first()
    return f"barrier {number}: {lifted.sentence}" if lifted else ""


def _gains_most(claim: Claim) -> str:
    number = whole(claim.details.get("gains_most", "").removeprefix("organisation:"))
    if number is None:
        return ""
    found = Organisation.objects.filter(place_id=claim.place_id, number=number).first()
    return found.name if found else ""


def _since(day: date | None, today: date) -> str:
    if day is None:
        return ""
    return f"{'since' if day < today else 'on'} {dates.day(day)}, {dates.ago_or_in(day, today)}"


def _due(day: date, today: date) -> str:
    if day < today:
        return f"was due on {dates.day(day)}, {dates.ago_or_in(day, today)}"
    return f"due by {dates.day(day)}"


def is_unnamed(claim: Claim, reader: Member | None) -> bool:
    """Of a behaviour the place reads what was said, not whose it is: that is for them, and for the peers they asked."""
    if not claim.of.unnamed:
        return False
    if reader is None:
        return True
    asked = any(one.member_id == reader.pk for one in claim.counterparts.all())
    return not asked and claim.put_by_id != reader.pk


def notes_of(loaded: Loaded) -> tuple[str, ...]:
    """What has to be said beside it, so that it is not read for more than it is."""
    claim = loaded.claim
    said = [amount_of(claim, loaded.reader, loaded)[1]]
    if claim.of.unnamed:
        said.append(UNNAMED)
    if claim.kind == "coproduced" and claim.claimed_at and claim.before != State.OFFERED:
        said.append(NO_OFFER)
    return tuple(one for one in said if one)
