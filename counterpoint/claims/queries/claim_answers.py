"""The right side of a claim: who was asked, what they say, who is silent, and who spoke unasked."""

from __future__ import annotations

from dataclasses import dataclass

from counterpoint.analysis.standing import FEWEST, Rule, Side, Verdict, as_one, voices
from counterpoint.claims.choices import VERDICT_WORDS, TurnVerb
from counterpoint.claims.models import Answer, Counterpart
from counterpoint.claims.policies import Capacity, why_not_adopt
from counterpoint.claims.queries.answer_page import MARKS
from counterpoint.claims.queries.claim_counts import Bar, bars_of, box_of, counts_of, is_boxed
from counterpoint.claims.queries.claim_loading import Loaded
from counterpoint.claims.queries.telling import all_called, called, counterpart_called, inside, only_counted
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries import signed, standing_as
from counterpoint.web import dates

SILENT_MARK = "unanswered"
# Two days side by side would tell one voice from the others.
STEPS_NOW = "Which steps people chose is shown only as it is today."
CANT_TELL_MARK = "not_due"  # heard, and says neither: drawn as what has not sounded

NOT_HEARD = {
    Side.WORK: "Nobody who works in another organisation has been heard yet. It takes both to say that it is so.",
    Side.LIVED: "Nobody with lived experience, or a carer, has been heard yet. It takes both to say that it is so.",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One voice, as it last spoke."""

    mark: str  # none where steps were chosen: whose step it was is nobody's business
    said: str
    who: str
    when: str
    words: str
    apart: str = ""
    how: str = ""  # someone who was not asked: how they would know
    adopt: int = 0  # the position of the counterpart whom this reader may add
    erase: int = 0  # the text that this reader may erase


@dataclass(frozen=True, slots=True)
class Silent:
    """Someone who was asked, or could be, and has not spoken."""

    who: str
    asked: str
    must_hear: bool


@dataclass(frozen=True, slots=True)
class Answers:
    """All that those who would know say."""

    heard: str  # "1 of 3 heard: Parveen Akhtar has not spoken."
    lines: tuple[Line, ...]
    silent: tuple[Silent, ...]
    own_staff: tuple[Line, ...]
    unasked: tuple[Line, ...]
    boxes: tuple[tuple[str, int], ...]  # what lay in the box, as counts
    box: str
    bars: tuple[Bar, ...]
    notes: tuple[str, ...]


def answers_of(loaded: Loaded) -> Answers:
    latest = _latest(loaded)
    matched = loaded.heard.matched
    heard = [one for one in latest if one.pk in matched and not held_from(loaded, one, matched[one.pk])]
    asked = [one for one in loaded.counterparts if one.counts_from]
    spoken = {matched[one.pk].pk for one in latest if one.pk in matched}
    ladder = loaded.claim.of.rule == Rule.STEPS
    own = [one for one in latest if one.own_staff and not loaded.held_back]
    unasked = [
        one
        for one in latest
        if one.pk not in matched and not one.own_staff and not held_from(loaded, one, None)
    ]
    shown = [one for one in heard if one.words] if ladder else heard
    return Answers(
        heard=_how_many_heard(loaded, asked, spoken),
        lines=tuple(_line(loaded, one) for one in shown),
        silent=tuple(
            _silent_ones(
                loaded, [one for one in asked if one.pk not in spoken and not is_boxed(loaded.claim, one)]
            )
        ),
        own_staff=tuple(_line(loaded, one, apart="own staff") for one in own),
        unasked=tuple(_line(loaded, one, apart="not asked, but spoke") for one in unasked),
        boxes=counts_of(loaded),
        box=box_of(loaded, asked),
        bars=bars_of(loaded, [one for one in latest if one.pk in matched])
        if ladder and not loaded.past and not _first_ones_own(loaded)
        else (),
        notes=tuple(_notes(loaded, latest, asked)),
    )


def _latest(loaded: Loaded) -> list[Answer]:
    """Each voice's last word, in the order in which they first spoke."""
    voices: dict[tuple[int | None, int | None], Answer] = {}
    for answer in loaded.answers:
        voices[answer.member_id, answer.ticket_id] = answer
    return list(voices.values())


def _first_ones_own(loaded: Loaded) -> bool:
    """Each chooses the step on their own: whoever may still choose sees afterwards what others chose."""
    if loaded.held_back:
        return True
    capacity = loaded.capacity
    asked = isinstance(capacity, Capacity) and capacity.counterpart and capacity.counterpart.counts_from
    return bool(asked) and not any(one.member_id == loaded.reader.pk for one in loaded.answers)


def held_from(loaded: Loaded, answer: Answer, counterpart: Counterpart | None) -> bool:
    """A contest in its reply time; or a colleague's word, before the reader has given theirs."""
    if loaded.held_back or answer.pk in loaded.kept_from:
        return True
    return is_a_colleagues(loaded, answer, counterpart)


def is_a_colleagues(loaded: Loaded, answer: Answer, counterpart: Counterpart | None) -> bool:
    """Is it a colleague's word, for an organisation for which the reader may answer and has not answered yet?"""
    capacity = loaded.capacity
    house = capacity.counterpart if isinstance(capacity, Capacity) else None
    if house is None or house.organisation_id is None or counterpart != house:
        return False
    return not any(one.member_id == loaded.reader.pk for one in loaded.answers)


def _line(loaded: Loaded, answer: Answer, apart: str = "") -> Line:
    claim, verdict = loaded.claim, Verdict(answer.verdict)
    said = "" if claim.of.rule == Rule.STEPS else claim.of.says(verdict)
    spoken = f", said on {dates.day(answer.said_on)}" if answer.said_on else ""
    typed = f", written down by {called(answer.typed_by)} (“{answer.how_agreed}”)" if answer.typed_by else ""
    theirs = next(
        (one for one in loaded.counterparts if not one.counts_from and _speaks_as(one, answer)), None
    )
    mine = answer.member_id == loaded.reader.pk and not loaded.past
    erasable = answer.words is not None and answer.words.erased_at is None and mine
    return Line(
        mark=MARKS.get(verdict, CANT_TELL_MARK) if said else "",
        said=said,
        who=who_answered(loaded, answer),
        when=f"{dates.day(loaded.day(answer.recorded_at))}{spoken}{typed}",
        words=str(answer.words) if answer.words else "",
        apart=apart,
        how=_how_they_know(loaded, theirs),
        adopt=theirs.position if theirs and _may_adopt(loaded, theirs) else 0,
        erase=answer.words_id or 0 if erasable else 0,
    )


def who_answered(loaded: Loaded, answer: Answer) -> str:
    """By name where they sign; by where they stand where they were asked as that."""
    counterpart = loaded.heard.matched.get(answer.pk)
    if answer.member is None:
        return f"{standing_as(answer.perspective)} (ticket)" if answer.perspective else standing_as("")
    if counterpart is not None and counterpart.perspective:
        return standing_as(counterpart.perspective)
    who = signed(answer.member, answer.organisation, answer.perspective)
    if counterpart is not None and counterpart.member_id and counterpart.member_id != answer.member_id:
        return f"{who}, who does the work of {counterpart_called(counterpart)} now"
    return who


def _speaks_as(one: Counterpart, answer: Answer) -> bool:
    if answer.member_id:
        return one.member_id == answer.member_id
    return one.ticket_id is not None and one.ticket_id == answer.ticket_id


def _how_they_know(loaded: Loaded, theirs: Counterpart | None) -> str:
    if theirs is None:
        return ""
    said = (one for one in loaded.turns if one.verb == TurnVerb.KNOWS)
    return next(
        (str(one.words) for one in said if one.words and one.details.get("position") == theirs.position), ""
    )


def _may_adopt(loaded: Loaded, theirs: Counterpart) -> bool:
    if loaded.past:
        return False
    return why_not_adopt(loaded.reader, loaded.claim, theirs, loaded.at, loaded.family) is None


def _silent_ones(loaded: Loaded, silent: list[Counterpart]) -> list[Silent]:
    """Each by name; the places of a programme together, for what a place has not said names it nowhere."""
    named = [one for one in silent if not only_counted(one, loaded.claim)]
    places = len(silent) - len(named)
    together = [Silent(dates.counted(places, "place").capitalize(), "not heard yet", True)] if places else []
    return [*(_silent(loaded, one) for one in named), *together]


def _silent(loaded: Loaded, one: Counterpart) -> Silent:
    rounds, last = one.rounds or 0, one.last_asked  # type: ignore[attr-defined]
    if one.ask_from and one.ask_from > loaded.today:
        asked = f"is asked from {dates.day(one.ask_from)}"
    elif rounds and last:
        times = {1: "once", 2: "twice"}.get(rounds, f"{dates.number_word(rounds)} times")
        asked = f"asked {times}, last on {dates.day(loaded.day(last))}"
    else:
        asked = "not asked yet"
    heir = loaded.family.asked_now(one, loaded.claim.of)
    if one.member and one.member.left_at and one.member.left_at <= loaded.at and not heir:
        asked = f"has left, and was {asked}" if rounds else "has left, and was never asked"
    if heir:
        now = Member.objects.prefetch_related("standpoints").get(pk=heir)
        asked += f". {called(now)} does this work now, and is asked in their stead"
    instead = next((other for other in loaded.counterparts if other.instead_of_id == one.pk), None)
    if instead:
        asked += f". Could not be reached, so {counterpart_called(instead)} is asked instead"
    return Silent(counterpart_called(one), asked, one.must_hear)


def _how_many_heard(loaded: Loaded, asked: list[Counterpart], spoken: set[int]) -> str:
    """ "1 of 3 heard: Parveen Akhtar has not spoken." Boxes and those asked instead are not counted twice."""
    each = [one for one in asked if one.instead_of_id is None and not is_boxed(loaded.claim, one)]
    if not each or loaded.claim.claimed_at is None:
        return ""
    instead = {one.instead_of_id for one in asked if one.pk in spoken}
    silent = [one for one in each if one.pk not in spoken and one.pk not in instead]
    heard = len(each) - len(silent)
    if not silent:
        return (
            "Everyone who was asked has been heard."
            if len(each) > 1
            else "The one who was asked has been heard."
        )
    names = all_called(silent, loaded.claim)
    verb = "has" if len(silent) == 1 else "have"
    return f"{heard} of {len(each)} heard: {dates.listed(names)} {verb} not spoken."


def _notes(loaded: Loaded, latest: list[Answer], asked: list[Counterpart]) -> list[str]:
    notes = [] if loaded.held_back else _where_they_differ(loaded, latest)
    if loaded.held_back and loaded.claim.reply_until:
        notes.append(
            "Those it concerns read the answers now, and may reply. "
            f"Everyone reads both after {dates.day(loaded.claim.reply_until)}."
        )
    elif any(
        one.pk in loaded.heard.matched and held_from(loaded, one, loaded.heard.matched[one.pk])
        for one in latest
    ):
        notes.append(
            "A colleague of yours has spoken. You see what they said when you have said what you say."
        )
    if loaded.claim.of.rule == Rule.STEPS and latest and loaded.past:
        notes.append(STEPS_NOW)
    elif loaded.claim.of.rule == Rule.STEPS and latest and not loaded.held_back and _first_ones_own(loaded):
        notes.append("You see which steps others chose when you have chosen yours.")
    elif loaded.claim.of.rule == Rule.STEPS and 0 < len(latest) < FEWEST:
        notes.append("Few answers so far. From five on, the steps that people chose are shown here.")
    if loaded.claim.of.rule == Rule.BOTH and not loaded.held_back:
        notes += _one_side_alone(loaded)
    if asked and loaded.claim.claimants.all() and all(one.by_claimant for one in asked):
        notes.append("Everyone who is asked was chosen by whoever makes this claim.")
    return notes


def _one_side_alone(loaded: Loaded) -> list[str]:
    """Where only one of the two has been heard who have to be."""
    sides = {one.side for one in voices(loaded.heard.heard) if one.verdict != Verdict.CANT_TELL} - {None}
    return [NOT_HEARD[side] for side in Side if sides and side not in sides]


def _where_they_differ(loaded: Loaded, latest: list[Answer]) -> list[str]:
    """An organisation has one voice: where its people differ, it is partly, and all are shown."""
    found = []
    for one in loaded.counterparts:
        people = [
            answer for answer in latest
            if answer.works_there and one.organisation_id and loaded.heard.matched.get(answer.pk) == one
        ]  # fmt: skip
        verdicts = {Verdict(answer.verdict) for answer in people}
        if len(people) > 1 and len(verdicts - {Verdict.CANT_TELL}) > 1:
            heard_as = inside(VERDICT_WORDS[as_one([Verdict(answer.verdict) for answer in people])])
            found.append(
                f"The people of {counterpart_called(one)} differ. Its one voice is heard as “{heard_as}”."
            )
    return found
