"""One offer and what came of it: what was said before, what is owed, and which step those say it was who took part."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from counterpoint.claims.choices import LADDER_CREDIT, LADDER_LINK
from counterpoint.claims.models import Claim, Counterpart
from counterpoint.claims.policies import Seen, state_of, why_not_issue_ticket
from counterpoint.claims.queries.addresses import record_url, ticket_url
from counterpoint.claims.queries.choosing import full_name
from counterpoint.claims.queries.claim_acts import Act
from counterpoint.claims.queries.claim_loading import Loaded
from counterpoint.claims.queries.claim_page import ClaimPage, page_of
from counterpoint.claims.queries.record import mark_of
from counterpoint.claims.queries.rewinding import claim_as_at, seen_of
from counterpoint.claims.queries.telling import counterpart_called
from counterpoint.offers import policies
from counterpoint.offers.models import Cards, Offer
from counterpoint.offers.queries.cards import cards_of
from counterpoint.partnership.models import Member, Standpoint
from counterpoint.web import dates
from counterpoint.web.fields import FormPage

KIND = "coproduced"
ABOUT = ("organisation", "fixed", "decides", "budget", "pay", "access", "owed")


@dataclass(frozen=True, slots=True)
class Debt:
    """What one person is owed, and whether they say that it was paid."""

    mark: str
    state: str
    who: str
    what: str
    due: str
    url: str


@dataclass(frozen=True, slots=True)
class OfferPage:
    """Everything offers/show.jinja may say."""

    claim: ClaimPage
    offered: tuple[tuple[str, str], ...]  # nothing where no offer came before
    owed_note: str
    debts: tuple[Debt, ...]
    credit: str
    credit_link: str


@dataclass(frozen=True, slots=True)
class SlipPage:
    """Everything offers/slip.jinja may say: the one time that these two links are shown."""

    place: str
    decision: str
    offered: tuple[tuple[str, str], ...]
    address: str
    paid_address: str
    owed: str
    back_url: str


def offer_numbered(member: Member, number: int, at: datetime) -> Offer | None:
    """An offer that this member may know of, for an act upon it."""
    seen = Claim.objects.seen_by(member, at).filter(kind=KIND, number=number)
    return (
        Offer.objects.filter(claim__in=seen.values("pk"))
        .select_related("claim__place", "claim__sentence", "place", *ABOUT)
        .prefetch_related("claim__counterparts__member", "claim__claimants")
        .first()
    )


def offer_page(
    member: Member, number: int, at: datetime, as_at: date | None = None, *, just_put: bool = False
) -> OfferPage | None:
    """A piece of co-production as this member may read it, with its offer if there was one; or None."""
    loaded = claim_as_at(member, number, at, as_at)
    if loaded is None or loaded.claim.kind != KIND:
        return None
    claim = loaded.claim
    offer = Offer.objects.filter(claim=claim).select_related(*ABOUT, "claim__cards").first()
    mine = just_put and claim.put_by_id == member.pk
    cards = cards_of(offer.claim) if offer else Cards.objects.filter(claim=claim).first()
    if offer is None:
        put = (
            "It is on the record. Those you named are asked now, and you hear what they say." if mine else ""
        )
        return OfferPage(
            _with_cards(page_of(loaded, put), loaded, cards), (), "", (), LADDER_CREDIT, LADDER_LINK
        )
    offer.claim = claim
    after = _what_followed(loaded)
    put = (
        "It is offered. Those you invited can read it now. When it is done, say here which step it was."
        if mine
        else ""
    )
    seen = seen_of(loaded, after)
    debts = tuple(_debt(one, seen[one.pk], loaded, offer) for one in after if one.kind == policies.PAID)
    # As at a past day it is read by those who could read it then, and can now.
    owed = all(policies.reads_owed(one, offer, loaded.family) for one in (member, loaded.reader))
    return OfferPage(
        claim=replace(
            (shown := _with_cards(page_of(loaded, put), loaded, cards)),
            acts=() if loaded.past else (*_acts(loaded, offer), *shown.acts),
        ),
        offered=offered_in(offer, loaded.today, owed=owed),
        owed_note=_in_all(debts),
        debts=debts,
        credit=LADDER_CREDIT,
        credit_link=LADDER_LINK,
    )


def _with_cards(shown: ClaimPage, loaded: Loaded, cards: Cards | None) -> ClaimPage:
    """The way to the cards; while they are out, nobody sees step after step come in, not even of those who sign."""
    if loaded.past:
        return shown
    act = _to_cards(loaded, cards)
    shown = replace(shown, acts=(*shown.acts, *act))
    if cards is None or cards.closed_at is not None:
        return shown
    out = f"Cards are out until {dates.day(cards.until)}. Which steps people chose is shown when they are closed."
    answers = replace(shown.answers, bars=(), notes=(*shown.answers.notes, out))
    return replace(shown, answers=answers)


def _to_cards(loaded: Loaded, cards: Cards | None) -> tuple[Act, ...]:
    claim = loaded.claim
    url = reverse("offers:cards", kwargs={"slug": claim.place.slug, "number": claim.number})
    if cards:
        words = "What the cards say" if cards.closed_at else "The cards that are out"
        return (Act(words, url),)
    # Asked without looking for cards: there are none.
    may = policies.why_not_give_out(loaded.reader, claim, loaded.at, loaded.family) is None
    return (Act("Give out cards to those who came", url),) if may else ()


def offered_in(offer: Offer, today: date, *, owed: bool) -> tuple[tuple[str, str], ...]:
    """What people were told before they said yes."""
    hear = f"by {dates.day(offer.hear_on)}, {dates.ago_or_in(offer.hear_on, today)}"
    each = f"{offer.owed}, by {dates.day(offer.owed_on)}" if owed and offer.owed and offer.owed_on else ""
    said = (
        ("Offered by", offer.organisation.name),
        ("What is fixed", str(offer.fixed)),
        ("Who decides", str(offer.decides)),
        ("Money for it", str(offer.budget)),
        ("Pay for taking part", str(offer.pay)),
        ("Each is owed", each),
        ("So that people can come", str(offer.access)),
        ("You hear what came of it", hear),
    )
    return tuple((label, words) for label, words in said if words)


def _what_followed(loaded: Loaded) -> list[Claim]:
    """What is owed from this offer, and whatever else came of it, each with those who are asked: one query.

    Every claim has a counterpart, so all come with theirs; the claim's own page need not look for them again.
    """
    stands = Standpoint.objects.filter(member=OuterRef("member")).order_by("-first", "pk")
    then = {"claim__put_at__lte": loaded.until, "at__lte": loaded.until} if loaded.until else {}
    rows = (
        Counterpart.objects.filter(place_id=loaded.claim.place_id, claim__follows=loaded.claim, **then)
        .select_related("claim__sentence", "claim__place", "member", "organisation", "pool")
        .annotate(stands=Subquery(stands.values("perspective")[:1]))
        .order_by("claim__number", "position")
    )
    found: dict[int, Claim] = {}
    asked: dict[int, list[Counterpart]] = {}
    for one in rows:
        found.setdefault(one.claim_id, one.claim)
        asked.setdefault(one.claim_id, []).append(one)
    for key, claim in found.items():
        # As prefetch_related would leave it.
        claim._prefetched_objects_cache = {"counterparts": asked[key]}  # type: ignore[attr-defined]
    loaded.counterparts[0].followed = False  # type: ignore[attr-defined]
    return list(found.values())


def _debt(claim: Claim, seen: Seen, loaded: Loaded, offer: Offer) -> Debt:
    asked = claim.counterparts.all()
    concerned = policies.works_for(loaded.reader, offer.organisation, loaded.family)
    concerned = concerned or any(one.member_id == loaded.reader.pk for one in asked)
    state = state_of(seen, today=loaded.today, zone=claim.place.zone, reads_contest=concerned)
    return Debt(
        mark=mark_of(state),
        state=claim.of.state(state),
        who=dates.listed([counterpart_called(one, loaded.reader) for one in asked]),
        what="" if claim.put_by_id is None else str(claim.sentence),
        due=f"due {dates.day(seen.due_on)}" if seen.due_on else "",
        url=record_url(claim.place.slug, claim.kind, claim.number) + loaded.query,
    )


def _in_all(debts: tuple[Debt, ...]) -> str:
    if not debts:
        return ""
    people = dates.counted(len(debts), "payment is", "payments are").capitalize()
    return f"{people} owed from this offer. Whoever is owed says whether it was paid; how much it is, only they and the organiser read."


def _acts(loaded: Loaded, offer: Offer) -> list[Act]:
    found, reader, family = [], loaded.reader, loaded.family
    if policies.why_not_join(reader, offer, loaded.at, family) is None:
        found.append(Act("I take part", _url("join", offer), press=True, main=True))
    if policies.why_not_claim(reader, offer, family) is None:
        found.append(Act("Say which step it was", _url("claim", offer), main=True))
    owes = policies.works_for(reader, offer.organisation, family) and not offer.claim.withdrawn_at
    if owes and taking_part(offer):
        found.append(Act("Somebody is owed more", _url("owe", offer)))
    if why_not_issue_ticket(reader, offer.claim, loaded.at, family) is None:
        found.append(Act("Invite somebody with a ticket", _url("hand_out", offer)))
    return found


def taking_part(offer: Offer) -> tuple[tuple[str, str], ...]:
    """Those who take part by name."""
    found = [one.member for one in offer.claim.counterparts.all() if one.member and one.counts_from]
    return tuple((one.ref, full_name(one)) for one in found)


def step_page(offer: Offer) -> FormPage:
    return _form_page(
        offer,
        "Which step was it?",
        "Say that it was this step",
        "Those who took part choose a step too, each on their own. The record shows both.",
    )


def slip_form_page(offer: Offer) -> FormPage:
    return _form_page(
        offer,
        "Invite somebody with a ticket",
        "Make the ticket",
        "A slip of paper for one person, with what is offered. They need no account, and no name is kept.",
    )


def owe_page(offer: Offer) -> FormPage:
    return _form_page(
        offer,
        "Somebody is owed more",
        "Put it on the record",
        "On the day they are asked whether they were paid. Only they can say so.",
    )


def _form_page(offer: Offer, title: str, button: str, lead: str) -> FormPage:
    back = record_url(offer.claim.place.slug, KIND, offer.claim.number)
    return FormPage(title=title, button=button, lead=lead, caption=str(offer.claim.sentence), back_url=back)


def slip_page(offer: Offer, secrets: tuple[str, str], address: str, today: date) -> SlipPage:
    how_it_was, paid = secrets
    return SlipPage(
        place=str(offer.claim.place),
        decision=str(offer.claim.sentence),
        offered=offered_in(offer, today, owed=False),
        address=f"{address}{ticket_url(how_it_was)}",
        paid_address=f"{address}{ticket_url(paid)}" if paid else "",
        owed=f"by {dates.day(offer.owed_on)}" if offer.owed_on else "",
        back_url=record_url(offer.claim.place.slug, KIND, offer.claim.number),
    )


def _url(name: str, offer: Offer) -> str:
    return reverse(f"offers:{name}", kwargs={"slug": offer.claim.place.slug, "number": offer.claim.number})
