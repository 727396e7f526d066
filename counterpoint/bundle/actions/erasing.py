"""After a restore, or with an older bundle: what had been erased since is erased again, from the list beside the database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from counterpoint.ledger.actions import erase_again, write_down_erasures
from counterpoint.ledger.queries import erasures, erasures_told
from counterpoint.partnership.models import Place
from counterpoint.web.order import alphabetically


def replay_erasures(*, at: datetime) -> Iterator[tuple[str, int]]:
    """Every place that is here: its short name and how many texts were erased again. The list is made whole as well."""
    listed = erasures()
    for place in Place.objects.order_by(alphabetically("slug")):
        digests = listed.get(place.uuid, set())
        write_down_erasures({place.uuid: sorted(erasures_told(place.pk) - digests)}, at=at)
        yield place.slug, erase_again(place_id=place.pk, digests=digests, at=at) if digests else 0
