"""The part of a bundle that a person opens in a spreadsheet: claims, answers, promises, barriers.

Only to read: nothing is brought in from these. How a claim stands is as its answers add up, reply time or not, with no
day of reading in it: so the same place gives the same bytes tomorrow.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime

from django.db.models import Prefetch

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.spreadsheet import safe_cell
from counterpoint.analysis.standing import Rule, Verdict
from counterpoint.barriers.models import Barrier
from counterpoint.claims.choices import KINDS, MESSAGES, Step, TurnVerb
from counterpoint.claims.models import Answer, Claim, Claimant, Turn
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.partnership.queries import signed
from counterpoint.promises.models import Promise
from counterpoint.web.dates import listed

type Cell = str | int | bool | date | None

AT_ONCE = 500
CLAIM = ("claim", "kind", "sentence")


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Line by line: a byte order mark, or Excel takes a dash for three other letters; each cell in quotation marks;
    words that a spreadsheet could take for a formula with an apostrophe before them.
    """
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    out.write("\ufeff")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([safe_cell(written(cell)) for cell in row])
        yield out.getvalue().encode()
        out.seek(0)
        out.truncate()
    yield out.getvalue().encode()


def written(cell: Cell) -> str | int:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else cell


def claims(place: Place) -> Iterator[bytes]:
    columns = (
        *CLAIM, "further", "speaks to message", "put on", "put by", "claimed by", "claimed on", "by when",
        "first said for", "as the answers add up", "since", "withdrawn on", "follows claim", "link",
    )  # fmt: skip
    return as_csv(columns, _claims(place))


def _claims(place: Place) -> Iterator[tuple[Cell, ...]]:
    claimants = Claimant.objects.select_related("organisation", "member").order_by("pk")
    found = (
        Claim.objects.filter(place=place)
        .order_by("number")
        .select_related("sentence", "put_by", "put_for", "follows")
        .prefetch_related(Prefetch("claimants", claimants))
    )
    for one in found.iterator(chunk_size=AT_ONCE):
        by = [
            each.organisation.name if each.organisation else _who(each.member) for each in one.claimants.all()
        ]
        yield (
            *_about(one), "; ".join(f"{key}: {value}" for key, value in sorted(one.details.items())),
            f"{one.message} {MESSAGES[one.message]}" if one.message else "", _day(one.put_at, place),
            _who(one.put_by, one.put_for, one.put_as), listed(by), _day(one.claimed_at, place), one.due_on,
            one.first_due_on if one.first_due_on != one.due_on else None,
            one.standing if one.claimed_at else one.before, _day(one.stood_at, place),
            _day(one.withdrawn_at, place), one.follows.number if one.follows else None, one.link,
        )  # fmt: skip


def answers(place: Place) -> Iterator[bytes]:
    columns = (
        *CLAIM, "number", "who", "answer", "step", "words", "on", "said on", "typed by", "how it was agreed",
    )  # fmt: skip
    return as_csv(columns, _answers(place))


def _answers(place: Place) -> Iterator[tuple[Cell, ...]]:
    found = (
        Answer.objects.filter(place=place)
        .order_by("claim__number", "position")
        .select_related("claim__sentence", "member", "organisation", "words", "typed_by")
    )
    for one in found.iterator(chunk_size=AT_ONCE):
        steps = one.claim.of.rule == Rule.STEPS
        yield (
            *_about(one.claim), one.position, _who(one.member, one.organisation, one.perspective),
            "" if steps else one.claim.of.says(Verdict(one.verdict)),
            f"{one.step} {Step(one.step).label}" if one.step else "", str(one.words or ""),
            _day(one.recorded_at, place), one.said_on, _who(one.typed_by), one.how_agreed,
        )  # fmt: skip


def promises(place: Place) -> Iterator[bytes]:
    columns = (
        *CLAIM, "now", "promised by", "heard by", "heard on", "where", "how sure", "what it takes", "who pays",
        "owned on", "said to be kept on", "by when", "first said for",
    )  # fmt: skip
    return as_csv(columns, _promises(place))


def _promises(place: Place) -> Iterator[tuple[Cell, ...]]:
    found = (
        Promise.objects.filter(place=place)
        .order_by("claim__number")
        .select_related(
            "claim__sentence",
            "promiser",
            "promiser_organisation",
            "heard_by",
            "where",
            "what_it_takes",
            "who_pays",
        )
    )
    for one in found.iterator(chunk_size=AT_ONCE):
        yield (
            *_about(one.claim), one.get_state_display(), _whose(one.promiser, one.promiser_organisation),
            _who(one.heard_by), one.heard_on, str(one.where or ""), one.get_how_sure_display() if one.how_sure else "",
            str(one.what_it_takes or ""), str(one.who_pays or ""), _day(one.owned_at, place),
            _day(one.said_kept_at, place), one.claim.due_on, one.claim.first_due_on,
        )  # fmt: skip


def barriers(place: Place) -> Iterator[bytes]:
    columns = (
        *CLAIM, "now", "raised on", "how often", "sort", "found by", "what it stops", "could be removed by", "taken by",
        "refused because", "the same as",
    )  # fmt: skip
    return as_csv(columns, _barriers(place))


def _barriers(place: Place) -> Iterator[tuple[Cell, ...]]:
    found = (
        Barrier.objects.filter(place=place)
        .order_by("claim__number")
        .select_related(
            "claim__sentence", "could_remove", "owner", "owner_member", "refusal", "same_as__claim"
        )
        .prefetch_related(
            Prefetch("claim__turns", Turn.objects.filter(verb=TurnVerb.STOPS).select_related("words"))
        )
    )
    for one in found.iterator(chunk_size=AT_ONCE):
        yield (
            *_about(one.claim), one.get_state_display(), _day(one.claim.put_at, place),
            one.get_how_often_display() if one.how_often else "",
            one.get_type_display() if one.type else "",
            "a leader who went and asked" if one.went_and_asked else "",
            " ".join(str(turn.words) for turn in one.claim.turns.all() if turn.words),
            one.could_remove.name if one.could_remove else "", _whose(one.owner_member, one.owner),
            str(one.refusal or ""), one.same_as.claim.number if one.same_as else "",
        )  # fmt: skip


SHEETS: dict[str, Callable[[Place], Iterator[bytes]]] = {
    "claims": claims, "answers": answers, "promises": promises, "barriers": barriers,
}  # fmt: skip


def _about(claim: Claim) -> tuple[Cell, ...]:
    return claim.number, KINDS[claim.kind].noun, str(claim.sentence)


def _who(member: Member | None, organisation: Organisation | None = None, perspective: str = "") -> str:
    return signed(member, organisation, perspective) if member or perspective else ""


def _whose(member: Member | None, organisation: Organisation | None) -> str:
    return _who(member, organisation) or (organisation.name if organisation else "")


def _day(at: datetime | None, place: Place) -> date | None:
    return day_in(at, place.zone) if at else None
