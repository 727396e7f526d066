"""The Mirror's sentences: what we said, and what those who would know say, in one breath. Pure.

Every number in a sentence is a count, and nought is never said.
"""

from __future__ import annotations

from counterpoint.claims.choices import State
from counterpoint.mirror.choices import NOBODY_CLAIMED, WORDINGS, Wording
from counterpoint.mirror.queries.counting import Counts
from counterpoint.web.dates import month, number_word

OTHER_VOICES = "Those who would know"


def sentence_of(message: int, counts: Counts, detail: str = "") -> str:
    """The sentence of one message. `detail` follows what those who would know say: "we put it at step 7, they at 4"."""
    wording = WORDINGS[message]
    if not counts.claimed:
        return " ".join([NOBODY_CLAIMED, *_beside(counts, more="")])
    fits = counts.fits
    said = [_claimed(wording, counts.claimed, fits)]
    if verdicts := _verdicts(wording, counts, fits):
        voices = (wording.voices if fits else OTHER_VOICES).format(it="it" if counts.claimed == 1 else "them")
        said.append(f"{voices} say {verdicts}{f': {detail}' if detail else ''}.")
    return " ".join([*said, *_waiting(counts), *_beside(counts, more=" more")])


def _claimed(wording: Wording, number: int, fits: bool) -> str:
    one, many = wording.thing if fits else ("thing", "things")
    counted = times(number) if wording.times else f"{number_word(number)} {one if number == 1 else many}"
    words = wording.claimed if fits else wording.otherwise
    return words.format(n=counted, was="was" if number == 1 else "were")


def times(number: int) -> str:
    """once, twice, three times"""
    return {1: "once", 2: "twice"}.get(number, f"{number_word(number)} times")


def _verdicts(wording: Wording, counts: Counts, fits: bool) -> str:
    """ "three are, one partly, one is not", or "" where nobody has answered."""
    so = f" {wording.so}" if fits else " so"
    found = [
        (number, kind)
        for number, kind in ((counts.confirmed, "so"), (counts.partly, "partly"), (counts.contested, "not"))
        if number
    ]
    if not found:
        return ""
    if counts.claimed == 1:
        return f"that it {_is(1, found[0][1], so, fits and wording.short)}"
    if wording.times:
        return _by_times(found, counts.claimed)
    if found[0][0] == counts.claimed:
        return _all_alike(found[0], so, fits and wording.short)
    parts = []
    for place, (number, kind) in enumerate(found):
        if kind == "partly" and place:
            parts.append(f"{number_word(number)} partly")
        else:
            short = place > 0 or (fits and wording.short)
            parts.append(f"{number_word(number)} {_is(number, kind, so, short)}")
    return ", ".join(parts)


def _is(number: int, kind: str, so: str, short: bool) -> str:
    """ "is so", "are partly gone", "is not". `short` leaves out what the first sentence has just said."""
    verb = "is" if number == 1 else "are"
    if kind == "partly":
        return f"{verb} partly{so}"
    return f"{verb}{' not' if kind == 'not' else ''}{'' if short else so}"


def _all_alike(found: tuple[int, str], so: str, short: bool) -> str:
    number, kind = found
    if kind == "not":
        return (
            f"neither {_is(1, 'so', so, short)}"
            if number == 2
            else f"{number_word(number)} {_is(number, kind, so, short)}"
        )
    everyone = "both" if number == 2 else f"all {number_word(number)}"
    return f"{everyone} {_is(number, kind, so, short)}"


def _by_times(found: list[tuple[int, str]], claimed: int) -> str:
    is_ = {"so": "that it is so", "partly": "that it is partly so", "not": "that it is not so"}
    if found[0][0] == claimed:
        return f"each time {is_[found[0][1]]}"
    parts = []
    for place, (number, kind) in enumerate(found):
        later = {"partly": "partly", "not": "that it is not"}.get(kind, is_[kind])
        parts.append(f"{times(number)} {later if place else is_[kind]}")
    return ", ".join(parts)


def _waiting(counts: Counts) -> list[str]:
    """A sentence for each way in which a claim can wait."""
    said = []
    if number := counts.states[State.UNANSWERED]:
        said.append(f"{_who(number, counts)} {'waits' if number == 1 else 'wait'} for an answer.")
    if number := counts.states[State.OVERDUE]:
        said.append(f"{_who(number, counts)} {_be(number)} overdue, and nobody has answered.")
    if number := counts.states[State.FEW]:
        said.append(f"{_who(number, counts)} {'has' if number == 1 else 'have'} too few answers to say.")
    if number := counts.in_reply:
        its = "its" if number == 1 else "their"
        said.append(f"{_who(number, counts)} {_be(number)} answered, and in {its} reply time.")
    if counts.not_due:
        said.append(_due(counts))
    if number := counts.gone:
        it_was = "it was" if number == 1 else "they were"
        said.append(f"{_who(number, counts)} {_was(number)} withdrawn after {it_was} contested.")
    return said


def _due(counts: Counts) -> str:
    number = counts.not_due
    begun = f"{_who(number, counts)} {_be(number)}"
    if counts.first_due is None or counts.last_due is None:
        return f"{begun} not due yet."
    if month(counts.first_due) == month(counts.last_due):
        return f"{begun} due in {month(counts.first_due)}."
    return f"{begun} due, the first in {month(counts.first_due)}."


def _who(number: int, counts: Counts) -> str:
    """Who is spoken of: "It", "Both", "All three" where it is everything that was claimed; else "Two"."""
    if number < counts.claimed:
        return number_word(number).capitalize()
    return {1: "It", 2: "Both"}.get(number, f"All {number_word(number)}")


def _be(number: int) -> str:
    return "is" if number == 1 else "are"


def _was(number: int) -> str:
    return "was" if number == 1 else "were"


def _beside(counts: Counts, more: str) -> list[str]:
    """What is named and not counted: not yet claimed, or taken back."""
    said = []
    for state, noun, is_so in (
        (State.HEARD, "promise", "{was} heard and not owned yet"),
        (State.DISOWNED, "promise", "{was} heard, and those who are said to have promised say no"),
        (State.OPEN, "request", "{has} had no answer yet"),
        (State.RAISED, "barrier", "{is} raised, and taken by nobody"),
        (State.TAKEN, "barrier", "{is} taken on, and not said to be gone"),
        (State.REFUSED, "barrier", "{was} refused, with a reason"),
        (State.OFFERED, "offer", "to make something together {is} open"),
        (State.WITHDRAWN, "claim", "{was} withdrawn"),
    ):
        if number := counts.states[state]:
            verbs = {"was": _was(number), "is": _be(number), "has": "has" if number == 1 else "have"}
            named = "" if more and noun in ("promise", "claim") else f" {noun}{'' if number == 1 else 's'}"
            said.append(f"{number_word(number).capitalize()}{more}{named} {is_so.format(**verbs)}.")
    return said
