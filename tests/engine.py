"""A database of one's own, on the engine that the tests run on: a file, or a fresh one of PostgreSQL's server."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.management import call_command
from django.db import connection

ON_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")


@contextmanager
def empty_database(folder: Path) -> Iterator[dict[str, str]]:
    """What a process is given in its environment to have an empty data folder and an empty database."""
    env = {**os.environ, "COUNTERPOINT_DATA": str(folder)}
    if not ON_POSTGRESQL:
        yield env
        return
    name = fresh_name()
    url = urlsplit(os.environ["DATABASE_URL"])
    _on_the_server(f"CREATE DATABASE {name}")
    try:
        yield {**env, "DATABASE_URL": url._replace(path=f"/{name}").geturl()}
    finally:
        _on_the_server(f"DROP DATABASE {name} WITH (FORCE)")


class Prepared:
    """A database made once for many tests, and put back before each journey. Opened before its tables are made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = str(folder / "journeys.sqlite3")
        self.kept: Any = None
        if ON_POSTGRESQL:
            self.name = fresh_name()
            _on_the_server(f"CREATE DATABASE {self.name}")

    def keep(self) -> None:
        if ON_POSTGRESQL:
            connection.close()
            self.kept = fresh_name()
            _on_the_server(f"ALTER DATABASE {self.name} RENAME TO {self.kept}")
        else:
            self.kept = sqlite3.connect(":memory:", check_same_thread=False)
            connection.connection.backup(self.kept)

    def put_back(self) -> None:
        """SQLite copies page by page into the open file, so every connection sees it. PostgreSQL copies a template,
        and whoever is still connected to the old one is cut off.
        """
        if ON_POSTGRESQL:
            connection.close()
            _on_the_server(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
            _on_the_server(f"CREATE DATABASE {self.name} TEMPLATE {self.kept} STRATEGY FILE_COPY")
        else:
            connection.ensure_connection()
            self.kept.backup(connection.connection)

    def close(self) -> None:
        connection.close()
        if ON_POSTGRESQL:
            for name in filter(None, (self.name, self.kept)):
                _on_the_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        elif self.kept:
            self.kept.close()


@contextmanager
def elsewhere(prepared: Prepared) -> Iterator[None]:
    """On that database. That of the other tests of this process, and its connection, wait meanwhile."""
    before = connection.settings_dict["NAME"], connection.connection
    connection.settings_dict["NAME"], connection.connection = prepared.name, None
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"], connection.connection = before


def make_tables() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def fresh_name() -> str:
    return f"tests_{secrets.token_hex(6)}"


def _on_the_server(statement: str) -> None:
    import psycopg

    # By the database that every server has: the one that is named need not be there for tests.
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path="/postgres").geturl()
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(statement)  # type: ignore[arg-type]
