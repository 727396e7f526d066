"""What is said on a record besides its answers: replies, withdrawals, dates that move, who inherits."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from counterpoint.claims import policies
from counterpoint.claims.actions.putting import record_claimants
from counterpoint.claims.actions.standing import locked
from counterpoint.claims.choices import MESSAGES, TURNED, TurnVerb
from counterpoint.claims.models import Answer, Claim, Turn
from counterpoint.claims.policies.amounts import side_of, why_not_show_amount
from counterpoint.ledger.actions import Act, act, erase
from counterpoint.ledger.models import Text
from counterpoint.partnership.models import Member, Organisation
from counterpoint.web.http import Refused, require

NEEDS_REASON = "Say why. One line is enough."
WORDED = ("limit", "team")  # details in somebody's own words


def record_turn(
    event: Act,
    claim: Claim,
    verb: TurnVerb,
    *,
    by: Member | None,
    words: str = "",
    organisation: Organisation | None = None,
    lang: str = "en",
    **details: Any,
) -> Turn:
    """Write a turn on a claim's record, inside an act under way."""
    event.subject = claim.ref
    event.facts |= {key: value for key, value in details.items() if value is not None}
    if organisation:
        event.facts["organisation"] = organisation.ref
    if claim.claimed_at is None and (claim.kind, verb.value) in TURNED:
        claim.before = TURNED[claim.kind, verb.value]
        claim.save(update_fields=["before"])
    return Turn.objects.create(
        place_id=claim.place_id,
        claim=claim,
        position=Turn.objects.filter(claim=claim).count() + 1,
        verb=verb,
        by=by,
        organisation=organisation,
        words=event.text(words, lang=lang) if words else None,
        details=details,
        at=event.at,
    )


def withdraw(*, claim: Claim, words: str, by: Member, at: datetime) -> Turn:
    """Withdraw with a reason, never silently. Withdrawn after a contest stays contested."""
    with act(claim.place_id, verb="claim.withdrawn", by=by.ref, at=at) as event:
        claim = locked(claim)
        require(policies.why_not_withdraw(by, claim))
        require(None if words.strip() else NEEDS_REASON, field="words")
        claim.withdrawn_at, claim.withdrawn_by = event.at, by
        claim.save(update_fields=["withdrawn_at", "withdrawn_by"])
        return record_turn(event, claim, TurnVerb.WITHDREW, by=by, words=words)


def reply(*, claim: Claim, words: str, by: Member, at: datetime, verb: TurnVerb = TurnVerb.REPLIED) -> Turn:
    """Reply to a contest, offer to talk first, or write in one line what came of talking."""
    with act(claim.place_id, verb=f"claim.{verb.value}", by=by.ref, at=at) as event:
        claim = locked(claim)
        require(policies.why_not_reply(by, claim, at))
        require(None if words.strip() or verb == TurnVerb.TALK else NEEDS_REASON, field="words")
        return record_turn(event, claim, verb, by=by, words=words)


def change_message(*, claim: Claim, message: int | None, by: Member, at: datetime) -> Turn:
    """Until the first answer, a claim may be made to speak to another of the ten messages, or to none."""
    with act(claim.place_id, verb="claim.message_changed", by=by.ref, at=at) as event:
        claim = locked(claim)
        require(policies.why_not_change_message(by, claim))
        if message is not None and message not in MESSAGES:
            raise Refused("There are ten messages, 1 to 10.", field="message")
        was, claim.message = claim.message, message
        claim.save(update_fields=["message"])
        return record_turn(event, claim, TurnVerb.MESSAGE, by=by, was=was, now=message)


def show_amount(*, claim: Claim, shown: bool, by: Member, at: datetime) -> Turn:
    """One side says whether everyone may read the amount. It is shown while both sides wish it."""
    verb = "claim.amount_shown" if shown else "claim.amount_kept"
    with act(claim.place_id, verb=verb, by=by.ref, at=at) as event:
        claim = locked(claim)
        family, turns = policies.family_of(claim.place_id), claim.turns.all()
        require(why_not_show_amount(by, claim, family, turns, shown=shown))
        side = side_of(by, claim, family)
        return record_turn(event, claim, TurnVerb.AMOUNT, by=by, side=str(side), shown=shown)


def say_done(event: Act, claim: Claim, claimants: list[Organisation], *, by: Member | None) -> None:
    """Somebody claims that it is so: a heard promise is owned, a barrier said gone, a request answered.

    Said again after a contest, it is the same claim: earlier answers stay, and those who gave them are asked again.
    """
    known = {one.organisation_id for one in claim.claimants.all()}
    record_claimants(event, claim, [one for one in claimants if one.pk not in known])
    if claim.claimed_at is None:
        claim.claimed_at = event.at
        claim.save(update_fields=["claimed_at"])
    event.facts["claimed"] = True


def erase_words(*, text: Text, claim: Claim, by: Member, at: datetime) -> None:
    """Take somebody's words out of the record for good. What was done stays; the chain still verifies."""
    with act(claim.place_id, verb="words.erased", by=by.ref, at=at) as event:
        mine = Answer.objects.filter(claim=claim, words=text, member=by).exists()
        mine = mine or Turn.objects.filter(claim=claim, words=text, by=by).exists()
        of_the_claim = text.pk in (claim.sentence_id, claim.amount_id)
        mine = mine or (of_the_claim and claim.put_by_id == by.pk)
        require(
            None if mine or by.steward else "Only whoever wrote these words, or a steward, can erase them."
        )
        require("These words are erased already." if text.erased_at else None)
        event.facts["erased"] = erase(text, at=event.at)
        event.subject = claim.ref
        if text.pk == claim.sentence_id and any(name in claim.details for name in WORDED):
            # A limit or a team was written with the sentence: it goes with it.
            claim.details = {name: said for name, said in claim.details.items() if name not in WORDED}
            claim.save(update_fields=["details"])
