"""Run as a program: a place brought in by a process that is killed before its commit, and on a disk that is full."""

from __future__ import annotations

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

import django

AT = datetime(2026, 11, 9, tzinfo=UTC)


def main(path: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "counterpoint.config.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from counterpoint.bundle.actions import import_place
    from counterpoint.partnership.models import Place
    from tests.claims.test_all_or_nothing import everything

    call_command("migrate", verbosity=0)
    before = everything()
    connection.close()  # a child never shares its parent's connection
    child = os.fork()
    if child == 0:
        connection._commit = lambda: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[attr-defined,method-assign]
        import_place(path, at=AT)
        os._exit(3)
    _, status = os.waitpid(child, 0)
    print("killed:", "nothing" if os.WIFSIGNALED(status) and everything() == before else "something")
    print("full:", "nothing" if full(path) and everything() == before else "something")
    import_place(path, at=AT)
    print("at last:", Place.objects.count())


def full(path: Path) -> bool:
    from django.db import connection

    from counterpoint.bundle.actions import import_place
    from counterpoint.web.http import Refused

    if connection.vendor != "sqlite":
        return True  # only SQLite can be told how much room there is
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count")
        most = cursor.fetchone()[0]
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + 2}")
    try:
        import_place(path, at=AT)
    except Refused as why:
        return why.sentence == "The disk is full. Nothing was brought in."
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA max_page_count = {most}")
    return False


if __name__ == "__main__":
    main(Path(sys.argv[1]))
