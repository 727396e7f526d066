"""What a promise says beyond its sentence, and what every act on one begins with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counterpoint.claims.actions import Further, locked
from counterpoint.claims.models import Claim
from counterpoint.ledger.actions import Act
from counterpoint.ledger.models import Text
from counterpoint.promises.models import Promise


@dataclass(frozen=True, slots=True)
class Terms:
    """What a promise says beyond its sentence."""

    due_on: date | None = None
    horizon: str = "now"
    lasts: bool = False
    how_sure: str = ""
    what_it_takes: str = ""
    who_pays: str = ""
    message: int | None = None
    follows: Claim | None = None


def read_locked(promise: Promise) -> Promise:
    fresh = Promise.objects.select_related("place", "promiser_organisation__successor").get(pk=promise.pk)
    fresh.claim = locked(fresh.claim)
    return fresh


def further_of(terms: Terms, link: str = "") -> Further:
    return Further(
        due_on=terms.due_on,
        horizon=terms.horizon,
        lasts=terms.lasts,
        message=terms.message,
        follows=terms.follows,
        link=link,
    )


def text_of(event: Act, words: str, name: str) -> Text | None:
    return event.text(words, name) if words.strip() else None
