"""What a bundle of a big place takes, and what `verify` takes beside hashing alone.

    .venv/bin/python -m bench.bundle [--claims 10000] [--members 500]

Exports the place, brings it into an empty data folder, and exports it there again, each in a process of its own, with
the most memory that it held. Then, in one process: how long `verify` takes, as a ratio to reading every act and every
text and hashing them, with nothing compared. Prints a table, which docs/reference/speed.md shows.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

TIMES = 5


def processor(do: Callable[[], object]) -> float:
    """The least processor time of several goes, in seconds: what else the machine does is not in it."""
    took = []
    for _ in range(TIMES):
        begun = time.process_time()
        do()
        took.append(time.process_time() - begun)
    return min(took)


def hash_alone(place_id: int) -> None:
    """The floor: everything that is hashed, read and hashed."""
    from counterpoint.analysis import chain
    from counterpoint.ledger.models import Chain, Text
    from counterpoint.ledger.queries import recorded_in

    for event in recorded_in(Chain.objects.get(place_id=place_id)):
        chain.hash_of(event)
    kept = Text.objects.filter(place_id=place_id, erased_at__isnull=True).values_list("words", "salt")
    for words, salt in kept.iterator(chunk_size=2000):
        chain.digest(words, bytes(salt))


def verify_ratio() -> str:
    import django

    django.setup()
    from counterpoint.claims.queries import verify
    from counterpoint.partnership.models import Place

    place = Place.objects.get()
    floor, whole = processor(lambda: hash_alone(place.pk)), processor(lambda: list(verify()))
    assert all(one.fits for one in verify())
    return f"| verify | {whole / floor:.2f} | {whole:.2f} |  |"


def build(claims: int, members: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from bench.big_place import build as make

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    make("bigplace", claims=claims, members=members, say=lambda words: None)


def run(folder: Path, *words: str) -> tuple[float, float]:
    """A command of the product's own: seconds, and the most megabytes that it held."""
    command = [sys.executable, "-m", "bench.bundle", "--command", *words]
    begun = time.perf_counter()
    done = subprocess.run(
        command,
        env={**os.environ, "COUNTERPOINT_DATA": str(folder)},
        check=True,
        capture_output=True,
        text=True,
    )
    took = time.perf_counter() - begun
    return took, float(done.stdout.rsplit(maxsplit=1)[-1])


def most_megabytes() -> float:
    """Of this process alone: what `getrusage` says is at least what the process held that started it."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def as_command(words: list[str]) -> None:
    """In a process of its own; says at its end the most memory that it held."""
    from counterpoint.cli import main as counterpoint

    code = counterpoint(words)
    print(f"\n{most_megabytes():.0f}")
    raise SystemExit(code)


def main() -> None:
    if sys.argv[1:2] == ["--command"]:
        as_command(sys.argv[2:])
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--members", type=int, default=500)
    wanted = parser.parse_args()
    here = Path(tempfile.mkdtemp(prefix="counterpoint-bench-"))
    os.environ |= {
        "COUNTERPOINT_DATA": str(here / "one"),
        "DJANGO_SETTINGS_MODULE": "counterpoint.config.settings",
    }
    build(wanted.claims, wanted.members)
    out = run(here / "one", "export", "bigplace", str(here / "one.zip"))
    back = run(here / "two", "import", str(here / "one.zip"))
    run(here / "two", "export", "bigplace", str(here / "two.zip"))
    assert (here / "one.zip").read_bytes() == (here / "two.zip").read_bytes(), (
        "It came out otherwise than it went in."
    )
    size = (here / "one.zip").stat().st_size / 1e6
    print(f"\n{wanted.claims} claims, {wanted.members} members; a bundle of {size:.1f} MB\n")
    print("| what | times as long as hashing alone | seconds here | megabytes at most |\n|---|---|---|---|")
    print(verify_ratio())
    for name, (took, most) in {"export": out, "import, with verify": back}.items():
        print(f"| {name} |  | {took:.1f} | {most:.0f} |")


if __name__ == "__main__":
    main()
