"""Word of what a programme did about something, back to the place that brought it."""

from __future__ import annotations

from datetime import datetime

from counterpoint.analysis.numbers import whole
from counterpoint.claims.actions import come_back
from counterpoint.claims.choices import Across
from counterpoint.claims.models import Claim, Elsewhere, Turn
from counterpoint.ledger.actions import advance
from counterpoint.ledger.models import Event
from counterpoint.ledger.queries import events_after, position
from counterpoint.partnership.models import Place
from counterpoint.web.http import Refused

READER = "across"  # of the programme's ledger

# What the programme did, as those read it who asked. {who} is an organisation of the programme.
WORDS = {
    "barrier.taken": "{who} took it on.",
    "barrier.refused": "{who} said that it stays, and why: “{words}”",
    "barrier.said_gone": "{who} says that it is gone. Whoever answers for us there is asked whether it is.",
    "request.refused": "{who} said no, and why: “{words}”",
    "promise.put": "{who} answered with a promise: “{words}”",
}


def bring_back(*, programme: Place, at: datetime) -> int:
    """Read on in the programme's ledger, and write in each place what was done about what it brought. How many.

    Stopped between the two, it tries again and is refused: each answer comes back once.
    """
    brought = 0
    while events := events_after(programme.pk, position(programme.pk, READER)):
        for event in events:
            brought += _bring(programme, event, at) if event.verb in WORDS else 0
        advance(place_id=programme.pk, reader=READER, seq=events[-1].seq)
    return brought


def _bring(programme: Place, event: Event, at: datetime) -> int:
    ref = str(event.facts.get("answers", "") if event.verb == "promise.put" else event.subject)
    claim = _claim(programme, ref)
    brought = 0
    for tie in (
        Elsewhere.objects.filter(claim=claim, way=Across.FROM).select_related("claim") if claim else ()
    ):
        there = _their_half(programme, tie)
        if claim is None or there is None:
            continue
        try:
            come_back(
                elsewhere=there, seq=event.seq, words=_words(programme, claim, event), at=max(at, event.at)
            )
        except Refused:
            continue  # it came back already
        brought += 1
    return brought


def _claim(programme: Place, ref: str) -> Claim | None:
    number = whole(ref.removeprefix("claim:"))
    if number is None:
        return None
    return Claim.objects.select_related("sentence").filter(place=programme, number=number).first()


def _their_half(programme: Place, tie: Elsewhere) -> Elsewhere | None:
    """The place's own half of the tie, if it lies here."""
    found = Elsewhere.objects.filter(way=Across.TO, other=programme.uuid, number=tie.claim.number)
    return found.select_related("claim").filter(place__uuid=tie.other, claim__number=tie.number).first()


def _words(programme: Place, claim: Claim, event: Event) -> str:
    turn = Turn.objects.select_related("organisation", "words").filter(claim=claim, at=event.at).last()
    who = turn.organisation.name if turn and turn.organisation else programme.name
    said = str(turn.words) if turn and turn.words else ""
    if event.verb == "promise.put":
        promise = _claim(programme, event.subject)
        said = str(promise.sentence) if promise else ""
    return WORDS[event.verb].format(who=who, words=said)
