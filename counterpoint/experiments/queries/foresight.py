"""How well people here foresee: of a place from twenty predictions on, of a person for themselves alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from counterpoint.analysis.calibration import FEWEST, Brier, brier
from counterpoint.experiments.policies import seen_by
from counterpoint.experiments.queries.foreseen import figures, in_words
from counterpoint.experiments.queries.promised import Promised, promised
from counterpoint.partnership.models import Member
from counterpoint.web import dates

TOLD = ("yes", "no")


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One score in words, with the figures that it rests on."""

    sentence: str
    figures: str  # of the score and between what it may lie


@dataclass(frozen=True, slots=True)
class ForesightPage:
    """Everything experiments/foresight.jinja may say."""

    place: Foreseen
    mine: Foreseen
    promised: Promised
    my_promised: Promised
    list_url: str


def foresight_page(member: Member, at: datetime) -> ForesightPage:
    told = seen_by(member, at).filter(likely__isnull=False, came__in=TOLD)
    rows = list(told.order_by("number").values_list("likely", "came", "put_by_id"))
    all_ = [(float(likely or 0), came == "yes") for likely, came, _ in rows]
    mine = [(float(likely or 0), came == "yes") for likely, came, by in rows if by == member.pk]
    of_place, of_mine = promised(member, at)
    return ForesightPage(
        place=_of_place(brier(all_), sum(came for _, came in all_), member.place.name),
        mine=_of_person(brier(mine), mine),
        promised=of_place,
        my_promised=of_mine,
        list_url=reverse("experiments:list", kwargs={"slug": member.place.slug}),
    )


def _of_place(score: Brier | None, came: int, name: str) -> Foreseen:
    """Fewer than twenty are not even counted: it would soon be clear whose they are."""
    if score is None:
        return Foreseen(
            f"From {FEWEST} predictions on, this page says how well {name} foresees. There are fewer so far, and "
            "with few of them chance alone makes the score.",
            "",
        )
    return Foreseen(
        f"{name} foresees {in_words(score, 'predictions')}. {_how_often(came, score.number)}", figures(score)
    )


def _of_person(score: Brier | None, mine: list[tuple[float, bool]]) -> Foreseen:
    came = sum(came for _, came in mine)
    if not mine:
        return Foreseen(
            "You have said of no try here how sure you were. When you plan one, you can. Only you see how often you "
            "were right.",
            "",
        )
    if score is None:
        said = f"{_how_often(came, len(mine))} From {FEWEST} on, you see here how well you foresee."
        return Foreseen(said, "")
    return Foreseen(
        f"You foresee {in_words(score, 'predictions')}. {_how_often(came, score.number)}", figures(score)
    )


def _how_often(came: int, number: int) -> str:
    return f"Of {dates.counted(number, 'prediction')}, {dates.number_word(came)} came."
