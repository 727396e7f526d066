"""Run as a program: eight processes write to one place at once. Prints what the chain says afterwards."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime

import django

WRITERS, EACH = 8, 6


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "counterpoint.config.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from counterpoint.claims.models import Answer, Claim
    from counterpoint.claims.queries import verify
    from tests.acts import plain
    from tests.world import build

    now = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
    call_command("migrate", verbosity=0)
    world = build(now)
    shared = plain(world, now)
    connection.close()
    children = []
    for writer in range(WRITERS):
        child = os.fork()
        if child == 0:
            os._exit(write(world, shared, writer, now))
        children.append(child)
    failed = sum(os.waitpid(child, 0)[1] != 0 for child in children)
    (found,) = verify()
    numbers = list(Claim.objects.order_by("number").values_list("number", flat=True))
    print(
        f"failed {failed}, fits {found.fits}, claims {len(numbers)}, once each {len(set(numbers)) == len(numbers)}"
    )
    print(f"answers to the shared claim {Answer.objects.filter(claim=shared).count()}")


def write(world, shared, writer: int, now: datetime) -> int:  # type: ignore[no-untyped-def]
    """One writer: claims of its own, and its press on the claim that all press on."""
    from counterpoint.analysis.standing import Verdict
    from counterpoint.claims.actions import answer
    from counterpoint.web.http import Refused
    from tests.acts import plain

    for _ in range(EACH):
        plain(world, now)
    with suppress(Refused):  # the same person, pressing twice at once, is heard once
        answer(claim=shared, verdict=Verdict.YES, by=world.kofi if writer % 2 else world.ada, at=now)
    return 0


if __name__ == "__main__":
    main()
