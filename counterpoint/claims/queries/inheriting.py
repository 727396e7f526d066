"""What waits for an heir: each open promise of whoever came before, to inherit, refuse or let die."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery, prefetch_related_objects
from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import Standing
from counterpoint.claims.choices import PUT_AGAIN, STATES, State, TurnVerb
from counterpoint.claims.models import Claim, Claimant, Counterpart, Turn
from counterpoint.claims.policies import Family, family_of, reads_contest, state_of
from counterpoint.claims.policies.inheriting import (
    BINDS,
    DECISIONS,
    SILENCE,
    Heir,
    decided,
    decided_by,
    why_not_decide_for,
    is_heirs_own,
    why_not_inherit,
)
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.claim_loading import seen_now
from counterpoint.claims.queries.claim_parts import title_of
from counterpoint.claims.queries.record import mark_of
from counterpoint.claims.queries.telling import called, claimants_of, made_to
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.web import dates

DECIDED = {
    TurnVerb.INHERITED: "inherited",
    TurnVerb.NOT_INHERITED: "refused",
    TurnVerb.LET_DIE: "let die",
}

ALSO_TO_YOU = "It was promised to you too. Inherit it, and only the others can say whether it is kept."


@dataclass(frozen=True, slots=True)
class Bound:
    """One thing that bound whoever came before."""

    number: int
    mark: str
    state: str
    sentence: str
    url: str
    about: str  # "promised to Warm Hearth by Northern Counties ICB on 30 May 2025, for 31 July 2025"
    why_not_inherit: str
    also_to_you: str  # it was promised to the heir among others, who say alone now whether it is kept
    decided: str  # "inherited on 28 April 2026 by Priya Raman"
    words: str
    error: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class InheritPage:
    """Everything claims/inherit.jinja may say."""

    title: str
    lead: str
    until: str
    waiting: tuple[Bound, ...]
    decided: tuple[Bound, ...]
    may_decide: bool
    inherit_words: str  # on the button
    nobody: str
    back_url: str
    handover_urls: tuple[tuple[str, str], ...]  # (whose, address)


@dataclass(frozen=True, slots=True)
class Waits:
    """A line of Yours: so much waits, and where."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Undecided:
    """One claim, and who has to say what becomes of it."""

    claim: Claim
    heir: Heir


def bound(place: Place, heirs: Iterable[Heir], family: Family) -> list[tuple[Heir, Claim]]:
    """What binds those whom these heirs follow, and is not over: decided or not. Three queries, or none."""
    found: list[tuple[Heir, Claim]] = []
    for heir in heirs:
        wanted = _of_those_before(heir, family)
        if wanted is not None:
            found += [(heir, claim) for claim in _claims(place, wanted)]
    return found


def _of_those_before(heir: Heir, family: Family) -> Q | None:
    if isinstance(heir, Organisation):
        before = family.stands_for.get(heir.pk, frozenset()) - {heir.pk}
        made = Claimant.objects.filter(organisation__in=before)
        # The last to take a barrier on is its owner; another may have taken it since.
        last = Turn.objects.filter(claim=OuterRef("pk"), verb=TurnVerb.TOOK).order_by("-position")
        taken = Claim.objects.filter(kind="barrier", before__in=(State.TAKEN.value, ""))
        owner = Subquery(last.values("organisation")[:1])
        owned = taken.annotate(owner=owner).filter(owner__in=before)
        owns = Q(kind="barrier", pk__in=owned.values("pk"))
        return Q(pk__in=made.values("claim")) | owns if before else None
    theirs = Q(pk__in=[])
    for key, handed in family.before(heir.pk).items():
        theirs |= Q(member=key, at__lte=handed.until)
    ours = Claimant.objects.filter(claim=OuterRef("claim"), organisation__isnull=False)
    made = Claimant.objects.filter(theirs).exclude(Exists(ours))
    return Q(pk__in=made.values("claim")) if family.before(heir.pk) else None


def _claims(place: Place, wanted: Q) -> list[Claim]:
    """A promise that was kept is over; so is a long-term choice that was put again since, and a barrier that is gone."""
    over = Q(standing=Standing.CONFIRMED, kind__in=("promise", "barrier"))
    over |= Q(kind__in=PUT_AGAIN, followed_by__isnull=False)
    begun = Q(claimed_at__isnull=False) | Q(kind="barrier", before=State.TAKEN.value)
    decisions = Turn.objects.filter(verb__in=DECISIONS).select_related("by", "organisation", "words")
    rows = (
        Claim.objects.filter(wanted, begun, place=place, kind__in=BINDS, withdrawn_at=None)
        .exclude(over)
        .select_related("sentence", "put_by")
        .prefetch_related(
            Prefetch("claimants", Claimant.objects.select_related("organisation", "member")),
            Prefetch("counterparts", Counterpart.objects.select_related("organisation", "member", "pool")),
            Prefetch("turns", decisions),
        )
        .order_by("put_at", "number")
    )
    found = list(rows)
    for claim in found:
        claim.place = place
        for one in claim.counterparts.all():
            if one.member:
                one.member.place = place
    know_where_they_stand(found)
    return found


