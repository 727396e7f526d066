"""What a reader may do about a claim: each act where its policy allows it; a refusal where it teaches."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from counterpoint.claims import policies
from counterpoint.claims.choices import Again
from counterpoint.claims.policies import Capacity
from counterpoint.claims.policies.amounts import why_not_show_amount
from counterpoint.claims.policies.barred import OWN_WORK, PUT_IT
from counterpoint.claims.policies.capacity import CLOSED, IN_THE_BOX
from counterpoint.claims.queries.addresses import again_url, answer_token, answer_url
from counterpoint.claims.queries.claim_loading import Loaded

AMOUNT_WORDS = {
    True: "Say that everyone may read the amount",
    False: "Say that only the two sides read the amount",
}
TEACHES = frozenset({PUT_IT, OWN_WORK})


@dataclass(frozen=True, slots=True)
class Act:
    """One press, or a page that asks for more."""

    words: str
    url: str
    press: bool = False
    main: bool = False


def act_url(loaded: Loaded, name: str) -> str:
    claim = loaded.claim
    return reverse(f"claims:{name}", kwargs={"slug": claim.place.slug, "number": claim.number})


def answering(loaded: Loaded) -> tuple[Act, ...]:
    """To answer, or to say that one would know too: nobody is offered both."""
    claim, reader = loaded.claim, loaded.reader
    if isinstance(loaded.capacity, Capacity) and not why_no_answer(loaded):
        spoken = any(one.member_id == reader.pk for one in loaded.answers)
        words = "Change what you said" if spoken else "Answer this"
        return (Act(words, answer_url(answer_token(claim.place, reader, claim)), main=not spoken),)
    if policies.why_not_know_too(reader, claim, loaded.at, loaded.family) is None:
        return (Act("I would know too", act_url(loaded, "know_too"), press=True),)
    return ()


def further_acts(loaded: Loaded) -> tuple[Act, ...]:
    return (*_naming(loaded), *_owning(loaded))


def why_no_answer(loaded: Loaded) -> str:
    """Why there is no button to answer, where that is worth knowing."""
    capacity = loaded.capacity
    if isinstance(capacity, str):
        return capacity if capacity in TEACHES else ""
    if capacity.in_the_box:
        return IN_THE_BOX
    return CLOSED if capacity.detached and loaded.claim.counted_at else ""


def _naming(loaded: Loaded) -> list[Act]:
    claim, reader, found = loaded.claim, loaded.reader, []
    if policies.why_not_reply(reader, claim, loaded.at, loaded.family) is None:
        found.append(Act("Reply, or offer to talk first", act_url(loaded, "reply")))
    if policies.why_not_add(reader, claim, loaded.at) is None and not claim.of.detached:
        found.append(Act("Add someone who would know", act_url(loaded, "add")))
    if (
        policies.why_not_issue_ticket(reader, claim, loaded.at, loaded.family) is None
        and not claim.of.detached
    ):
        found.append(Act("Give out a ticket to answer with", act_url(loaded, "hand_out")))
    return found


def _owning(loaded: Loaded) -> list[Act]:
    claim, reader, found = loaded.claim, loaded.reader, []
    followed = any(one.followed for one in loaded.counterparts)  # type: ignore[attr-defined]
    if policies.why_not_put_again(reader, claim, followed=followed) is None:
        found.append(Act("Put it again, as it is now", act_url(loaded, "put_again")))
    if claim.of.again == Again.NEXT_ACCOUNT and not followed and claim.put_by_id == reader.pk:
        found.append(Act("Give the next account", again_url(claim)))
    for shown, words in AMOUNT_WORDS.items():
        if why_not_show_amount(reader, claim, loaded.family, loaded.turns, shown=shown) is None:
            found.append(Act(words, f"{act_url(loaded, 'amount')}?shown={'yes' if shown else 'no'}"))
    if policies.why_not_change_message(reader, claim) is None:
        found.append(Act("Change the message it speaks to", act_url(loaded, "message")))
    if policies.why_not_withdraw(reader, claim) is None:
        found.append(Act("Withdraw it", act_url(loaded, "withdraw")))
    if reader.steward or (claim.put_by_id == reader.pk and claim.sentence.erased_at is None):
        found.append(Act("Erase words for good", act_url(loaded, "erase")))
    return found
