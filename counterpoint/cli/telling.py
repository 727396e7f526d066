"""Says what is being done and how long it took, so that nobody wonders whether it still works."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Stopped(Exception):
    """It cannot go on; the words say why and what to do."""


@contextmanager
def step(name: str) -> Iterator[None]:
    """Prints the name of a step, and at its end how long it took. On stderr: stdout is for results."""
    start = time.monotonic()
    print(f"{name} ... ", end="", file=sys.stderr, flush=True)
    try:
        yield
    except BaseException:
        print("failed", file=sys.stderr, flush=True)
        raise
    print(f"{time.monotonic() - start:.1f} s", file=sys.stderr, flush=True)


class Progress:
    """Counts on one line of a terminal; elsewhere it stays quiet, so that logs hold no half lines."""

    def __init__(self, name: str) -> None:
        self.name, self.start, self.shown = name, time.monotonic(), 0.0
        self.live = sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if self.live and (now - self.shown > 0.1 or done == total):
            self.shown = now
            print(f"\r{self.name} ... {done} of {total}", end="", file=sys.stderr, flush=True)

    def __enter__(self) -> Progress:
        print(f"{self.name} ... ", end="", file=sys.stderr, flush=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        took = f"{time.monotonic() - self.start:.1f} s" if kind is None else "failed"
        print(f"\r{self.name} ... {took}\033[K" if self.live else took, file=sys.stderr, flush=True)
