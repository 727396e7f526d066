"""One claim, for one reader: what was said, what those who would know say, and what the reader may do.

For the room of a kind: `claim_page(member, number, at)` is None where there is nothing that this member may see.
A room that wants the claim itself as well calls `claim_as_at` once, and `page_of` with what it got. `claim_key(…)`
is what `web.http.unchanged` needs. The room's template shows it with
`{% with page = page.claim %}{% include "claims/_claim_body.jinja" %}{% endwith %}`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from counterpoint.claims.choices import MESSAGES, TurnVerb
from counterpoint.claims.models import Claim
from counterpoint.claims.policies import state_of
from counterpoint.claims.queries import claim_parts
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.as_at import AsAt, as_at_of
from counterpoint.claims.queries.claim_acts import Act, act_url, answering, further_acts, why_no_answer
from counterpoint.claims.queries.claim_answers import Answers, answers_of
from counterpoint.claims.queries.claim_history import history
from counterpoint.claims.queries.claim_loading import Loaded, claim_key, load_claim
from counterpoint.claims.queries.claim_parts import Signatory
from counterpoint.claims.queries.help import HelpPart, help_on
from counterpoint.claims.queries.record import SOMEONE, mark_of
from counterpoint.claims.queries.rewinding import claim_as_at, seen_of
from counterpoint.claims.queries.telling import Since, claimants_of, further_facts, since_then
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries import signed
from counterpoint.web import dates

__all__ = [
    "Act",
    "ClaimPage",
    "Said",
    "claim_as_at",
    "claim_key",
    "claim_page",
    "load_claim",
    "page_of",
    "tied",
]

CONVERSATION = {
    TurnVerb.REPLIED: "replied",
    TurnVerb.TALK: "offers to talk first",
    TurnVerb.TALKED: "wrote what came of talking",
    TurnVerb.WITHDREW: "withdrew it",
    TurnVerb.ESCALATED: "took it to a programme",
    TurnVerb.CAME_BACK: "answered",
}
THE_PROGRAMME = "The programme"  # of word that came back: its own words say whose they are

type Tied = tuple[str, str, str]  # mark, sentence, address


@dataclass(frozen=True, slots=True)
class Said:
    """One turn of the conversation under a claim."""

    who: str
    did: str
    when: str
    words: str
    erase: int  # the text that this reader may erase


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """Everything claims/_claim_body.jinja may say."""

    key: str
    kind: str
    number: int
    caption: str
    sentence: str
    title: str  # what stands above the page: of a sentence in lines only the first, or what it is
    lines: tuple[tuple[str, str], ...]
    signatories: tuple[Signatory, ...]
    asides: tuple[str, ...]  # what has to be said beside it
    mark: str
    state: str
    said_title: str
    facts: tuple[tuple[str, str], ...]
    since: tuple[Since, ...]
    link: str
    question: str
    answers: Answers
    conversation: tuple[Said, ...]
    answered_with: tuple[Tied, ...]
    help: HelpPart
    history: tuple[tuple[str, str], ...]
    acts: tuple[Act, ...]  # what they are here for: to answer, or to say that they would know
    further: tuple[Act, ...]
    refusal: str
    adopt_url: str
    erase_url: str
    as_at: AsAt
    notice: str = ""


def claim_page(
    member: Member, number: int, at: datetime, as_at: date | None = None, *, just_put: bool = False
) -> ClaimPage | None:
    """The claim with this number as this member may know it, or None."""
    loaded = claim_as_at(member, number, at, as_at)
    if loaded is None:
        return None
    return page_of(loaded, _thanks(loaded) if just_put and loaded.claim.put_by_id == member.pk else "")


def page_of(loaded: Loaded, notice: str = "") -> ClaimPage:
    claim = loaded.claim
    signatories = claim_parts.signatories_of(loaded)
    return ClaimPage(
        key=loaded.key,
        kind=claim.kind,
        number=claim.number,
        caption=caption_of(claim),
        sentence=str(claim.sentence),
        title=claim_parts.title_of(claim),
        lines=claim_parts.lines_of(claim),
        signatories=signatories,
        asides=claim_parts.notes_of(loaded),
        mark=mark_of(loaded.state),
        state=claim_parts.state_words(loaded, claim.of.state(loaded.state), signatories),
        said_title=_said_title(claim),
        facts=tuple(_facts(loaded)),
        since=tuple(one for one in since_then(claim, loaded.turns) if "replied:" not in one.sentence),
        link=claim.link,
        question=claim.of.question,
        answers=answers_of(loaded),
        conversation=() if loaded.held_back else tuple(_conversation(loaded)),
        answered_with=_answered_with(loaded),
        help=help_on(claim, loaded.reader, loaded.family, loaded.at, loaded.help, past=loaded.past),
        history=history(loaded),
        acts=() if loaded.past else answering(loaded),
        further=() if loaded.past else further_acts(loaded),
        refusal="" if loaded.past else why_no_answer(loaded),
        adopt_url=act_url(loaded, "adopt"),
        erase_url=act_url(loaded, "erase"),
        as_at=as_at_of(
            record_url(claim.place.slug, claim.kind, claim.number),
            claim.place,
            loaded.now or loaded.at,
            loaded.until,
        ),
        notice=notice,
    )


def _thanks(loaded: Loaded) -> str:
    """What happens next, to whoever has just put it."""
    due = loaded.claim.due_on
    when = f"on {dates.day(due)}" if due and due > loaded.today else "now"
    return f"It is on the record. Those you named are asked {when}, and you hear what they say."


def caption_of(claim: Claim) -> str:
    """ "Promise 12"; where many kinds share a room, "Goal carried for all, claim 15"."""
    apart = ", claim" if claim.of.room == "claims" else ""
    return f"{claim.of.noun.capitalize()}{apart} {claim.number}"


def _said_title(claim: Claim) -> str:
    if claim.kind == "request":
        return "What was asked"
    if claim.kind == "barrier":
        return "What stops people"
    if claim.claimed_at:
        return "What was said"
    return "Who makes the offer" if claim.kind == "coproduced" else "What was heard"


def _facts(loaded: Loaded) -> list[tuple[str, str]]:
    claim = loaded.claim
    here = claim.of.room == "claims"  # other rooms say their own
    asked = {"request": "Asked of", "barrier": "Said to be gone by"}.get(claim.kind, "Claimed by")
    moved = claim.first_due_on is not None and claim.first_due_on != claim.due_on
    followed = any(one.followed for one in loaded.counterparts)  # type: ignore[attr-defined]
    facts = [
        *_who_claims(loaded, asked),
        ("On", dates.day(loaded.day(claim.put_at))),
        ("For", dates.day(claim.due_on) if here and not claim.of.owed else ""),
        ("First said for", dates.day(claim.first_due_on) if here and moved else ""),
        *further_facts(claim),
        *claim_parts.facts_of(loaded, followed),
        ("Speaks to", f"{claim.message} {MESSAGES[claim.message]}" if claim.message else "no message yet"),
    ]
    return [(label, value) for label, value in facts if value]


def _who_claims(loaded: Loaded, asked: str) -> list[tuple[str, str]]:
    claim = loaded.claim
    if claim_parts.is_unnamed(claim, loaded.reader):
        return [("Claimed by", SOMEONE)]
    by = (
        "Counterpoint, from the offer" if claim.of.owed else signed(claim.put_by, claim.put_for, claim.put_as)
    )
    return [
        ("Owed by" if claim.of.owed else asked, claimants_of(claim) if claim.claimants.all() else ""),
        ("Put by", by),
    ]


def _conversation(loaded: Loaded) -> list[Said]:
    found = []
    for turn in loaded.turns:
        if turn.verb not in CONVERSATION:
            continue
        mine = turn.by_id == loaded.reader.pk and not loaded.past
        erasable = turn.words is not None and turn.words.erased_at is None and mine
        found.append(
            Said(
                who=THE_PROGRAMME
                if turn.verb == TurnVerb.CAME_BACK
                else signed(turn.by, turn.organisation, ""),
                did=CONVERSATION[TurnVerb(turn.verb)],
                when=dates.day(loaded.day(turn.at)),
                words=str(turn.words) if turn.words else "",
                erase=turn.words_id or 0 if erasable else 0,
            )
        )
    return found


def _answered_with(loaded: Loaded) -> tuple[Tied, ...]:
    """The promise with which a request was answered, read with it. What else a record is tied to: `threads`."""
    request = getattr(loaded.claim, "request", None)
    return tied(loaded, [request.promise]) if request is not None and request.promise else ()


def tied(loaded: Loaded, others: Sequence[Claim]) -> tuple[Tied, ...]:
    """Other records, each with its mark."""
    zone, slug, seen = loaded.claim.place.zone, loaded.claim.place.slug, seen_of(loaded, others)
    return tuple(
        (
            mark_of(state_of(seen[one.pk], today=loaded.today, zone=zone, reads_contest=False)),
            str(one.sentence),
            record_url(slug, one.kind, one.number) + loaded.query,
        )
        for one in others
    )
