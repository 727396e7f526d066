"""What became of what the reader did, and of what they spoke on. One part a record, however much happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from counterpoint.analysis.standing import Verdict
from counterpoint.claims.models import Answer, Claim, Turn
from counterpoint.claims.policies import capacity_of
from counterpoint.claims.queries.addresses import answer_token, answer_url, record_url
from counterpoint.claims.queries.telling import called
from counterpoint.ledger.models import Event
from counterpoint.partnership.queries import signed
from counterpoint.web.dates import counted
from counterpoint.work.interest import claim_numbered
from counterpoint.work.links import absolute
from counterpoint.work.models import Notice
from counterpoint.work.notices.how_it_stands import WAITING, how_it_stands, state_for
from counterpoint.work.notices.part import Button, Part, Reader

MOST = 8  # records in one letter; how many more there are is said

# What the reader did themselves.
YOU: dict[str, str] = {
    "claim.put": "You put this on the record.",
    "promise.put": "You promised this.",
    "promise.heard": "You wrote down that you heard this promised.",
    "promise.owned": "You said: yes, that is my promise.",
    "promise.disowned": "You said that you did not promise this.",
    "promise.accepted": "You accepted this promise.",
    "promise.declined": "You declined this promise.",
    "promise.countered": "You asked for something else instead.",
    "promise.moved": "You moved the date.",
    "promise.said_kept": "You said that it was kept.",
    "request.put": "You asked for this.",
    "request.refused": "You said no to this request.",
    "barrier.raised": "You said that this stops you.",
    "barrier.taken": "You took this on.",
    "barrier.refused": "You said why this stays.",
    "barrier.said_gone": "You said that this is gone.",
    "barrier.handed_on": "You handed this on.",
    "barrier.gathered": "You said that another barrier is the same as this.",
    "barrier.stops_me_too": "You said that this stops you too.",
    "barrier.escalated": "You took this to a programme.",
    "request.escalated": "You took this to a programme.",
    "claim.knows_too": "You said that you would know too.",
    "claim.adopted": "You added somebody who spoke without being asked.",
    "claim.amount_shown": "You said that everyone may read the amount.",
    "claim.amount_kept": "You said that only the two sides read the amount.",
    "offer.put": "You offered this.",
    "offer.joined": "You said that you take part.",
    "offer.claimed": "You said which step this was.",
    "claim.withdrawn": "You withdrew this.",
    "claim.replied": "You replied.",
    "claim.talk": "You offered to talk first.",
    "claim.talked": "You wrote what came of talking.",
    "claim.inherited": "You inherited this promise.",
    "claim.not_inherited": "You said that you do not inherit this promise.",
    "claim.let_die": "You let this promise die.",
}

# What somebody else did; {who} is named as they sign.
OTHERS: dict[str, str] = {
    "promise.owned": "{who} said: yes, that is my promise.",
    "promise.disowned": "{who} said that they did not promise this.",
    "promise.accepted": "{who} accepted this promise.",
    "promise.declined": "{who} declined this promise.",
    "promise.countered": "{who} asked for something else instead.",
    "promise.moved": "{who} moved the date.",
    "promise.said_kept": "{who} said that it was kept. Those it was made to are asked.",
    "promise.put": "{who} answered this with a promise.",
    "request.refused": "{who} said no, and why.",
    "barrier.taken": "{who} took this on.",
    "barrier.refused": "{who} said that this stays, and why.",
    "barrier.said_gone": "{who} said that this is gone.",
    "barrier.handed_on": "{who} handed this on, and said why.",
    "barrier.gathered": "Somebody whom it stops said that another barrier is the same as this. From now on it is one.",
    "barrier.stops_me_too": "This stops somebody else too.",
    "barrier.escalated": "{who} took this to a programme, which may be able to do what nobody here can.",
    "request.escalated": "{who} took this to a programme, which may be able to do what nobody here can.",
    "claim.came_back": "Word came back from the programme that this was taken to.",
    "claim.amount_shown": "The other side wishes that everyone can read the amount.",
    "claim.amount_kept": "The other side wishes that only the two sides read the amount.",
    "claim.withdrawn": "{who} withdrew this, and said why.",
    "claim.replied": "{who} replied.",
    "claim.talk": "{who} offered to talk first.",
    "claim.talked": "{who} wrote what came of talking.",
    "claim.inherited": "{who} inherited this promise.",
    "claim.not_inherited": "{who} did not inherit this promise.",
    "claim.let_die": "Nobody took this promise over, so it died.",
    "claim.counted": "The box was opened, and the answers in it were counted.",
}


def parts(reader: Reader, notices: Sequence[Notice]) -> list[Part]:
    by_claim: dict[int, list[int]] = {}
    for notice in notices:
        by_claim.setdefault(int(notice.about["claim"]), []).append(int(notice.about["seq"]))
    found = []
    for number in list(by_claim)[:MOST]:
        claim = claim_numbered(reader.place, number)
        if claim is not None:
            events = Event.objects.filter(place_id=reader.place.pk, seq__in=by_claim[number]).order_by("seq")
            found.append(_part(reader, claim, list(events)))
    return [*found, *_the_rest(reader, len(by_claim) - MOST)]


def _the_rest(reader: Reader, more: int) -> list[Part]:
    """Whoever did a great deal in a day gets a letter that can still be read."""
    if more <= 0:
        return []
    words = f"{counted(more, 'other record has', 'other records have')} news for you."
    yours = absolute(reverse("claims:yours", kwargs={"slug": reader.place.slug}))
    return [
        Part(subject=words, heading=words[:1].upper() + words[1:], buttons=(Button("See all of it", yours),))
    ]


def _part(reader: Reader, claim: Claim, events: Sequence[Event]) -> Part:
    happened = tuple(dict.fromkeys(filter(None, (_happened(reader, claim, one) for one in events))))
    heading = happened[0] if happened else "Something you spoke on has changed."
    now = _now(reader, claim, events)
    turn = _newest_words(reader, claim, events)
    link = _link(reader, claim)
    return Part(
        subject=f"{now.title}: {claim.sentence}",
        heading=heading,
        sentence=str(claim.sentence),
        lines=(*happened[1:], now.sentence),
        quote=str(turn.words) if turn and turn.words else "",
        quoted=signed(turn.by, turn.organisation, "") if turn else "",
        buttons=(Button("See the record", link),),
        short=f"{reader.place.name}: {heading} {now.sentence}",
        link=link,
        about=claim.number,
    )


@dataclass(frozen=True, slots=True)
class Now:
    """What it came to."""

    title: str
    sentence: str


def _now(reader: Reader, claim: Claim, events: Sequence[Event]) -> Now:
    """It changed, or it is heard and nothing has changed yet: never nothing at all."""
    stands = how_it_stands(reader, claim)
    mine = [one for one in events if _mine(reader, one)]
    answered = any(one.verb == "claim.answered" for one in mine)
    if any(_changed(one) for one in events) or len(mine) < len(events):
        return Now("What changed", f"Now: {stands}")
    received = "Your answer is heard." if answered else "It is on the record."
    if state_for(reader, claim) in WAITING:
        return Now("Heard", f"{received} Nothing has changed yet: {stands}")
    return Now("Heard", f"{received} It stands as before: {stands}" if answered else f"Now: {stands}")


def _link(reader: Reader, claim: Claim) -> str:
    """Whoever may answer needs no account: their own link shows how it stands, and changes their answer."""
    if not isinstance(capacity_of(reader.member, claim, reader.at), str):
        return absolute(answer_url(answer_token(reader.place, reader.member, claim)))
    return absolute(record_url(reader.place.slug, claim.kind, claim.number))


def _mine(reader: Reader, event: Event) -> bool:
    return str(event.facts.get("voice", event.actor)) == reader.member.ref


def _changed(event: Event) -> bool:
    return bool(event.facts.get("before") != event.facts.get("standing"))


def _happened(reader: Reader, claim: Claim, event: Event) -> str:
    if event.verb == "claim.answered":
        return (
            _answered(claim, event) if _mine(reader, event) else "Somebody else who would know has answered."
        )
    if _mine(reader, event):
        return YOU.get(event.verb, "")
    return OTHERS.get(event.verb, "").format(who=_who(reader, claim, event))


def _answered(claim: Claim, event: Event) -> str:
    answer = Answer.objects.filter(claim=claim, position=event.facts.get("answer")).first()
    if answer is None:
        return ""
    if answer.step:
        return f"You chose step {answer.step}."
    return f"You answered: “{claim.of.says(Verdict(answer.verdict))}”."


def _who(reader: Reader, claim: Claim, event: Event) -> str:
    """Whoever did it, as the record names them."""
    turn = _turn_of(claim, event)
    if turn is None:
        return "Somebody"
    return turn.organisation.name if turn.organisation else _capital(called(turn.by))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _turn_of(claim: Claim, event: Event) -> Turn | None:
    """A turn and its event are written in one act, and so at one time."""
    return Turn.objects.select_related("by", "organisation", "words").filter(claim=claim, at=event.at).last()


def _newest_words(reader: Reader, claim: Claim, events: Sequence[Event]) -> Turn | None:
    """What somebody else said with what they did: a reason, a reply."""
    turns = [_turn_of(claim, one) for one in events if not _mine(reader, one)]
    spoken = [one for one in turns if one is not None and one.words and str(one.words)]
    return spoken[-1] if spoken else None
