"""What is under way for somebody, or for an organisation, each thing once under the heading that fits it first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Prefetch, Q

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import Standing
from counterpoint.claims.choices import State, TurnVerb
from counterpoint.claims.models import Answer, Claim, Claimant, Counterpart, Request, Turn
from counterpoint.claims.policies import Family, passes_on, reads_contest, state_of
from counterpoint.claims.policies.inheriting import Heir, decided
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.claim_loading import seen_now
from counterpoint.claims.queries.claim_parts import title_of
from counterpoint.claims.queries.inheriting import about
from counterpoint.claims.queries.left_open import know_where_they_stand
from counterpoint.claims.queries.record import mark_of
from counterpoint.claims.queries.telling import called
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries import standing_as

SETTLED = (State.CONFIRMED, State.CONFIRMED_OLD, State.WITHDRAWN, State.DISOWNED)
NOT_SO = (State.CONTESTED, State.PARTLY, State.IN_REPLY)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is under way."""

    number: int
    mark: str
    state: str
    sentence: str
    url: str
    about: str
    note: str = ""  # "You have not answered." "Let die on 29 April 2026."


@dataclass(frozen=True, slots=True)
class Part:
    """One sort of thing, with what it means for whoever comes next."""

    id: str
    title: str
    lead: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """Whose work it is: a person, or an organisation and all that it has succeeded."""

    whose: Heir
    houses: frozenset[int]
    people: frozenset[int]

    def is_theirs(self, one: Claimant | Counterpart) -> bool:
        return one.member_id in self.people or one.organisation_id in self.houses


def work_of(whose: Heir, family: Family) -> Work:
    """A person's own and what was handed to them; an organisation's own, and that of those it has succeeded."""
    if isinstance(whose, Member):
        return Work(whose, frozenset(), frozenset({whose.pk, *family.before(whose.pk)}))
    return Work(whose, family.stands_for.get(whose.pk, frozenset({whose.pk})), frozenset())


def parts_of(reader: Member, whose: Heir, at: datetime, family: Family) -> tuple[Part, ...]:
    """Each thing once, under the first heading that fits."""
    work = work_of(whose, family)
    left = _claims(reader, work, at)
    sorting = Sorting(reader, work, _answered(work, left), day_in(at, reader.place.zone), family)
    fits = sorting.by_heading
    parts = []
    for id_, title, lead in _headings(whose, mine=isinstance(whose, Member) and whose.pk == reader.pk):
        found = [one for one in left if fits[id_](one)]
        left = [one for one in left if one not in found]
        parts.append(Part(id_, title, lead, tuple(sorting.line(one) for one in found)))
    return tuple(one for one in parts if one.lines)


def _headings(whose: Heir, *, mine: bool) -> tuple[tuple[str, str, str], ...]:
    one = isinstance(whose, Member)
    who, whom, is_asked = (
        ("you", "you", "are") if mine else ("they", "them", "are") if one else ("it", "it", "is")
    )
    return (
        ("made", f"Promises that {who} made", "They wait for their day, or for those they were made to."),
        ("not-so", "Said not to be so, or only partly", "Talk first: the record says who to talk to."),
        ("to", f"Promises made to {whom}", f"When the day comes, {who} {is_asked} asked whether each was kept."),
        ("unanswered", f"Asked of {whom}, and not answered", "One word is enough. Until then each counts as unanswered."),
        ("barriers", "Barriers taken on", "Those they stop say whether they are gone."),
        ("requests", "Requests that nobody has answered", "Each is answered with a promise, or with a no and why."),
        ("longterm", "Long-term choices to keep", "Each is put again when its time comes."),
    )  # fmt: skip


def _claims(reader: Member, work: Work, at: datetime) -> list[Claim]:
    here = {"place_id": reader.place_id}
    mine = Q(member__in=work.people) | Q(organisation__in=work.houses)
    wanted = (
        Q(pk__in=Claimant.objects.filter(mine, **here).values("claim"))
        | Q(pk__in=Counterpart.objects.filter(mine, counts_from__isnull=False, **here).values("claim"))
        | Q(pk__in=Turn.objects.filter(_took(work), verb=TurnVerb.TOOK, **here).values("claim"))
        | Q(pk__in=Request.objects.filter(asked__in=work.houses, answered_at=None, **here).values("claim"))
        | Q(put_by__in=work.people)
    )
    said = Turn.objects.filter(
        verb__in=(TurnVerb.TOOK, TurnVerb.INHERITED, TurnVerb.NOT_INHERITED, TurnVerb.LET_DIE)
    ).select_related("by", "organisation")
    seen = Claim.objects.seen_by(reader, at).filter(wanted, withdrawn_at=None).values("pk")
    rows = (
        Claim.objects.filter(pk__in=seen)
        .exclude(standing=Standing.CONFIRMED, kind="promise")
        .select_related("sentence", "put_by", "request__asked")
        .prefetch_related(
            Prefetch("claimants", Claimant.objects.select_related("organisation", "member")),
            Prefetch("counterparts", Counterpart.objects.select_related("organisation", "member", "pool")),
            Prefetch("turns", said),
        )
        .annotate(followed=Exists(Claim.objects.filter(follows=OuterRef("pk"))))
        .order_by("due_on", "put_at", "number")
    )
    # Whose a behaviour in a box is only that leader and their peers know.
    found = [one for one in rows if not one.of.detached]
    for claim in found:
        claim.place = reader.place
    know_where_they_stand(found)
    return found


