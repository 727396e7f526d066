"""Puts the data folder in order before anything is served: tables, and styles and scripts."""

from __future__ import annotations

import sys
from pathlib import Path

from counterpoint.cli.telling import Stopped, step
from counterpoint.config import environment


def open_house() -> None:
    """Wakes Django up, with words an operator understands where a setting is wrong."""
    import django  # here, so that --help is quick

    try:
        environment.workers()
        django.setup()
    except ValueError as wrong:
        raise Stopped(str(wrong)) from wrong


def before_serving() -> None:
    """Loads every page's code once, for all processes; and lets go of the database, which none can share."""
    from importlib import import_module

    from django.db import connections
    from django.urls import get_resolver

    import_module("counterpoint.config.wsgi")
    get_resolver().check()
    connections.close_all()


def tables_wanting() -> bool:
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
    except OperationalError as failure:
        raise Stopped(f"The database does not answer: {str(failure).strip()}") from failure
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def make_tables() -> None:
    """Creates the tables, or brings those of an older version up to date."""
    from django.core.management import call_command
    from django.db import connection

    if tables_wanting():
        new = not connection.introspection.table_names()
        with step("Creating the database" if new else "Bringing the database up to date"):
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)


def need_tables() -> None:
    if tables_wanting():
        raise Stopped("There is no database here yet. `counterpoint demo` or `counterpoint serve` makes one.")


def gather_static() -> None:
    """Compresses styles and scripts and names them by digest, when this build has not been yet."""
    from django.conf import settings
    from django.core.management import call_command

    import counterpoint

    built = Path(counterpoint.__file__).parent / "web" / "static" / "dist" / "built-from"
    if not built.exists():
        raise Stopped("The front end has not been built. In a source checkout, run `make`.")
    here = f"{counterpoint.__version__} {built.read_text()}"
    stamp = Path(settings.STATIC_ROOT) / "gathered-from"
    if stamp.exists() and stamp.read_text() == here:
        return
    with step("Compressing styles and scripts"):
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(here)


# From this version on, SQLite cannot damage a database when a write and a checkpoint meet (a rare fault).
SOUND_SQLITE = (3, 51, 3)


def say_if_sqlite_is_old() -> None:
    import sqlite3

    from django.db import connection

    if connection.vendor == "sqlite" and sqlite3.sqlite_version_info < SOUND_SQLITE:
        print(
            f"This Python has SQLite {sqlite3.sqlite_version}. Up to 3.51.2 it has a rare fault that can "
            "damage the database: keep backups (docs/how-to), or use PostgreSQL.",
            file=sys.stderr,
        )