def know_where_they_stand(claims: Iterable[Claim]) -> None:
    """Whoever does not sign is called by where they stand: read only for them, and only if there are such."""
    people = [claim.put_by for claim in claims]
    people += [one.member for claim in claims for one in claim.claimants.all()]
    people += [one.member for claim in claims for one in claim.counterparts.all()]
    unsigned = [one for one in people if one is not None and not one.signs]
    if unsigned:
        prefetch_related_objects(unsigned, "standpoints")


def waits_for(claim: Claim, heir: Heir) -> bool:
    """Has this heir yet to decide? What one before it refused or let die is over; what it inherited is not."""
    last = decided(claim)
    return last is None or (last.verb == TurnVerb.INHERITED and not decided_by(last, heir))


def undecided_since(place: Place, at: datetime) -> list[Undecided]:
    """What nobody has decided in the 28 days since the heir followed: it dies, and the record says so."""
    too_long = at - SILENCE
    followed = {"followed_at__lte": too_long, "successor__isnull": False}
    houses = Organisation.objects.filter(succeeds__in=Organisation.objects.filter(place=place, **followed))
    people = Member.objects.filter(succeeds__in=Member.objects.filter(place=place, **followed))
    heirs: list[Heir] = [*houses.distinct(), *people.distinct()]
    if not heirs:
        return []
    family = family_of(place.pk)
    return [
        Undecided(claim, heir)
        for heir, claim in bound(place, heirs, family)
        if waits_for(claim, heir) and _has_had_long(claim, heir, too_long, family) and _is_last(heir)
    ]


def _is_last(heir: Heir) -> bool:
    """An heir that has been followed itself decides nothing any more: whoever follows it does."""
    return heir.successor_id is None


def _has_had_long(claim: Claim, heir: Heir, too_long: datetime, family: Family) -> bool:
    """Each of those before may have passed it on another day: it is theirs to decide since it came to them."""
    if isinstance(heir, Member):
        before = family.before(heir.pk)
        keys_ = (one.member_id or 0 for one in claim.claimants.all())
        days = [before[key].since for key in keys_ if key in before]
    else:
        keys = [(heir.pk, one.organisation_id or 0) for one in claim.claimants.all()]
        keys += (
            [(heir.pk, one) for one in family.stands_for.get(heir.pk, ())] if claim.kind == "barrier" else []
        )
        days = [family.since[key] for key in keys if key in family.since]
    return bool(days) and max(days) <= too_long


def heirs_of(member: Member, family: Family) -> list[Heir]:
    """As whom somebody decides: those they work for that followed another, and themselves where they did."""
    today = [one for one in member.memberships.all() if one.until is None and one.works]
    houses = [
        one.organisation
        for one in today
        if len(family.stands_for.get(one.organisation_id, ())) > 1 and one.organisation.successor_id is None
    ]
    return [*houses, *([member] if family.before(member.pk) else [])]


def waiting_to_inherit(member: Member, family: Family) -> tuple[Waits, ...]:
    """For Yours. No query where nobody was followed."""
    found = []
    for heir in heirs_of(member, family):
        claims = [claim for _, claim in bound(member.place, [heir], family) if waits_for(claim, heir)]
        if claims:
            of = dates.listed(sorted({claimants_of(one) for one in claims if one.claimants.all()})[:3])
            words = f"{dates.counted(len(claims), 'thing')} that {of or 'whoever came before'} left open"
            found.append(Waits(words[:1].upper() + words[1:], inherit_url(member.place.slug, heir)))
    return tuple(found)


def inherit_url(slug: str, heir: Heir) -> str:
    name = "claims:inherit" if isinstance(heir, Member) else "claims:inherit_for_house"
    return reverse(name, kwargs={"slug": slug, "number": heir.number})


def why_not_read(reader: Member, heir: Heir) -> bool:
    """An heir's own people, and stewards. To anyone else it is not there."""
    if reader.steward:
        return False
    if isinstance(heir, Member):
        return reader.pk != heir.pk
    return not any(one.organisation_id == heir.pk and one.until is None for one in reader.memberships.all())


