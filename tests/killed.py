"""Run as a program: every action in a process of its own, killed before its commit. Prints what was left behind.

A real database and real processes, which a test inside a transaction cannot have.
"""

from __future__ import annotations

import os
import signal
from datetime import UTC, datetime

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "counterpoint.config.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from tests.acts import ACTS, Done
    from tests.claims.test_all_or_nothing import everything
    from tests.world import build

    now = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
    call_command("migrate", verbosity=0)
    killed = 0
    for count, (name, (prepare, do)) in enumerate(ACTS.items()):
        world = build(now, f"place-{count}")
        done = Done(world, now, prepare(world, now))
        before = everything(world.place.pk)
        connection.close()  # a child never shares its parent's connection
        child = os.fork()
        if child == 0:
            connection._commit = lambda: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[attr-defined,method-assign]
            do(done)
            os._exit(3)  # came to its end without committing anything
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            print(f"{name}: was not killed at its commit")
        if everything(world.place.pk) != before:
            print(f"{name}: something was left behind")
        killed += 1
    print(f"killed {killed} of {len(ACTS)}")


if __name__ == "__main__":
    main()
