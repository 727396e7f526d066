"""What an operator sets becomes what they meant, or a sentence that says what is wrong with it."""

from __future__ import annotations

import stat
from pathlib import Path

import psycopg
import pytest

from counterpoint.config import environment


def test_sqlite_in_the_data_folder_is_the_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    made = environment.database(tmp_path)
    assert made["NAME"] == str(tmp_path / "counterpoint.sqlite3")
    assert made["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "PRAGMA secure_delete=ON" in made["OPTIONS"]["init_command"]


def test_an_address_of_postgresql_is_taken_apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://ada:a%40b@db.example:5433/place?sslmode=require")
    made = environment.database(tmp_path)
    assert (made["NAME"], made["USER"], made["PASSWORD"]) == ("place", "ada", "a@b")
    assert (made["HOST"], made["PORT"]) == ("db.example", "5433")
    assert made["OPTIONS"]["sslmode"] == "require"
    assert made["CONN_MAX_AGE"] is None, "one thread a process, so one connection for good"
    assert made["CONN_HEALTH_CHECKS"], "the server may have been started anew"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql:///place?host=/run/Db",
        "postgresql://%2Frun%2FDb/place",
        "postgres://%2Frun%2FDb:5433/place",
    ],
)
def test_a_socket_is_a_folder_and_its_capitals_count(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    made = environment.database(tmp_path)
    assert "/run/Db" in (made["HOST"], made["OPTIONS"].get("host"))
    assert made["NAME"] == "place"


def test_waiting_for_a_lock_shows_what_was_done_meanwhile_whatever_the_server_is_set_to(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://localhost/place")
    level = environment.database(tmp_path)["OPTIONS"]["isolation_level"]
    assert psycopg.IsolationLevel(level) is psycopg.IsolationLevel.READ_COMMITTED


@pytest.mark.parametrize("url", ["postgresql://localhost", "postgresql://localhost/"])
def test_a_database_has_a_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(ValueError, match="names no database"):
        environment.database(tmp_path)


def test_without_its_package_postgresql_is_refused_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://localhost/place")
    monkeypatch.setattr(environment, "find_spec", lambda name: None)
    with pytest.raises(ValueError, match=r"Install counterpoint\[postgres\]"):
        environment.database(tmp_path)


def test_another_kind_of_database_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://localhost/place")
    with pytest.raises(ValueError, match="must be postgresql:// or sqlite://"):
        environment.database(tmp_path)


def test_the_secret_is_made_once_and_is_for_its_owner_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("COUNTERPOINT_SECRET", raising=False)
    first = environment.secret(tmp_path)
    assert environment.secret(tmp_path) == first
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "secrets" / "key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "secrets").iterdir()] == ["key"]


def test_two_installations_have_different_secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("COUNTERPOINT_SECRET", raising=False)
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert environment.secret(tmp_path / "a") != environment.secret(tmp_path / "b")


@pytest.mark.parametrize(
    ("url", "port", "use_ssl", "use_tls"),
    [
        ("smtp://ada:x@mail.example", 587, False, True),
        ("smtps://ada:x@mail.example", 465, True, False),
        ("smtp://localhost:1025", 1025, False, False),
    ],
)
def test_mail_is_encrypted_wherever_there_is_a_password(
    monkeypatch: pytest.MonkeyPatch, url: str, port: int, use_ssl: bool, use_tls: bool
) -> None:
    monkeypatch.setenv("MAIL_URL", url)
    options = environment.mail()["OPTIONS"]
    assert (options["port"], options["use_ssl"], options["use_tls"]) == (port, use_ssl, use_tls)


def test_a_setting_that_is_not_in_the_table_cannot_be_read() -> None:
    with pytest.raises(KeyError, match="not in the table"):
        environment.read("COUNTERPOINT_SECRT")


def test_only_the_environment_module_reads_the_environment() -> None:
    package = Path(environment.__file__).parents[1]
    allowed = {
        "config/environment.py",
        "config/wsgi.py",
        "cli/__init__.py",
        "cli/commands.py",
        "cli/serving.py",
    }
    readers = {
        str(path.relative_to(package)) for path in package.rglob("*.py") if "os.environ" in path.read_text()
    }
    assert readers <= allowed
