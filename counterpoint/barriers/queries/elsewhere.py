"""Where that is said which is not about working together: a place's own lines, or general ones."""

from __future__ import annotations

from counterpoint.barriers.choices import Another
from counterpoint.barriers.models import Signpost
from counterpoint.partnership.models import Place

GENERAL: dict[Another, str] = {
    Another.DANGER: "Ring 999.",
    Another.SAFEGUARDING: "Ring the safeguarding team of your council. In the evening and at weekends too.",
    Another.INCIDENT: "Use the incident form of your organisation.",
    Another.WORK: "Speak with your HR team, or with your union.",
    Another.HIDDEN: "Use the whistleblowing line of your organisation. In the NHS, its Freedom to Speak Up Guardian.",
}


def elsewhere_of(place: Place) -> tuple[tuple[str, str], ...]:
    """(what it is, where it is said)."""
    own = lines_of(place)
    return tuple((what.label, own.get(what.value) or general) for what, general in GENERAL.items())


def lines_of(place: Place) -> dict[str, str]:
    """The place's own lines, by what they are about."""
    found = Signpost.objects.filter(place=place).select_related("words")
    return {one.what: str(one.words) for one in found}
