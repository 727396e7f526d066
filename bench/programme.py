"""How long a programme's first page takes, as a ratio to an empty page of the same server in the same run.

    .venv/bin/python -m bench.programme [--places 45] [--claims 200] [--times 15]

Two thirds of the places share their counts. *Cold*: before each request every chain is moved on, so that nothing kept
from the page before can be used.
"""

from __future__ import annotations

import argparse
import os
import socket
import tempfile
from datetime import timedelta
from pathlib import Path

from bench.pages import measure, server

SLUG = "northern-reach"


def prepare(places: int, claims: int) -> tuple[dict[str, str], str]:
    """Build the programme and its places; the addresses to measure, and the cookie of its lead."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client
    from django.utils import timezone

    from bench.big_place import build
    from counterpoint.claims.actions import Named
    from counterpoint.partnership import actions as partnership
    from counterpoint.partnership.models import Organisation, Place
    from counterpoint.programme.actions import form_groups
    from counterpoint.promises import actions as promises
    from counterpoint.promises.actions import Terms

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    now = timezone.now()
    begun = now - timedelta(days=60)
    programme = partnership.found(name="Northern Reach", slug=SLUG, at=begun, programme=True)
    team = partnership.add_organisation(
        place=programme, name="Regional office", kind="national", by=None, at=begun
    )
    sam = partnership.add_member(
        place=programme,
        person=partnership.Person(
            name="Sam Reed", organisation=team, perspectives=["national"], steward=True
        ),
        by=None,
        at=begun,
    )
    for count in range(places):
        place = build(f"place-{count}", claims=claims, members=60)
        Place.objects.filter(pk=place.pk).update(quiet_until=None)
        shows = "nothing" if count % 3 == 0 else "counts"
        partnership.join_programme(place=place, programme=programme, shows=shows, by=None, at=now)
    form_groups(programme=programme, at=now)
    partners = Organisation.objects.filter(place=programme, stands_for__isnull=False)
    someone = partnership.Person(name="Ada Quill", organisation=partners[0], perspectives=["manager"])
    partnership.add_member(place=programme, person=someone, by=None, at=now)
    for count in range(8):
        promises.put(
            place=programme,
            sentence=f"We answer within twenty days, year {count}",
            promiser=team,
            named=[Named(one) for one in partners],
            terms=Terms(message=5),
            by=sam,
            at=now,
        )
    client = Client()
    client.force_login(partnership.account_for(member=sam))
    pages = {"empty": f"/{SLUG}/empty/", "programme": f"/{SLUG}/programme/"}
    return pages, f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--places", type=int, default=45)
    parser.add_argument("--claims", type=int, default=200)
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
    pages, cookie = prepare(wanted.places, wanted.claims)
    with server(port):
        rows = measure(pages, cookie, port, folder / "counterpoint.sqlite3", wanted.times)
    print(
        f"\n{wanted.places} places of {wanted.claims} claims; ratios of medians to the empty page of the same run\n"
    )
    print(
        "| page | cold | warm | unchanged (304) | kB, compressed | cold, ms here |\n|---|---|---|---|---|---|"
    )
    for row in rows:
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
