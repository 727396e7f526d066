"""A copy of what is one's own: what I said, put, was asked and was sent, and what is held about me."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Q

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import Verdict
from counterpoint.bundle.copies.beside import BESIDE_COLUMNS, beside, notices_of
from counterpoint.bundle.copies.reading import house_of, loaded
from counterpoint.bundle.copies.said import CLAIM_COLUMNS, about, step_words
from counterpoint.bundle.copies.stories import my_stories
from counterpoint.bundle.copies.tables import Bundle, Table
from counterpoint.bundle.spreadsheets import Cell
from counterpoint.claims.choices import KINDS, TurnVerb
from counterpoint.claims.models import Answer, Ask, BallotTurn, Claim, Counterpart, Ticket, Turn
from counterpoint.claims.queries.telling import called, further_facts
from counterpoint.ledger.models import Event
from counterpoint.partnership.choices import Perspective
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries import standing_as
from counterpoint.web.order import alphabetically

type Row = tuple[Cell, ...]

LEFT_OUT = (
    "What others said, unless it was sent to you: that is theirs.",
    "What you wrote without a name. Nobody can find it, not even for you: keep its ticket.",
    "A story that you told without signing in, or that somebody wrote down for you: its ticket opens it.",
    "A story that you withdrew: its words are nowhere any more.",
    "What you put into a box. That you put something in is here; which answer is yours nobody can tell.",
    "Words that were erased.",
    "The letters themselves: they are worked out as they are sent, and not kept. That one went is here.",
)


def mine_bundle(member: Member, at: datetime) -> Bundle:
    mine = _Mine(member, at)
    return Bundle(
        name="mine",
        title=f"What is yours in {member.place.name}",
        place=member.place,
        at=at,
        taken_by=member.name,
        tables=(
            Table("you", "what is held about you.", ("what", "is"), list(_you(member))),
            Table("organisations", "whom you work for or belong to.", _ORGANISATIONS, list(_organisations(member))),
            mine.put(),
            mine.answers(),
            mine.said(),
            mine.typed(),
            mine.asked(),
            mine.named(),
            mine.boxes(),
            mine.tickets(),
            my_stories(member),
            Table("sent", "what you were to be told, and when it went.", _SENT, list(_sent(member))),
            Table("acts", "your acts in the ledger, and those about you.", _ACTS, list(_acts(member))),
        ),
        left_out=LEFT_OUT,
    )  # fmt: skip


_CLAIM = ("claim", "kind", "sentence")
_ORGANISATIONS = ("organisation", "you", "asked for it", "since", "until")
_SENT = ("what", "about claim", "written down on", "sent on", "by")
_ACTS = ("number", "on", "what", "about", "by you", "hash")


def _you(member: Member) -> Iterator[Row]:
    held = sorted(member.standpoints.all(), key=lambda one: (not one.first, one.pk))
    yield "number", member.number
    yield "name", member.name
    yield "post", member.post
    yield "e-mail address", member.email
    yield "telephone", member.phone
    yield "you are asked by", str(member.get_channel_display())
    yield "language", member.lang
    yield "you sign with your name", member.signs
    yield "you stand as", "; ".join(str(Perspective(one.perspective).label) for one in held)
    yield "steward", member.steward
    yield "convenor", member.convenor
    yield "moderator", member.moderator
    yield "here since", day_in(member.joined_at, member.place.zone)
    yield "you sign in with", (member.account.email or "") if member.account else ""


def _organisations(member: Member) -> Iterator[Row]:
    for one in member.memberships.all():
        how = "work for it" if one.works else "belong to it"
        yield one.organisation.name, how, one.asked, one.since, one.until


def _sent(member: Member) -> Iterator[Row]:
    zone = member.place.zone
    for one in notices_of(member):
        letter = one.letter
        went, by = None, ""
        if letter and letter.done_at and letter.outcome == "sent":
            went, by = day_in(letter.done_at, zone), str(letter.get_channel_display())
        yield str(one.get_kind_display()), one.about.get("claim"), day_in(one.created_at, zone), went, by


def _acts(member: Member) -> Iterator[Row]:
    """By reference. What an act says is in the other tables."""
    ref = member.ref
    theirs = Q(actor=ref) | Q(subject=ref) | Q(facts__voice=ref)
    for event in Event.objects.filter(theirs, place_id=member.place_id).order_by("seq").iterator():
        on = day_in(event.at, member.place.zone)
        yield event.seq, on, event.verb, event.subject, event.actor == ref, event.hash


class _Mine:
    """One member's rows, each beside the claim that it is about."""

    def __init__(self, member: Member, at: datetime) -> None:
        self.member, self.at, self.here = member, at, {"place_id": member.place_id}
        seen = Claim.objects.seen_by(member, at).filter(self._concern())
        self.claims = {one.pk: one for one in seen.select_related("sentence")}

    def _concern(self) -> Q:
        """Claims with which they had to do, by whatever table."""
        mine = self.member
        found = Q(put_by=mine)
        for rows in (
            Answer.objects.filter(Q(member=mine) | Q(typed_by=mine), **self.here).values("claim"),
            Turn.objects.filter(by=mine, **self.here).values("claim"),
            Ask.objects.filter(member=mine, **self.here).values("claim"),
            Counterpart.objects.filter(Q(member=mine) | Q(added_by=mine), **self.here).values("claim"),
            Ticket.objects.filter(issued_by=mine, **self.here).values("claim"),
            BallotTurn.objects.filter(member=mine, **self.here).values("counterpart__claim"),
        ):
            found |= Q(pk__in=rows)
        return found

    def _of(self, key: int) -> Row:
        """Of which claim a row speaks. In the quiet fortnight one may not know all that one was asked about before."""
        claim = self.claims.get(key)
        if claim is None:
            return None, "", ""
        return claim.number, KINDS[claim.kind].noun, str(claim.sentence)

    def _day(self, moment: datetime | None) -> date | None:
        return day_in(moment, self.member.place.zone) if moment else None

    def put(self) -> Table:
        further, house = beside(self.member.place), house_of(self.member)
        mine = Claim.objects.filter(put_by=self.member, **self.here)
        rows = [
            (
                *about(one),
                "; ".join(f"{label}: {value}" for label, value in further_facts(one.claim)),
                one.claim.link,
                *(further.get(one.claim.pk, {}).get(column, "") for column in BESIDE_COLUMNS),
            )
            for one in loaded(mine, self.member, self.at, house)
        ]
        columns = (*CLAIM_COLUMNS, "further", "link", *BESIDE_COLUMNS)
        return Table("put", "what you put on the record, and how it stands.", columns, rows)

    def answers(self) -> Table:
        given = Answer.objects.filter(member=self.member, **self.here).select_related(
            "claim", "words", "organisation", "typed_by"
        )
        rows = [
            (
                *self._of(one.claim_id), "" if one.step else one.claim.of.says(Verdict(one.verdict)),
                step_words(one.step), str(one.words or ""), self._day(one.recorded_at), one.said_on,
                one.organisation.name if one.organisation else "",
                str(Perspective(one.perspective).label) if one.perspective else "",
                called(one.typed_by) if one.typed_by else "", one.how_agreed,
            )
            for one in given.order_by("recorded_at", "pk")
        ]  # fmt: skip
        more = ("answer", "step", "words", "on", "said on", "for", "as", "typed by", "how you agreed")
        return Table("answers", "what you answered, each time.", (*_CLAIM, *more), rows)

    def said(self) -> Table:
        turns = Turn.objects.filter(by=self.member, **self.here).select_related("words").order_by("at", "pk")
        rows = [
            (*self._of(one.claim_id), str(TurnVerb(one.verb).label), str(one.words or ""), self._day(one.at))
            for one in turns
        ]
        return Table("said", "what else you said or did on a record.", (*_CLAIM, "you", "words", "on"), rows)

    def typed(self) -> Table:
        """Whose answer it was, and what, is theirs."""
        typed = Answer.objects.filter(typed_by=self.member, **self.here).order_by("recorded_at", "pk")
        rows = [(*self._of(one.claim_id), self._day(one.recorded_at)) for one in typed]
        return Table("typed", "answers that you typed for somebody else.", (*_CLAIM, "on"), rows)

    def asked(self) -> Table:
        asks = Ask.objects.filter(member=self.member, **self.here).order_by("at", "pk")
        rows = [(*self._of(one.claim_id), one.round, self._day(one.at)) for one in asks]
        return Table("asked", "what you were asked, each time.", (*_CLAIM, "time", "on"), rows)

    def named(self) -> Table:
        """Those whom they added are in what they did; here is where they themselves are named."""
        theirs = Counterpart.objects.filter(member=self.member, **self.here).select_related("added_by")
        rows = [
            (
                *self._of(one.claim_id), one.must_hear, self._day(one.at), self._day(one.counts_from),
                called(one.added_by) if one.added_by else "",
            )
            for one in theirs.order_by("at", "pk")
        ]  # fmt: skip
        more = ("has to hear you", "since", "you count since", "added by")
        return Table("named", "where you are named as knowing whether it is so.", (*_CLAIM, *more), rows)

    def boxes(self) -> Table:
        mine = BallotTurn.objects.filter(member=self.member, **self.here)
        keys = mine.order_by("counterpart__claim__number").values_list("counterpart__claim", flat=True)
        return Table("boxes", "boxes into which you put an answer.", _CLAIM, [self._of(key) for key in keys])

    def tickets(self) -> Table:
        given = Ticket.objects.filter(issued_by=self.member, **self.here).order_by(
            "claim__number", alphabetically("perspective")
        )
        rows = [(*self._of(one.claim_id), standing_as(one.perspective)) for one in given]
        return Table(
            "tickets", "tickets that you gave out. Their links are kept nowhere.", (*_CLAIM, "for"), rows
        )
