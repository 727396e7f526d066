"""The Mirror for the command line: plain counts, or the sentences. The operator reads everything."""

from __future__ import annotations

from datetime import date
from typing import Any

from counterpoint.claims.choices import MESSAGES, State
from counterpoint.claims.queries.snapshots import snapshots
from counterpoint.mirror.queries.counting import Counts, by_message
from counterpoint.mirror.queries.sentences import sentence_of
from counterpoint.mirror.queries.tallying import tallies_of
from counterpoint.partnership.models import Place
from counterpoint.web.dates import day
from counterpoint.web.order import alphabetically


def mirror_figures(place_slug: str, as_at: date) -> dict[str, Any]:
    """How many claims of each message stand how, at the end of a day. Raises LookupError with a sentence."""
    counted = _counted(_place(place_slug), as_at)
    return {
        "place": place_slug,
        "as_at": as_at.isoformat(),
        "messages": [
            {
                "message": message,
                "claimed": counts.claimed,
                "confirmed": counts.confirmed,
                "partly": counts.partly,
                "contested": counts.contested,
                "unanswered": counts.unanswered,
                "notdue": counts.not_due,
                "overdue": counts.overdue,
                "withdrawn": counts.states[State.WITHDRAWN],
            }
            for message, counts in counted.items()
        ],
    }


def mirror_text(place_slug: str, as_at: date) -> str:
    """The ten sentences, as the page says them. Raises LookupError with a sentence."""
    place = _place(place_slug)
    lines = [f"The Mirror of {place.name} on {day(as_at)}", ""]
    for message, counts in _counted(place, as_at).items():
        lines += [f"{message:>2}  {MESSAGES[message]}", f"    {sentence_of(message, counts)}", ""]
    return "\n".join(lines)


def _place(slug: str) -> Place:
    place = Place.objects.filter(slug=slug).first()
    if place is None:
        here = (
            ", ".join(Place.objects.order_by(alphabetically("slug")).values_list("slug", flat=True))
            or "none yet"
        )
        raise LookupError(f"There is no place called {slug} here. Places: {here}.")
    return place


def _counted(place: Place, as_at: date) -> dict[int, Counts]:
    # The day that is asked for is today to whoever asks: what came after it is left out either way.
    found = snapshots(place, today=date.max, as_at=as_at, everything=True)
    return by_message(tallies_of(found, place.zone))
