"""How long a page takes, as a ratio to an empty page of the same server in the same run.

    .venv/bin/python -m bench.pages [--claims 10000] [--members 500] [--times 15]

Starts the real server over a place of that size in a folder of its own. *Cold*: before each request the place's chain
is moved on, so that nothing kept from the page before can be used. *Warm*: the same page again. *Unchanged*: the
reader holds it already and is answered 304. Prints a table, which docs/reference/speed.md shows.
"""

from __future__ import annotations

import argparse
import http.client
import os
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

SLUG = "bigplace"


def prepare(claims: int, members: int) -> tuple[dict[str, str], str]:
    """Build the place; the addresses to measure, and the cookie of a signed-in member."""
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.core.management import call_command
    from django.utils import timezone

    from bench.big_goal import choose
    from bench.big_place import build
    from counterpoint.claims.models import Claim
    from counterpoint.claims.queries import waiting_for
    from counterpoint.claims.queries.addresses import answer_token
    from counterpoint.partnership.models import Account, Member
    from counterpoint.partnership.models.sessions import SessionStore

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    place = build(SLUG, claims=claims, members=members)
    choose(place, timezone.now())
    member = Member.objects.get(place=place, number=3)
    member.account = Account.objects.create(email=member.email)
    member.save()
    session = SessionStore()
    session[SESSION_KEY] = str(member.account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.account.get_session_auth_hash()
    session.create()
    claim = Claim.objects.filter(place=place, kind="sacrifice").order_by("number")[20]
    asked = (waiting_for(member, timezone.now()) or [None])[0]
    about = asked.claim if asked else claim
    pages = {
        "empty": f"/{SLUG}/empty/",
        "Mirror": f"/{SLUG}/mirror/",
        "record": f"/{SLUG}/record/",
        "record, searched": f"/{SLUG}/record/?words=ward",
        "one claim": f"/{SLUG}/claims/{claim.number}/",
        "answer": f"/a/{answer_token(place, member, about)}/",
        "Yours": f"/{SLUG}/yours/",
        "goal with 12 charts": f"/{SLUG}/goals/1/",
        "all charts of a place": f"/{SLUG}/measures/",
        "one measure": f"/{SLUG}/measures/1/",
    }
    return pages, f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


@contextmanager
def server(port: int) -> Iterator[None]:
    command = [
        Path(sys.executable).with_name("granian"),
        "--interface",
        "wsgi",
        "--workers",
        "1",
        "--blocking-threads",
        "1",
        "--port",
        str(port),
        "--no-access-log",
        "counterpoint.config.wsgi:application",
    ]
    running = subprocess.Popen(
        [str(part) for part in command], env=os.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(200):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield
    finally:
        running.terminate()
        running.wait(10)


def move_on(database: Path) -> None:
    """The chain has moved: whatever was kept for its last head is of no use."""
    with sqlite3.connect(database) as connection:
        connection.execute("update ledger_chain set ballots = ballots + 1")


def ask(
    line: http.client.HTTPConnection, path: str, cookie: str, etag: str = ""
) -> tuple[float, int, int, str]:
    headers = {"Cookie": cookie, "Accept-Encoding": "gzip"} | ({"If-None-Match": etag} if etag else {})
    begun = time.perf_counter()
    line.request("GET", path, headers=headers)
    answer = line.getresponse()
    body = answer.read()
    return time.perf_counter() - begun, answer.status, len(body), answer.getheader("ETag") or ""


def measure(pages: dict[str, str], cookie: str, port: int, database: Path, times: int) -> list[list[str]]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for path in pages.values():
        ask(line, path, cookie)

    def empty() -> float:
        return ask(line, pages["empty"], cookie)[0]

    rows = [["empty", "1.0", "1.0", "", "", ""]]
    for name, path in pages.items():
        if name != "empty":
            rows.append([name, *measured(line, path, cookie, database, empty, times)])
    return rows


def measured(
    line: http.client.HTTPConnection,
    path: str,
    cookie: str,
    database: Path,
    empty: Callable[[], float],
    times: int,
) -> list[str]:
    _, status, size, etag = ask(line, path, cookie)
    if status != 200:
        return [f"answered {status}", "", "", "", ""]

    def cold() -> float:
        move_on(database)
        return ask(line, path, cookie)[0]

    slow, took = beside(cold, empty, times)
    warm, _ = beside(lambda: ask(line, path, cookie)[0], empty, times)
    unchanged = "never"
    if etag:
        held = ask(line, path, cookie)[3]  # of the page as it is by now
        assert ask(line, path, cookie, held)[1] == 304, f"{path} was not answered 304"
        unchanged = f"{beside(lambda: ask(line, path, cookie, held)[0], empty, times)[0]:.1f}"
    return [f"{slow:.1f}", f"{warm:.1f}", unchanged, f"{size / 1000:.1f}", f"{took * 1000:.1f}"]


def beside(page: Callable[[], float], empty: Callable[[], float], times: int) -> tuple[float, float]:
    """A page's median over that of the empty page, asked in turn with it: what else the machine does weighs on both."""
    pairs = [(page(), [empty() for _ in range(4)]) for _ in range(times)]
    took = statistics.median(one for one, _ in pairs)
    return took / statistics.median(one for _, floor in pairs for one in floor), took


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--members", type=int, default=500)
    parser.add_argument("--times", type=int, default=15)
    wanted = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="counterpoint-bench-"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    os.environ |= {
        "COUNTERPOINT_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "PYTHONPATH": str(Path.cwd()),
    }
    pages, cookie = prepare(wanted.claims, wanted.members)
    with server(port):
        rows = measure(pages, cookie, port, folder / "counterpoint.sqlite3", wanted.times)
    print(
        f"\n{wanted.claims} claims, {wanted.members} members; ratios of medians to the empty page of the same run\n"
    )
    print(
        "| page | cold | warm | unchanged (304) | kB, compressed | cold, ms here |\n|---|---|---|---|---|---|"
    )
    for row in rows:
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