def inherit_page(
    reader: Member, heir: Heir, at: datetime, *, wrong: int = 0, error: str = "", typed: str = ""
) -> InheritPage | None:
    """`wrong`: the number of the claim whose form was refused, with `error` and what was typed."""
    family = family_of(reader.place_id)
    if why_not_read(reader, heir):
        return None
    found = [claim for _, claim in bound(reader.place, [heir], family)]
    if not found and _of_those_before(heir, family) is None:
        return None
    today = day_in(at, reader.place.zone)
    lines = {claim.pk: _bound(claim, heir, reader, today, at, family) for claim in found}
    waiting = [claim for claim in found if waits_for(claim, heir)]
    mine = isinstance(heir, Member) and heir.pk == reader.pk
    name = "claims:handover" if isinstance(heir, Member) else "claims:handover_of_house"
    before = list(heir.succeeds.order_by("number"))
    whose = dates.listed([one.name for one in before])
    return InheritPage(
        title="What you inherit" if mine else f"What {heir.name} inherits",
        lead=_lead(whose, heir, mine=mine, waiting=bool(waiting)) if before else "",
        until=_until(before, reader.place) if waiting else "",
        waiting=tuple(
            _with_error(lines[one.pk], error, typed) if one.number == wrong else lines[one.pk]
            for one in waiting
        ),
        decided=tuple(lines[one.pk] for one in found if one not in waiting),
        may_decide=why_not_decide_for(reader, heir, TurnVerb.INHERITED, at) is None,
        inherit_words="I inherit it" if isinstance(heir, Member) else "We inherit it",
        nobody="" if found else "Nothing was left open: there is nothing to inherit.",
        back_url=_back_url(reader.place.slug, heir),
        handover_urls=tuple(
            (one.name, reverse(name, kwargs={"slug": reader.place.slug, "number": one.number}))
            for one in before
        ),
    )


def _lead(whose: str, heir: Heir, *, mine: bool, waiting: bool) -> str:
    follows = f"{'You follow' if mine else f'{heir.name} follows'} {whose}."
    if not waiting:
        return f"{follows} Nothing is left to be decided."
    return (
        f"{follows} Say of each thing that was left open whether it still holds. "
        "Those it was promised to hear what you say."
    )


def _until(before: Iterable[Organisation | Member], place: Place) -> str:
    days = [day_in(one.followed_at, place.zone) + SILENCE for one in before if one.followed_at]
    return f"What nobody decides by {dates.day(max(days))} dies, and the record says so." if days else ""


def _back_url(slug: str, heir: Heir) -> str:
    name = "partnership:person" if isinstance(heir, Member) else "partnership:organisation"
    return reverse(name, kwargs={"slug": slug, "number": heir.number})


def _with_error(one: Bound, error: str, typed: str) -> Bound:
    return replace(one, error=error, typed=typed)


def _bound(claim: Claim, heir: Heir, reader: Member, today: date, at: datetime, family: Family) -> Bound:
    told = reads_contest(reader, claim, family)
    state = state_of(seen_now(claim), today=today, zone=claim.place.zone, reads_contest=told)
    last = decided(claim)
    refusal = why_not_inherit(claim, heir, at, family) or ""
    among = claim.kind != "barrier" and any(
        is_heirs_own(one, heir, at, family) for one in claim.counterparts.all() if one.counts_from
    )
    return Bound(
        number=claim.number,
        mark=mark_of(state),
        state=STATES[state],
        sentence=title_of(claim),
        url=record_url(claim.place.slug, claim.kind, claim.number),
        about=about(claim),
        why_not_inherit=refusal,
        also_to_you="" if refusal or not among else ALSO_TO_YOU,
        decided=_decided(last, claim) if last else "",
        words=str(last.words) if last and last.words else "",
    )


def about(claim: Claim) -> str:
    """ "Promise 12, by Northern Counties ICB to Warm Hearth Harrowmere, 30 May 2025, for 31 July 2025"."""
    on = dates.day(day_in(claim.put_at, claim.place.zone))
    by = f", by {claimants_of(claim)}" if claim.claimants.all() else ""
    to = made_to(claim)
    due = f", for {dates.day(claim.due_on)}" if claim.due_on else ""
    noun = claim.of.noun[:1].upper() + claim.of.noun[1:]
    return f"{noun} {claim.number}{by}{f' to {to}' if to and claim.kind != 'barrier' else ''}, {on}{due}"


def _decided(turn: Turn, claim: Claim) -> str:
    on = dates.day(day_in(turn.at, claim.place.zone))
    if turn.by is None:
        return f"Let die on {on}: nobody decided in 28 days."
    done = DECIDED[TurnVerb(turn.verb)]
    return f"{done[:1].upper()}{done[1:]} on {on}, by {called(turn.by)}."
