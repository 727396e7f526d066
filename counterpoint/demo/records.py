"""What is put on the record in the demonstration's files: claims of every kind, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from counterpoint.analysis.standing import Verdict
from counterpoint.barriers import actions as barriers
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Further
from counterpoint.claims.choices import TurnVerb
from counterpoint.demo.stage import Stage
from counterpoint.partnership.choices import Perspective
from counterpoint.promises import actions as promises
from counterpoint.promises.actions import Terms


def promise(
    stage: Stage,
    at: datetime,
    *,
    id: str,
    by: str,
    claimants: list[str],
    words: str,
    to: list[str],
    due: date | None = None,
    message: int | None = None,
    follows: str = "",
) -> None:
    first, *others = (stage.organisations[key] for key in claimants)
    made = promises.put(
        place=stage.place,
        sentence=words,
        promiser=first,
        also_by=others,
        named=stage.named(to),
        terms=Terms(due_on=due, message=message, follows=stage.claims.get(follows)),
        by=stage.people[by],
        at=at,
    )
    stage.claims[id] = made.claim


def claim(
    stage: Stage,
    at: datetime,
    *,
    kind: str,
    id: str,
    by: str,
    claimants: list[str],
    words: str,
    to: list[str],
    due: date | None = None,
    step: int | None = None,
) -> None:
    stage.claims[id] = claims.put(
        place=stage.place,
        kind=kind,
        sentence=words,
        claimants=[stage.organisations[key] for key in claimants],
        named=stage.named(to),
        by=stage.people[by],
        at=at,
        further=Further(due_on=due, step=step),
    )


def again(stage: Stage, at: datetime, *, id: str, claim: str, by: str, words: str, to: list[str]) -> None:
    stage.claims[id] = claims.put_again(
        claim=stage.fresh(claim), sentence=words, named=stage.named(to), by=stage.people[by], at=at
    )


def raise_(
    stage: Stage,
    at: datetime,
    *,
    id: str,
    by: str,
    words: str,
    could_remove: str,
    how_often: str = "",
    type: str = "",
    what_it_stops: str = "",
    went_and_asked: bool = False,
) -> None:
    raised = barriers.raise_(
        place=stage.place,
        sentence=words,
        could_remove=stage.organisations[could_remove],
        how_often=how_often,
        type=type,
        what_it_stops=what_it_stops,
        went_and_asked=went_and_asked,
        by=stage.people[by],
        at=at,
    )
    stage.claims[id] = raised.claim


def gone(stage: Stage, at: datetime, *, claim: str, by: str, claimants: list[str]) -> None:
    """Taken on and said gone in one act of the file: an action each."""
    owner, *others = (stage.organisations[key] for key in claimants)
    barrier = stage.fresh(claim).barrier
    barriers.take(barrier=barrier, organisation=owner, by=stage.people[by], at=at)
    barriers.say_gone(barrier=barrier, words="", together_with=others, by=stage.people[by], at=at)


def answer(
    stage: Stage,
    at: datetime,
    *,
    claim: str,
    by: str,
    says: str = "yes",
    words: str = "",
    step: int | None = None,
    typed_by: str = "",
    how_agreed: str = "",
) -> None:
    """`typed_by`: somebody who typed it for them, and `how_agreed` says how they agreed to it."""
    claims.answer(
        claim=stage.fresh(claim),
        verdict=Verdict(says),
        words=words,
        step=step,
        by=stage.people[by],
        typed_by=stage.people.get(typed_by),
        how_agreed=how_agreed,
        at=at,
    )


def cards(
    stage: Stage,
    at: datetime,
    *,
    claim: str,
    handed_out_by: str,
    steps: list[int],
    words: Mapping[str, str],
    perspective: str = Perspective.LIVED,
) -> None:
    """Each who took part has a card of their own, and chooses a step on their own."""
    for count, step in enumerate(steps, start=1):
        card, _ = claims.issue_ticket(
            claim=stage.fresh(claim),
            perspective=perspective,
            must_hear=True,
            by=stage.people[handed_out_by],
            at=at,
        )
        claims.answer_by_ticket(
            ticket=card, verdict=Verdict.YES, step=step, words=words.get(str(count), ""), at=at
        )


def tickets(stage: Stage, at: datetime, *, claim: str, handed_out_by: str, ids: Sequence[str]) -> None:
    """For people who are not here otherwise, and who were in it."""
    for key in ids:
        stage.tickets[key], _ = claims.issue_ticket(
            claim=stage.fresh(claim), perspective="", must_hear=True, by=stage.people[handed_out_by], at=at
        )


def answer_ticket(stage: Stage, at: datetime, *, ticket: str, says: str, words: str = "") -> None:
    claims.answer_by_ticket(ticket=stage.tickets[ticket], verdict=Verdict(says), words=words, at=at)


def box(stage: Stage, at: datetime, *, claim: str, says: dict[str, str]) -> None:
    for key, verdict in says.items():
        claims.drop_in_box(claim=stage.fresh(claim), verdict=Verdict(verdict), by=stage.people[key], at=at)


def inherit(
    stage: Stage, at: datetime, *, claim: str, heir: str, decision: str, by: str = "", words: str = ""
) -> None:
    """`by` is left out where nobody decided in time."""
    claims.decide_inheritance(
        claim=stage.fresh(claim),
        heir=stage.organisations[heir],
        decision=TurnVerb(decision),
        words=words,
        by=stage.people.get(by),
        at=at,
    )


VERBS: dict[str, Callable[..., None]] = {
    "promise": promise,
    "claim": claim,
    "again": again,
    "raise": raise_,
    "gone": gone,
    "answer": answer,
    "cards": cards,
    "tickets": tickets,
    "answer_ticket": answer_ticket,
    "box": box,
    "inherit": inherit,
}
