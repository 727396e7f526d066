"""As whom an answer is heard, and what the answers to a claim add up to, at any instant.

The one bridge between the rows of the database and the pure rules of `analysis.standing`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from counterpoint.analysis.calendar import add_working_days, day_in
from counterpoint.analysis.standing import Heard, Side, Standing, Verdict, stand
from counterpoint.claims.choices import Kind
from counterpoint.claims.models import Answer, Ballot, Claim, Counterpart
from counterpoint.claims.policies.family import Family
from counterpoint.partnership.choices import WHO_USES_SERVICES
from counterpoint.partnership.models import Place

REPLY_DAYS = 5  # working days of right of reply

# A counterpart twice over is heard once, as the narrower.
NARROWEST_FIRST = ("member", "follows", "ticket", "organisation", "perspective")


@dataclass(frozen=True, slots=True)
class Heardness:
    """The answers to one claim, matched: what counts, and who spoke unasked."""

    heard: tuple[Heard, ...]
    matched: Mapping[int, Counterpart]  # answer key -> the counterpart it is heard as


@dataclass(frozen=True, slots=True)
class Stood:
    """What the answers add up to, and since when."""

    standing: Standing
    since: datetime | None
    heard_at: datetime | None  # the newest answer: how old the evidence is
    reply_until: date | None
    # Every answer until then, by its key, and as which counterpart it is heard.
    matched: Mapping[int, Counterpart] = field(default_factory=dict, compare=False)


def heard_on(
    kind: Kind,
    counterparts: Sequence[Counterpart],
    answers: Iterable[Answer],
    family: Family,
    *,
    ballots: Iterable[Ballot] = (),
    until: datetime | None = None,
) -> Heardness:
    """Match answers recorded until an instant to the counterparts that counted by then."""
    counted = [one for one in counterparts if one.counts_from and (until is None or one.counts_from <= until)]
    by_key = {one.pk: one for one in counted}
    heard: list[Heard] = []
    matched: dict[int, Counterpart] = {}
    for answer in answers:
        if until is not None and answer.recorded_at > until:
            continue
        counterpart = None if answer.own_staff else _narrowest(kind, answer, counted, family)
        if counterpart is None and not answer.own_staff:
            continue  # not asked, but spoke: shown beside the answers, and not counted
        if counterpart is not None:
            matched[answer.pk] = counterpart
        heard.append(_heard(kind, answer, counterpart))
    for ballot in ballots:
        counterpart = by_key.get(ballot.counterpart_id)
        if counterpart is not None:
            heard.append(
                Heard(
                    counterpart.pk,
                    "pool",
                    counterpart.must_hear,
                    f"ballot:{ballot.pk}",
                    None,
                    Verdict(ballot.verdict),
                    0,
                )
            )
    return Heardness(tuple(heard), matched)


def _narrowest(
    kind: Kind, answer: Answer, counterparts: Sequence[Counterpart], family: Family
) -> Counterpart | None:
    """Whoever followed somebody is heard in their stead from then on: what was said before counts as it did."""
    said = answer.recorded_at
    found: dict[str, Counterpart] = {}
    for one in counterparts:
        if one.member_id and one.member_id == answer.member_id:
            found.setdefault("member", one)
        elif one.member_id and family.answers_for(answer.member_id, one, kind, said):
            found.setdefault("follows", one)
        elif one.ticket_id and one.ticket_id == answer.ticket_id:
            found.setdefault("ticket", one)
        elif one.organisation_id and answer.organisation_id:
            if family.spoke_for(answer.organisation_id, one.organisation_id, said):
                found.setdefault("organisation", one)
        elif one.perspective and one.perspective == answer.perspective:
            found.setdefault("perspective", one)
    return next((found[name] for name in NARROWEST_FIRST if name in found), None)


def first_heard(
    kind: Kind, counterparts: Sequence[Counterpart], answers: Iterable[Answer], family: Family
) -> dict[int, datetime]:
    """When each counterpart, by its key, was first heard by somebody who can tell."""
    answers = list(answers)
    return first_matched(answers, heard_on(kind, counterparts, answers, family).matched)


def first_matched(answers: Iterable[Answer], matched: Mapping[int, Counterpart]) -> dict[int, datetime]:
    """The same, where it is known already as whom each answer is heard: that is seen one by one."""
    can_tell = (one for one in answers if one.verdict != Verdict.CANT_TELL)
    first: dict[int, datetime] = {}
    for answer in sorted(can_tell, key=lambda one: one.position):
        if answer.pk in matched:
            first.setdefault(matched[answer.pk].pk, answer.recorded_at)
    return first


def _heard(kind: Kind, answer: Answer, counterpart: Counterpart | None) -> Heard:
    person = f"member:{answer.member_id}" if answer.member_id else f"ticket:{answer.ticket_id}"
    verdict = Verdict(answer.verdict)
    if counterpart is None:
        return Heard(None, "organisation", False, person, None, verdict, answer.position, own_staff=True)
    as_themselves = answer.perspective in WHO_USES_SERVICES and not answer.works_there
    counts_as_lived = as_themselves or not kind.lived_only
    which = (
        "member"
        if counterpart.member_id
        else "ticket"
        if counterpart.ticket_id
        else ("organisation" if counterpart.organisation_id else "perspective")
    )
    return Heard(
        counterpart=counterpart.instead_of_id or counterpart.pk,
        kind=which,
        must_hear=counterpart.must_hear and counts_as_lived,
        person=person,
        speaks_for=str(counterpart.organisation_id)
        if which == "organisation" and answer.works_there
        else None,
        verdict=verdict,
        order=answer.position,
        step=answer.step if counts_as_lived else None,
        side=Side.LIVED if as_themselves else Side.WORK if answer.works_there else None,
    )


def stood(
    claim: Claim,
    place: Place,
    counterparts: Sequence[Counterpart],
    answers: Sequence[Answer],
    family: Family,
    *,
    ballots: Sequence[Ballot] = (),
    until: datetime | None = None,
) -> Stood:
    """A claim's standing at an instant, since when it has stood so, and until when a contest may be replied to."""
    opened = claim.counted_at if claim.counted_at and (until is None or claim.counted_at <= until) else None
    known = sorted(
        (one for one in answers if until is None or one.recorded_at <= until), key=lambda one: one.position
    )
    must_hear = frozenset(
        one.pk
        for one in counterparts
        if one.must_hear
        and one.instead_of_id is None
        and one.counts_from
        and (until is None or one.counts_from <= until)
    )

    kind = claim.of

    def at(moment: datetime | None) -> tuple[Standing, Mapping[int, Counterpart]]:
        box = ballots if opened and (moment is None or moment >= opened) else ()
        heard = heard_on(kind, counterparts, known, family, ballots=box, until=moment)
        return stand(kind.rule, heard.heard, must_hear=must_hear, claimed_step=claim.step), heard.matched

    now, matched = at(until)
    if not known and opened is None:
        return Stood(now, None, None, None)
    moments = sorted(
        {one.recorded_at for one in known}
        | {
            one.counts_from
            for one in counterparts
            if one.counts_from
            and known
            and one.counts_from > known[0].recorded_at
            and (until is None or one.counts_from <= until)
        }
        | ({opened} if opened else set())
    )
    since = moments[-1]  # by then everything had been said that is counted now
    for moment in reversed(moments[:-1]):
        if at(moment)[0] != now:
            break
        since = moment
    # Whoever is asked later makes no answer newer.
    heard_at = max((one for one in (known[-1].recorded_at if known else None, opened) if one), default=None)
    return Stood(now, since, heard_at, _reply_until(now, since, place), matched)


def _reply_until(standing: Standing, since: datetime, place: Place) -> date | None:
    if standing != Standing.CONTESTED:
        return None
    return add_working_days(day_in(since, place.zone), REPLY_DAYS, place.nation)