def _took(work: Work) -> Q:
    return Q(by__in=work.people) if work.people else Q(organisation__in=work.houses)


def _answered(work: Work, claims: Sequence[Claim]) -> frozenset[int]:
    """On which of these they have spoken themselves. Not what they said: that is on the record, for those who may read it."""
    theirs = Q(member__in=work.people) if work.people else Q(organisation__in=work.houses)
    rows = Answer.objects.filter(theirs, claim__in=[one.pk for one in claims], own_staff=False)
    return frozenset(rows.values_list("claim_id", flat=True))


@dataclass(frozen=True, slots=True)
class Sorting:
    """What is open, for one reader, under its headings."""

    reader: Member
    work: Work
    answered: frozenset[int]
    today: date
    family: Family

    @property
    def by_heading(self) -> dict[str, Callable[[Claim], bool]]:
        return {
            "made": self.is_made,
            "not-so": self.is_not_so,
            "to": self.is_to,
            "unanswered": self.is_unanswered,
            "barriers": self.is_barrier,
            "requests": self.is_request,
            "longterm": self.is_longterm,
        }

    def state(self, claim: Claim) -> State:
        told = reads_contest(self.reader, claim, self.family)
        return state_of(seen_now(claim), today=self.today, zone=claim.place.zone, reads_contest=told)

    def makes(self, claim: Claim) -> bool:
        put = claim.put_by_id in self.work.people and bool(claim.claimed_at) and not claim.of.raiser_always
        return put or any(self.work.is_theirs(one) for one in claim.claimants.all())

    def asked(self, claim: Claim) -> bool:
        return any(self.work.is_theirs(one) and one.counts_from for one in claim.counterparts.all())

    def is_made(self, claim: Claim) -> bool:
        open_still = self.state(claim) not in (*SETTLED, *NOT_SO)
        return claim.kind == "promise" and self.makes(claim) and open_still

    def is_not_so(self, claim: Claim) -> bool:
        """In its reply time nobody else learns from this list who has spoken."""
        state = self.state(claim)
        spoke = claim.pk in self.answered and state != State.IN_REPLY
        return state in NOT_SO and (self.makes(claim) or (spoke and self.asked(claim)))

    def is_to(self, claim: Claim) -> bool:
        waits = self.state(claim) in (State.NOT_DUE, State.HEARD)
        return claim.kind == "promise" and self.asked(claim) and waits

    def is_unanswered(self, claim: Claim) -> bool:
        due = claim.claimed_at is not None and (claim.due_on is None or claim.due_on <= self.today)
        says = due and self.asked(claim) and not self.makes(claim)
        return says and passes_on(claim.of) and claim.pk not in self.answered

    def is_barrier(self, claim: Claim) -> bool:
        took = [one for one in claim.turns.all() if one.verb == TurnVerb.TOOK]
        last = took[-1] if took else None
        theirs = last and (last.by_id in self.work.people or last.organisation_id in self.work.houses)
        return claim.kind == "barrier" and bool(theirs) and self.state(claim) not in SETTLED

    def is_request(self, claim: Claim) -> bool:
        return claim.kind == "request" and claim.claimed_at is None

    def is_longterm(self, claim: Claim) -> bool:
        followed: bool = claim.followed  # type: ignore[attr-defined]  # annotated where it is read
        return claim.kind == "longterm" and self.makes(claim) and not followed

    def line(self, claim: Claim) -> Line:
        state = self.state(claim)
        return Line(
            number=claim.number,
            mark=mark_of(state),
            state=claim.of.state(state),
            sentence=title_of(claim),
            url=record_url(claim.place.slug, claim.kind, claim.number),
            about=about(claim),
            note=_note(claim),
        )


def _note(claim: Claim) -> str:
    last = decided(claim)
    if last is not None and last.verb != TurnVerb.INHERITED:
        return (
            "Let die by whoever followed."
            if last.verb == TurnVerb.LET_DIE
            else "Not inherited by whoever followed."
        )
    if claim.kind == "request":
        asker = called(claim.put_by) if claim.put_by else standing_as(claim.put_as)
        return f"Asked by {asker}."
    return ""
