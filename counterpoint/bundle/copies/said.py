"""What a copy may say of a claim's answers and turns: what its reader could read on the claim's own page."""

from __future__ import annotations

from datetime import date, datetime

from counterpoint.analysis.standing import Rule, Verdict
from counterpoint.claims.choices import KINDS, VERDICT_WORDS, Step, TurnVerb
from counterpoint.claims.models import Answer, Turn
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.claim_answers import held_from
from counterpoint.claims.queries.claim_counts import bars_of, counts_of
from counterpoint.claims.queries.claim_loading import Loaded

# They tell that there is a contest, so they wait for the end of its reply time as well.
OF_A_CONTEST = frozenset({TurnVerb.REPLIED, TurnVerb.TALK, TurnVerb.TALKED})

CLAIM_COLUMNS = (
    "claim",
    "kind",
    "sentence",
    "speaks to message",
    "put on",
    "by when",
    "first said for",
    "now",
    "page",
)
COUNT_COLUMNS = ("voices heard", *VERDICT_WORDS.values(), "steps chosen", "in the box")


def about(loaded: Loaded) -> tuple[str | int | date | None, ...]:
    """The columns that every list of claims begins with."""
    claim = loaded.claim
    moved = claim.first_due_on if claim.first_due_on != claim.due_on else None
    return (
        claim.number, KINDS[claim.kind].noun, str(claim.sentence), claim.message, loaded.day(claim.put_at),
        claim.due_on, moved, claim.of.state(loaded.state), record_url(claim.place.slug, claim.kind, claim.number),
    )  # fmt: skip


def readable(loaded: Loaded) -> list[Answer]:
    """Not a contest in its reply time; not a colleague's word before the reader has given theirs."""
    if loaded.held_back:
        return []
    matched = loaded.heard.matched
    return [
        one for one in loaded.answers if one.pk not in matched or not held_from(loaded, one, matched[one.pk])
    ]


def last_words(answers: list[Answer]) -> list[Answer]:
    """Each voice's latest, in the order in which they first spoke."""
    voices: dict[tuple[int | None, int | None], Answer] = {}
    for answer in answers:
        voices[answer.member_id, answer.ticket_id] = answer
    return list(voices.values())


def says(loaded: Loaded, answer: Answer) -> str:
    """In the words of the button; of a step chosen nothing, for whose step it was is nobody's business."""
    claim = loaded.claim
    return "" if claim.of.rule == Rule.STEPS else claim.of.says(Verdict(answer.verdict))


def how_heard(loaded: Loaded, answer: Answer) -> str:
    if answer.own_staff:
        return "own staff"
    return "asked" if answer.pk in loaded.heard.matched else "not asked, but spoke"


def counts(loaded: Loaded) -> tuple[str | int | None, ...]:
    """What all voices say, as counts; what lay in a box and which steps were chosen only as the gate lets it."""
    asked = [one for one in last_words(readable(loaded)) if one.pk in loaded.heard.matched]
    steps = loaded.claim.of.rule == Rule.STEPS
    verdicts = [Verdict(one.verdict) for one in asked]
    each = (None if steps or not asked else verdicts.count(verdict) for verdict in VERDICT_WORDS)
    bars = bars_of(loaded, asked) if steps and _has_chosen(loaded) else ()
    chosen = "; ".join(f"{bar.step}: {bar.count}" for bar in bars if bar.count)
    in_box = "; ".join(f"{words}: {count}" for words, count in counts_of(loaded))
    return None if loaded.held_back else len(asked), *each, chosen, in_box


def _has_chosen(loaded: Loaded) -> bool:
    """Each chooses a step on their own. Whoever could still choose one sees afterwards what others chose."""
    mine = any(one.member_id == loaded.reader.pk for one in loaded.answers)
    return mine or isinstance(loaded.capacity, str) or loaded.capacity.counterpart is None


def said_since(loaded: Loaded) -> list[Turn]:
    return [one for one in loaded.turns if not (loaded.held_back and one.verb in OF_A_CONTEST)]


def step_words(step: int | None) -> str:
    return f"{step} {Step(step).label}" if step else ""


def on(loaded: Loaded, moment: datetime | None) -> date | None:
    return loaded.day(moment) if moment else None
