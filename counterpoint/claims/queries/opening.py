"""Opening a link or a ticket: whose word it carries, on what, and what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Prefetch, Subquery

from counterpoint.claims.models import Claim, Claimant, Counterpart, Ticket
from counterpoint.claims.policies import Capacity, capacity_of, why_barred
from counterpoint.claims.policies.capacity import CLOSED, IN_THE_BOX, NOTHING_YET, WITHDRAWN
from counterpoint.claims.queries.addresses import answer_token, answer_url, read_answer_token, record_url
from counterpoint.claims.queries.telling import called
from counterpoint.partnership.models import Member, Place, Standpoint
from counterpoint.partnership.queries.membership import members
from counterpoint.web.http import SIGN_IN

STOPS = {
    WITHDRAWN: (410, "This was withdrawn"),
    NOTHING_YET: (409, "Not yet"),
    IN_THE_BOX: (200, "Your answer is in the box"),
    CLOSED: (410, "The box is open"),
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A link or a ticket that may answer now."""

    claim: Claim
    capacity: Capacity
    url: str  # where the answer goes
    member: Member | None = None
    ticket: Ticket | None = None
    signed_in: Member | None = None  # whoever this browser is signed in as, in this place


@dataclass(frozen=True, slots=True)
class Way:
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class StoppedPage:
    """Everything claims/stopped.jinja may say: why there is nothing to press, and what to do instead."""

    status: int
    title: str
    sentence: str
    place: str = ""
    more: str = ""
    ways: tuple[Way, ...] = ()
    lang: str = "en"


def open_link(token: str, account: int | None, at: datetime) -> Opened | StoppedPage | None:
    """None: we made no such link, or what it was for is gone. `account`: whoever is signed in, if anyone."""
    link = read_answer_token(token)
    if link is None:
        return None
    member = members().filter(place_id=link.place, number=link.member).first()
    claim = claim_to_answer(link.place, link.claim) if member else None
    if member is None or claim is None:
        return None
    if link.expired or member.left_at:
        return too_old(claim, member, expired=link.expired)
    mine = account is not None and member.account_id == account
    signed_in = member if mine else here_as(account, claim.place)
    if signed_in is not None and signed_in.pk != member.pk:
        return _somebody_else(claim, member, signed_in, token, at)
    capacity = capacity_of(member, claim, at)
    refusal = capacity if isinstance(capacity, str) else _box_is_shut(claim, capacity)
    if refusal or isinstance(capacity, str):
        return cannot(claim, str(refusal), member=member, signed_in=signed_in)
    return Opened(claim, capacity, answer_url(token), member=member, signed_in=signed_in)


def open_ticket(told: str, url: str, account: int | None, at: datetime) -> Opened | StoppedPage | None:
    """`told`: the hash of its secret. None where no ticket with a known voice has it."""
    ticket = Ticket.objects.select_related("place").filter(hash=told, anonymous=False, closed=False).first()
    claim = (
        Claim.objects.filter(pk=ticket.claim_id).values_list("place_id", "number").first() if ticket else None
    )
    opened = claim_to_answer(*claim) if claim else None
    if ticket is None or opened is None:
        return None
    signed_in = here_as(account, opened.place)
    if signed_in is not None and why_barred(signed_in, opened, at):
        return cannot(opened, f"{why_barred(signed_in, opened, at)}", signed_in=signed_in)
    if opened.withdrawn_at or opened.claimed_at is None:
        return cannot(opened, WITHDRAWN if opened.withdrawn_at else NOTHING_YET, signed_in=signed_in)
    theirs = next((one for one in opened.counterparts.all() if one.ticket_id == ticket.pk), None)
    capacity = Capacity(theirs, perspective=ticket.perspective)
    return Opened(opened, capacity, url, ticket=ticket, signed_in=signed_in)


def claim_to_answer(place: int, number: int) -> Claim | None:
    """A claim with all that its answer page says, in three queries."""
    claimants = Claimant.objects.select_related("organisation", "member")
    stands = Standpoint.objects.filter(member=OuterRef("member")).order_by("-first", "pk")
    asked = Counterpart.objects.select_related(
        "organisation", "member", "pool", "added_by", "adopted_by"
    ).annotate(stands=Subquery(stands.values("perspective")[:1]))
    return (
        Claim.objects.filter(place_id=place, number=number)
        .select_related(
            "place",
            "sentence",
            "amount",
            "follows__sentence",
            "put_by",
            "request__asked",
            "request__promise__sentence",
            "request__refusal",
        )
        .prefetch_related(
            Prefetch("claimants", claimants),
            Prefetch("counterparts", asked),
        )
        .first()
    )


def _box_is_shut(claim: Claim, capacity: Capacity) -> str:
    if capacity.in_the_box:
        return IN_THE_BOX
    return CLOSED if capacity.detached and claim.counted_at else ""


def here_as(account: int | None, place: Place) -> Member | None:
    return members().filter(place=place, account_id=account, left_at=None).first() if account else None


def too_old(claim: Claim, member: Member, *, expired: bool) -> StoppedPage:
    back = Way(
        "Send me a new link", f"{SIGN_IN}?next={record_url(claim.place.slug, claim.kind, claim.number)}"
    )
    if member.left_at and not expired:
        return StoppedPage(
            410,
            "This link is closed",
            f"It was {called(member)}’s, who has left {claim.place}.",
            str(claim.place),
        )
    return StoppedPage(
        410,
        "This link is too old",
        "It worked for six months, so that an old mail can’t speak for you for ever.",
        str(claim.place),
        "Give your e-mail address, and we send you a new link at once. If you have none here, ask a steward.",
        (back,),
    )


def _somebody_else(claim: Claim, member: Member, reader: Member, token: str, at: datetime) -> StoppedPage:
    """A forwarded link, opened by somebody we know: not its owner, but they may have a word of their own."""
    capacity = capacity_of(reader, claim, at)
    own = answer_url(answer_token(claim.place, reader, claim))
    more, ways = "", (Way("Open it as yourself", own),)
    if isinstance(capacity, str):
        more, ways = (
            capacity,
            (Way("See the whole record", record_url(claim.place.slug, claim.kind, claim.number)),),
        )
    return StoppedPage(
        403,
        f"This link is {called(member)}’s",
        f"You are signed in as {reader.name}, so you can’t answer with it.",
        str(claim.place),
        more,
        ways,
    )


def cannot(
    claim: Claim, sentence: str, *, member: Member | None = None, signed_in: Member | None = None
) -> StoppedPage:
    """A policy's sentence as a page, with the one thing that can be done instead."""
    status, title = STOPS.get(sentence, (403, "You can’t answer this one"))
    record = Way("See the whole record", record_url(claim.place.slug, claim.kind, claim.number))
    return StoppedPage(
        status,
        title,
        sentence,
        str(claim.place),
        f"It is about: “{claim.sentence}”.",
        (record,) if signed_in or (member and member.account_id) else (),
    )


NO_SUCH_LINK = StoppedPage(
    404,
    "This link does not work",
    "It may have been cut short on its way to you.",
    more="Open it from your mail or message once more, or copy the whole of it.",
)
TOO_MANY = StoppedPage(
    429,
    "Please wait a moment",
    "Many links that do not work have been tried here.",
    more="Try yours again after a minute. If it still does not work, ask whoever gave it to you.",
)
