"""Where working with others counted when people were hired, developed or promoted: level by skill, gaps shown."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.choices import How, Level, Skill, State
from counterpoint.claims.models import Claim, Claimant
from counterpoint.claims.policies import state_of
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.claim_loading import seen_now
from counterpoint.claims.queries.finding import reader_of, seen_here
from counterpoint.claims.queries.record import mark_of
from counterpoint.claims.queries.telling import claimants_of
from counterpoint.partnership.models import Member
from counterpoint.web import dates

KIND = "skill"
NOBODY = "nobody yet"
SO = (State.CONFIRMED, State.CONFIRMED_OLD)


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision about somebody, as it was put."""

    mark: str
    state: str
    sentence: str
    url: str
    who: str
    when: str
    of_how_many: str  # "one of 12 such decisions that year"


@dataclass(frozen=True, slots=True)
class SkillsPage:
    """Everything claims/skills.jinja may say."""

    place: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]  # a skill, then a cell for each level
    sentence: str
    decisions: tuple[Decision, ...]
    unsaid: str  # decisions of which no level or skill was written down
    put_url: str
    back_url: str


def skills_page(member: Member, at: datetime) -> SkillsPage:
    place = member.place
    reader = reader_of(member, day_in(at, place.zone))
    cells: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    decisions, unsaid = [], 0
    for claim in _decisions(member, at):
        state = state_of(
            seen_now(claim), today=reader.today, zone=place.zone, reads_contest=claim.pk in reader.told
        )
        decisions.append(_decision(claim, state))
        where = claim.details.get("skill", ""), claim.details.get("level", "")
        if where[0] in Skill.values and where[1] in Level.values:
            cells[where][state in SO] += 1
        else:
            unsaid += 1
    slug = {"slug": place.slug}
    return SkillsPage(
        place=str(place),
        heads=("Skill", *(level.label.capitalize() for level in Level)),
        rows=tuple(
            (
                skill.label.capitalize(),
                *(cell_of(cells.get((skill.value, level.value), Counter())) for level in Level),
            )
            for skill in Skill
        ),
        sentence=_sentence(cells),
        decisions=tuple(decisions),
        unsaid=_unsaid(unsaid),
        put_url=reverse("claims:put_kind", kwargs={**slug, "kind": KIND}),
        back_url=reverse("claims:put", kwargs=slug),
    )


def cell_of(found: Counter[bool]) -> str:
    """ "2, 1 confirmed": how many are claimed, and of how many those who would know say yes. An empty cell says so."""
    if not found.total():
        return NOBODY
    return f"{found.total()}, {found[True] or 'none'} confirmed"


def _sentence(cells: dict[tuple[str, str], Counter[bool]]) -> str:
    every = len(Skill) * len(Level)
    empty = every - len(cells)
    if empty == every:
        return "No cell of this table holds a decision yet."
    if not empty:
        return f"Each of the {every} cells holds a decision."
    return (
        f"{dates.number_word(empty).capitalize()} of the {every} cells {'is' if empty == 1 else 'are'} empty."
    )


def _unsaid(count: int) -> str:
    if not count:
        return ""
    decisions = dates.counted(count, "decision")
    return f"Of {decisions} no level or skill was written down, so {'it is' if count == 1 else 'they are'} not in the table."


def _decisions(member: Member, at: datetime) -> list[Claim]:
    claimants = Claimant.objects.select_related("organisation", "member").order_by("pk")
    found = seen_here(member, at).filter(kind=KIND, withdrawn_at=None, claimed_at__isnull=False)
    return list(
        found.select_related("sentence", "put_by", "place").prefetch_related(Prefetch("claimants", claimants))
    )


def _decision(claim: Claim, state: State) -> Decision:
    how = claim.details.get("how", "")
    count = claim.details.get("of_how_many", "")
    said = [How(how).label if how in How.values else "", f"one of {count} such decisions" if count else ""]
    return Decision(
        mark=mark_of(state),
        state=claim.of.state(state),
        sentence=str(claim.sentence),
        url=record_url(claim.place.slug, claim.kind, claim.number),
        who=claimants_of(claim),
        when=dates.day(day_in(claim.put_at, claim.place.zone)),
        of_how_many=", ".join(one for one in said if one),
    )
