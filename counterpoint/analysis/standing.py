"""What the voices on a claim add up to. Pure.

One function, `stand`, versioned by RULES_VERSION: past Mirrors keep the version that they were made with.
Source: product.md section 3, "Standing" and its small print. Both sides are always shown beside it and nothing is
averaged; this only says which word the record uses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import median

RULES_VERSION = 2  # 2: goal met, rebase and learned are heard from both sides

FEWEST = 5  # answers that can tell, for a rule that counts them
MOST_SAY_SO = 3 / 4  # "confirmed at three quarters or more"
FEW_SAY_SO = 1 / 4  # "contested at a quarter or less"
STEPS_SHORT = 2  # "contested if median <= n - 2"


class Verdict(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NOT_YET = "not_yet"
    NO = "no"
    CANT_TELL = "cant_tell"


SAYS_NO = frozenset({Verdict.NO, Verdict.NOT_YET})  # "not yet" counts as no, and is shown in its own words


class Standing(StrEnum):
    UNANSWERED = "unanswered"
    FEW = "few"  # few answers: counts as unanswered, with those words
    CONFIRMED = "confirmed"
    PARTLY = "partly"
    CONTESTED = "contested"


class Rule(StrEnum):
    PLAIN = "plain"
    ALL = "all"  # plain, but every must-hear voice must have spoken: decided outside a meeting
    ASKER = "asker"  # the must-hear voice alone says: request answered
    SHAPED = "shaped"  # one who was there confirms and none of them contests: you shaped this
    STEPS = "steps"  # the median of the steps chosen: co-produced at step n
    SHARE = "share"  # the share who say so: modelled a behaviour
    BOTH = "both"  # plain, but heard from both sides: goal met, rebase, learned


class Side(StrEnum):
    """From where a voice speaks, where both have to be heard. One answer is given on one side, or on neither."""

    WORK = "work"  # works for a partner; never the claimant's, whose own people do not answer
    LIVED = "lived"  # is there as somebody who uses services or cares for one, and is not paid as staff


@dataclass(frozen=True, slots=True)
class Heard:
    """One answer, matched to the counterpart for which it was given.

    `counterpart` is None for own staff. `speaks_for` names the organisation whose one voice this is part of; None for
    whoever speaks for themselves. `order` grows with time: of one person's answers only the latest counts.
    """

    counterpart: int | None
    kind: str
    must_hear: bool
    person: str
    speaks_for: str | None
    verdict: Verdict
    order: int
    step: int | None = None
    own_staff: bool = False
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """What one voice says: a person, a ticket, or an organisation through its people."""

    counterpart: int | None
    must_hear: bool
    verdict: Verdict
    step: int | None = None
    side: Side | None = None


def voices(heard: Iterable[Heard]) -> list[Voice]:
    """Answers to voices: a person's latest, an organisation's people as one, own staff only where they differ."""
    latest: dict[str, Heard] = {}
    for answer in sorted(heard, key=lambda one: one.order):
        latest[answer.person] = answer
    found: list[Voice] = []
    together: dict[tuple[int | None, str], list[Heard]] = {}
    for answer in latest.values():
        if answer.own_staff:
            if answer.verdict not in (Verdict.YES, Verdict.CANT_TELL):
                found.append(Voice(None, False, answer.verdict))
        elif answer.kind == "organisation" and answer.speaks_for is not None:
            together.setdefault((answer.counterpart, answer.speaks_for), []).append(answer)
        else:
            found.append(
                Voice(answer.counterpart, answer.must_hear, answer.verdict, answer.step, answer.side)
            )
    for (counterpart, _), people in together.items():
        said = as_one([one.verdict for one in people])
        found.append(Voice(counterpart, people[0].must_hear, said, side=people[0].side))
    return found


def as_one(verdicts: Sequence[Verdict]) -> Verdict:
    """An organisation's voice: what its people agree on. Where they differ it is partly."""
    telling = {Verdict.NO if verdict in SAYS_NO else verdict for verdict in verdicts} - {Verdict.CANT_TELL}
    if not telling:
        return Verdict.CANT_TELL
    return telling.pop() if len(telling) == 1 else Verdict.PARTLY


def stand(
    rule: Rule, heard: Sequence[Heard], *, must_hear: frozenset[int], claimed_step: int | None = None
) -> Standing:
    """What the answers to one claim add up to.

    `must_hear` holds every counterpart that has to be heard, spoken or not; `claimed_step` the step of the ladder
    that a co-production claim puts, 1 to 7.
    """
    telling = [voice for voice in voices(heard) if voice.verdict != Verdict.CANT_TELL]
    match rule:
        case Rule.STEPS:
            return _by_steps(telling, claimed_step)
        case Rule.SHARE:
            return _by_share(telling)
        case Rule.SHAPED:
            return _shaped([voice for voice in telling if voice.must_hear])
        case Rule.ASKER:
            return _plain([voice for voice in telling if voice.must_hear], all_of=frozenset())
        case Rule.ALL:
            return _plain(telling, all_of=must_hear)
        case Rule.BOTH:
            return _plain([_bound(voice) for voice in telling], all_of=frozenset(), sides=frozenset(Side))
        case Rule.PLAIN:
            return _plain(telling, all_of=frozenset())


def _bound(voice: Voice) -> Voice:
    """Whoever speaks on one of the two sides must be heard, whoever named them."""
    return replace(voice, must_hear=voice.must_hear or voice.side is not None)


def _plain(
    telling: Sequence[Voice], *, all_of: frozenset[int], sides: frozenset[Side] = frozenset()
) -> Standing:
    said_no = [voice for voice in telling if voice.verdict in SAYS_NO]
    must_heard = {voice.counterpart for voice in telling if voice.must_hear}
    if any(voice.must_hear for voice in said_no) or (telling and len(said_no) == len(telling)):
        return Standing.CONTESTED
    enough = all_of <= must_heard and sides <= {voice.side for voice in telling}
    if must_heard and enough and all(voice.verdict == Verdict.YES for voice in telling):
        return Standing.CONFIRMED
    return Standing.PARTLY if must_heard else Standing.UNANSWERED


def _shaped(telling: Sequence[Voice]) -> Standing:
    if not telling:
        return Standing.UNANSWERED
    if any(voice.verdict in SAYS_NO for voice in telling):
        return Standing.CONTESTED
    return Standing.CONFIRMED if any(voice.verdict == Verdict.YES for voice in telling) else Standing.PARTLY


def _by_steps(telling: Sequence[Voice], claimed: int | None) -> Standing:
    chosen = [voice.step for voice in telling if voice.step is not None]
    if not chosen or claimed is None:
        return Standing.UNANSWERED
    if len(chosen) < FEWEST:
        return Standing.FEW
    middle = median(chosen)
    if middle >= claimed:
        return Standing.CONFIRMED
    return Standing.CONTESTED if middle <= claimed - STEPS_SHORT else Standing.PARTLY


def _by_share(telling: Sequence[Voice]) -> Standing:
    if not telling:
        return Standing.UNANSWERED
    if len(telling) < FEWEST:
        return Standing.FEW
    share = sum(voice.verdict == Verdict.YES for voice in telling) / len(telling)
    if share >= MOST_SAY_SO:
        return Standing.CONFIRMED
    return Standing.CONTESTED if share <= FEW_SAY_SO else Standing.PARTLY
