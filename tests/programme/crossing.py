"""Run as a program: processes that write in two places at once, each naming them in another order. Prints what holds."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import django

WRITERS, EACH = 6, 8


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "counterpoint.config.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from counterpoint.claims.queries import verify
    from counterpoint.ledger.queries import head
    from tests.programme.world import reach

    call_command("migrate", verbosity=0)
    it = reach(datetime(2026, 11, 2, 9, 30, tzinfo=UTC))
    places = [it.place.pk, it.near.place.pk, it.far.place.pk]
    before = {place: head(place).length for place in places}
    connection.close()
    children = []
    for writer in range(WRITERS):
        child = os.fork()
        if child == 0:
            os._exit(write(places, writer))
        children.append(child)
    failed = sum(os.waitpid(child, 0)[1] != 0 for child in children)
    grown = sum(head(place).length - before[place] for place in places)
    print(f"failed {failed}, acts {grown}, every chain fits {all(one.fits for one in verify())}")


def write(places: list[int], writer: int) -> int:
    """Each time two of the three places, in an order of its own."""
    from counterpoint.ledger.actions import act, together

    for count in range(EACH):
        turned = places[(writer + count) % 3 :] + places[: (writer + count) % 3]
        two = turned[:2] if writer % 2 else turned[1::-1]
        with together(*two):
            for place in two:
                at = datetime(2026, 11, 2, 10, count, tzinfo=UTC)
                with act(place, verb="place.corrected", by="system", at=at) as event:
                    event.subject = f"place:{place}"
    return 0


if __name__ == "__main__":
    main()
