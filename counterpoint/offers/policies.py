"""Who may offer, take part, say which step it was, and owe."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.models import Claim
from counterpoint.claims.models.claims import ClaimQuerySet
from counterpoint.claims.policies import Family, family_of, why_barred
from counterpoint.offers.models import Cards, Offer
from counterpoint.partnership.choices import WHO_USES_SERVICES
from counterpoint.partnership.models import Member, Organisation

PAID = "paid"
NOBODY = (
    "Invite somebody who uses services, or who cares for one: by name, or everyone who stands there. "
    "An offer to nobody is no offer."
)
WITHDRAWN = "This offer was withdrawn."


def works_for(member: Member, organisation: Organisation, family: Family | None = None) -> bool:
    """For it, or for one that has followed it."""
    theirs = {one.organisation_id for one in member.memberships.all() if one.works and one.until is None}
    family = family or family_of(organisation.place_id)
    return any(organisation.pk in family.stands_for.get(one, ()) for one in theirs)


def why_not_offer(by: Member, organisation: Organisation) -> str | None:
    if by.left_at is not None:
        return "You have left this place, so you can’t offer anything in it."
    if works_for(by, organisation):
        return None
    return f"Only someone who works for {organisation.name} can offer something in its name."


def why_not_invite(named: Sequence[object]) -> str | None:
    """People with lived experience: by name, or everyone who stands there. Others hand out tickets later."""
    if not named:
        return NOBODY
    for one in named:
        if isinstance(one, Member) and not _uses_services(one):
            return (
                f"{one.name} does not stand here as somebody who uses services or cares for one. "
                "Invite people who do: only they can say whether it was co-produced."
            )
        if isinstance(one, Organisation) or (isinstance(one, str) and one not in WHO_USES_SERVICES):
            return "Invite people who use services, or who care for one. Others can’t say whether it was co-produced."
    return None


def _uses_services(member: Member) -> bool:
    return any(one.perspective in WHO_USES_SERVICES for one in member.standpoints.all())


def why_not_hear_on(hear_on: date, today: date) -> str | None:
    if hear_on < today:
        return "That day has passed. Say by which day they hear back, from today on."
    return None


def why_not_owed_on(owed: str, owed_on: date | None, today: date) -> str | None:
    if bool(owed.strip()) != (owed_on is not None):
        return "Say both: what each person is owed, and by which day."
    if owed_on is not None and owed_on < today:
        return "That day has passed. Say by which day they are paid, from today on."
    return None


def why_not_join(member: Member, offer: Offer, at: datetime, family: Family | None = None) -> str | None:
    """Whoever stands where everyone was invited takes part, by saying so."""
    claim = offer.claim
    if claim.withdrawn_at:
        return WITHDRAWN
    if any(one.member_id == member.pk for one in claim.counterparts.all()):
        return "You take part already."
    barred = why_barred(member, claim, at, family)
    if barred:
        return "Your organisation makes this offer, so you can’t take part as somebody it is made to."
    held = {one.perspective for one in member.standpoints.all()}
    if any(one.perspective in held for one in claim.counterparts.all() if one.perspective):
        return None
    return "This offer is made to others. If you would know how it was, say so when a step is claimed."


def why_not_claim(member: Member, offer: Offer, family: Family | None = None) -> str | None:
    """The organiser says which step it was; those who took part say it apart."""
    if offer.claim.withdrawn_at:
        return WITHDRAWN
    if offer.claim.claimed_at:
        return "It has been said already which step this was. Those who took part are asked."
    if works_for(member, offer.organisation, family):
        return None
    return f"Only someone who works for {offer.organisation.name} can claim a step for it."


def why_not_owe(offer: Offer, who: Member) -> str | None:
    """One standing debt a person, made by the system: so that nobody is owed the same twice, or by mistake not at all."""
    if offer.owed is None or offer.owed_on is None:
        return "This offer names nothing that each person is owed."
    if debts_of(offer.claim).filter(counterparts__member=who, put_by=None).exists():
        return "This is on the record already."
    return None


def why_not_owe_more(by: Member, offer: Offer, who: Member, on: date, at: datetime) -> str | None:
    """The organiser writes down what else somebody is owed: fares, another day."""
    if not works_for(by, offer.organisation):
        return f"Only someone who works for {offer.organisation.name} can say what it owes."
    if not any(one.member_id == who.pk and one.counts_from for one in offer.claim.counterparts.all()):
        return f"{who.name} does not take part in this, so is owed nothing for it."
    if on < day_in(at, offer.claim.place.zone):
        return "That day has passed. Say by which day they are paid, from today on."
    return None


def debts_of(claim: Claim) -> ClaimQuerySet:
    """What is owed from an offer: claims of their own that follow it."""
    return Claim.objects.filter(place_id=claim.place_id, follows=claim, kind=PAID)


def reads_owed(member: Member, offer: Offer, family: Family) -> bool:
    """What each is owed: those who take part, and whoever owes it."""
    takes_part = any(one.member_id == member.pk and one.counts_from for one in offer.claim.counterparts.all())
    return takes_part or works_for(member, offer.organisation, family)


# Cards

CARDS_AT_MOST = 500
OUT_AT_MOST = timedelta(days=28)  # as long as a short code opens
LATE = timedelta(weeks=8)
CLOSED = "These cards are closed."
TOO_FEW = "Fewer than five cards have come in since. With fewer, somebody could work out who said what."


def is_of_the_claimant(member: Member, claim: Claim, at: datetime, family: Family | None = None) -> bool:
    return why_barred(member, claim, at, family) is not None


def why_not_open_cards(by: Member, claim: Claim, at: datetime) -> str | None:
    """Once a claim."""
    if hasattr(claim, "cards"):
        return "Cards for this went out already. They go out once, so that nobody can compare two lots."
    return why_not_give_out(by, claim, at)


def why_not_give_out(by: Member, claim: Claim, at: datetime, family: Family | None = None) -> str | None:
    """The organiser; or a steward or convenor, for them: the claim says who gave the cards out."""
    if by.left_at:
        return "You have left this place."
    if claim.withdrawn_at:
        return WITHDRAWN
    if claim.claimed_at is None:
        return "Say first which step it was. Then give out the cards: nobody sees it on them."
    if by.steward or by.convenor or is_of_the_claimant(by, claim, at, family):
        return None
    return "Cards are given out by whoever ran it, or by a steward or the convenor for them."


def why_not_so_many(took_part: int, at_least: int = 1) -> str | None:
    if took_part < at_least:
        return f"Say how many took part: {at_least} or more."
    if took_part > CARDS_AT_MOST:
        return f"That is more than {CARDS_AT_MOST}. Ask so many in parts, each with a record of its own."
    return None


def why_not_until(until: date, today: date) -> str | None:
    if until < today:
        return "That day has passed. Give a day from today on."
    if until > today + OUT_AT_MOST:
        return "That is more than four weeks. People forget: give a day within four weeks."
    return None


def why_not_run_cards(by: Member, cards: Cards) -> str | None:
    """Whoever opened them, their colleagues, and stewards."""
    theirs = {one.organisation_id for one in by.memberships.all() if one.works and one.until is None}
    opener = cards.opened_by
    if by.left_at is None and (by.steward or opener is None or opener.pk == by.pk):
        return None
    if opener and any(one.works and one.organisation_id in theirs for one in opener.memberships.all()):
        return None
    return "Only whoever opened these cards, their colleagues, or a steward can do this."


def why_not_hand(cards: Cards, at: datetime, how_many: int = 1) -> str | None:
    why_not = why_not_fill(cards, at)
    left = cards.took_part - cards.handed
    if why_not or left >= how_many >= 1:
        return why_not
    if how_many < 1:
        return "Say how many, one or more."
    if not left:
        return "There is a card out for everyone who took part. If more came, whoever ran it can say so."
    return f"Only {left} more can go out: there is one card for each who took part."


def why_not_fill(cards: Cards, at: datetime) -> str | None:
    if cards.claim.withdrawn_at:
        return "What this card is about was withdrawn."
    return "This card has run out. Nothing more is read." if has_ended(cards, at) else None


def has_ended(cards: Cards, at: datetime) -> bool:
    """Late cards are read for eight weeks after the close."""
    return cards.closed_at is not None and at > cards.closed_at + LATE


def why_not_write_card(by: Member, cards: Cards, at: datetime, family: Family | None = None) -> str | None:
    if by.left_at:
        return "You have left this place."
    if is_of_the_claimant(by, cards.claim, at, family):
        return "Your side ran this, so you can’t write down what others say of it. Ask somebody outside it."
    return None


def why_not_close(by: Member | None, cards: Cards) -> str | None:
    if cards.closed_at:
        return CLOSED
    return why_not_run_cards(by, cards) if by else None


def why_not_erase_words(by: Member) -> str | None:
    return None if by.steward and not by.left_at else "Only a steward can erase words of a card."
