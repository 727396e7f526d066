"""What an operator may set, and what is made of it. Nothing else of ours reads the environment."""

from __future__ import annotations

import os
import secrets
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

# Every setting there is. `counterpoint --help` prints them; a test looks for each in docs/reference/.
SETTINGS = {
    "COUNTERPOINT_DATA": "folder of the database, the outbox and the secrets "
    "(default: var/ beside the source, else the data folder of your account)",
    "COUNTERPOINT_ADDRESS": "where people reach it, for links in mail: https://counterpoint.example.org",
    "COUNTERPOINT_SECRET": "key that signs sessions and links (default: made on the first start)",
    "COUNTERPOINT_WORKERS": "how many processes answer pages (default: 2)",
    "COUNTERPOINT_DEMO": "1 in the demonstration: anyone may be any person",
    "COUNTERPOINT_DEBUG": "1 shows errors in full; only ever on your own machine",
    "DATABASE_URL": "postgresql://name:password@host/database (default: SQLite in the data folder)",
    "PORT": "port to answer on (default: 8000)",
    "MAIL_URL": "smtp://name:password@host:587, or smtps:// (default: files in the outbox folder)",
    "MAIL_FROM": 'who mail comes from: "Counterpoint <counterpoint@example.org>"',
    "NOTIFY_KEY": "key of GOV.UK Notify, for text messages (default: files in the outbox folder)",
    "NOTIFY_TEXT_TEMPLATE": "its template for texts; see docs/how-to for what must be in it",
    "NOTIFY_MAIL_TEMPLATE": "its template for mail, where mail goes by GOV.UK Notify too",
}


def read(name: str, default: str = "") -> str:
    if name not in SETTINGS:
        raise KeyError(f"{name} is not in the table of settings")
    return os.environ.get(name, "").strip() or default


def switched_on(name: str) -> bool:
    return read(name).lower() in {"1", "yes", "true", "on"}


def data_folder() -> Path:
    """The data folder, made if need be: `var/` in a source checkout, else where the system keeps them."""
    source = Path(__file__).resolve().parents[2]
    if chosen := read("COUNTERPOINT_DATA"):
        folder = Path(chosen).expanduser()
    elif (source / "pyproject.toml").is_file():
        folder = source / "var"
    else:
        home = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
        folder = Path(home).expanduser() / "counterpoint"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder.resolve()


def secret(folder: Path) -> str:
    """The key that signs sessions and links: the operator's, else one made on the first start."""
    if chosen := read("COUNTERPOINT_SECRET"):
        return chosen
    path = folder / "secrets" / "key"
    if not path.exists():
        path.parent.mkdir(mode=0o700, exist_ok=True)
        fresh = path.with_name(f"key.{os.getpid()}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        # Whole or not at all: of two that start together, the second takes the first's.
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text().strip()


def workers() -> int:
    number = read("COUNTERPOINT_WORKERS", "2")
    if not number.isdigit() or int(number) < 1:
        raise ValueError(f"COUNTERPOINT_WORKERS is {number!r}; it must be a number from 1 up.")
    return int(number)


def address() -> str:
    return read("COUNTERPOINT_ADDRESS", f"http://127.0.0.1:{read('PORT', '8000')}").rstrip("/")


SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "secure_delete=ON",  # erased words are overwritten, not only forgotten
    "mmap_size=134217728",
    "cache_size=-16000",
    "temp_store=MEMORY",
    "journal_size_limit=67108864",
)


READ_COMMITTED = 2  # psycopg.IsolationLevel, which is not there where PostgreSQL is not used


def database(folder: Path) -> dict[str, Any]:
    """Django's settings for the one database: SQLite in the folder, or what DATABASE_URL names."""
    url = urlsplit(read("DATABASE_URL"))
    if url.scheme in {"", "sqlite"}:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": url.path or str(folder / "counterpoint.sqlite3"),
            "CONN_MAX_AGE": None,  # one thread a process, so one connection for good
            "OPTIONS": {
                # Without it a transaction that reads and then writes fails at once when another one writes.
                # Never set ATOMIC_REQUESTS beside it: every page read would queue as a writer.
                "transaction_mode": "IMMEDIATE",
                "timeout": 15,
                "init_command": ";".join(f"PRAGMA {pragma}" for pragma in SQLITE_PRAGMAS),
            },
        }
    if url.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"DATABASE_URL begins with {url.scheme}://; it must be postgresql:// or sqlite://")
    return _postgresql(url)


def _postgresql(url: SplitResult) -> dict[str, Any]:
    if find_spec("psycopg") is None:
        raise ValueError(
            "DATABASE_URL names PostgreSQL, and the package that talks with it is not installed. Install "
            "counterpoint[postgres], or in a source checkout run: make .venv/.postgres"
        )
    if not url.path.strip("/"):
        raise ValueError(
            "DATABASE_URL names no database; it must end in one: postgresql://name@host/database"
        )
    # A socket's folder stands where a host would, as libpq has it, and its capitals count: `hostname` loses them.
    host = url.netloc.rpartition("@")[2]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(host.partition(":")[0]) if host.lower().startswith("%2f") else url.hostname or "",
        "PORT": str(url.port or ""),
        # One thread a process, so one connection for good; looked at before each page, as the server may have gone.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # Whoever waits for a place's lock must then see what was done meanwhile (docs/adr/0003), whatever the server's
        # own default is.
        "OPTIONS": {**dict(parse_qsl(url.query)), "isolation_level": READ_COMMITTED},
    }


def mail_to_files(outbox: Path) -> dict[str, Any]:
    """Until MAIL_URL is set, nothing leaves the machine, whoever sends it."""
    return {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": str(outbox)},
    }


def mail() -> dict[str, Any]:
    """Django's settings for sending mail, when MAIL_URL is set."""
    url = urlsplit(read("MAIL_URL"))
    if url.scheme not in {"smtp", "smtps"}:
        raise ValueError(f"MAIL_URL begins with {url.scheme}://; it must be smtp:// or smtps://")
    options = {
        "host": url.hostname or "localhost",
        "port": url.port or (465 if url.scheme == "smtps" else 587),
        "username": unquote(url.username or ""),
        "password": unquote(url.password or ""),
        "use_ssl": url.scheme == "smtps",
        "use_tls": url.scheme == "smtp" and bool(url.username),
        "timeout": 20,
    }
    return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}
