"""Until it is sealed, nothing anyone can read changes by what was said without a name."""

from __future__ import annotations

from counterpoint.barriers.actions import raise_quietly, take_back
from counterpoint.ledger.queries import head
from tests.world import World


def test_no_page_is_tagged_anew_by_a_barrier_that_waits(world: World) -> None:
    """A tag that changed would tell its minute to anyone who asks for a page again and again."""
    before = head(world.place.pk)
    secret = raise_quietly(
        place=world.place, sentence="The form asks twice.", could_remove=None, how_often=""
    )
    assert head(world.place.pk) == before
    take_back(place=world.place, secret=secret)
    assert head(world.place.pk) == before
