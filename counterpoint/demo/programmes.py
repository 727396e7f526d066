"""What passes between places and their programme in the demonstration's files. Where the programme is not, nothing does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from counterpoint.analysis.standing import Verdict
from counterpoint.barriers import actions as barriers
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.demo.stage import Stage
from counterpoint.partnership import actions as partnership
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.programme.actions import bring_back, form_groups
from counterpoint.promises import actions as promises
from counterpoint.promises.actions import Terms

# In a place's own file


def join_programme(stage: Stage, at: datetime, *, programme: str, by: str, shows: str) -> None:
    found = _programme(programme)
    if found:
        partnership.join_programme(
            place=stage.place, programme=found, shows=shows, by=stage.people[by], at=at
        )


def answers_there(stage: Stage, at: datetime, *, programme: str, who: str, by: str) -> None:
    found = _programme(programme)
    if found:
        partnership.name_who_answers(programme=found, person=stage.people[who], by=stage.people[by], at=at)


def answer_there(
    stage: Stage, at: datetime, *, programme: str, promise: str, by: str, says: str, words: str
) -> None:
    """`promise`: its sentence there, as the place reads it."""
    found = _programme(programme)
    if found:
        person = stage.people[by]
        there = Member.objects.select_related("place").get(place=found, name=person.name, left_at=None)
        claim = found.claim_set.select_related("place").get(sentence__words=promise)
        claims.answer(claim=claim, verdict=Verdict(says), words=words, by=there, at=at)


def escalate(stage: Stage, at: datetime, *, programme: str, claim: str, by: str, words: str) -> None:
    found = _programme(programme)
    if found:
        barrier = stage.fresh(claim).barrier
        barriers.escalate(barrier=barrier, programme=found, sentence=words, by=stage.people[by], at=at)


# In the programme's


def partner(stage: Stage, at: datetime, *, name: str, type: str, shows: str) -> None:
    """A place of which nothing more is known than its name, what sort of place it is, and what it shares."""
    slug = name.lower().replace(" ", "-")
    place = partnership.found(name=name, slug=slug, issue=type, at=at, demonstration=True)
    partnership.join_programme(place=place, programme=stage.place, shows=shows, by=None, at=at)


def group(stage: Stage, at: datetime) -> None:
    form_groups(programme=stage.place, at=at)


def promise_to_all(
    stage: Stage,
    at: datetime,
    *,
    id: str,
    by: str,
    claimant: str,
    words: str,
    due: date | None = None,
) -> None:
    """To every place that has joined."""
    places = Organisation.objects.filter(place=stage.place, stands_for__isnull=False).order_by("number")
    made = promises.put(
        place=stage.place,
        sentence=words,
        promiser=stage.organisations[claimant],
        named=[Named(one) for one in places],
        terms=Terms(due_on=due, message=5),
        by=stage.people[by],
        at=at,
    )
    stage.claims[id] = made.claim


def take_on(stage: Stage, at: datetime, *, sentence: str, organisation: str, by: str) -> None:
    """What a place brought: taken on, and word of it goes back."""
    found = stage.place.claim_set.filter(kind="barrier", sentence__words=sentence).first()
    if found:
        barriers.take(
            barrier=found.barrier,
            organisation=stage.organisations[organisation],
            by=stage.people[by],
            at=at,
        )
        bring_back(programme=stage.place, at=at)


def _programme(slug: str) -> Place | None:
    return Place.objects.filter(slug=slug, programme=True).first()


VERBS: dict[str, Callable[..., None]] = {
    "join_programme": join_programme,
    "answers_there": answers_there,
    "answer_there": answer_there,
    "escalate": escalate,
    "partner": partner,
    "group": group,
    "promise_to_all": promise_to_all,
    "take_on": take_on,
}
