"""Says what is being done and how long it took, so that nobody wonders whether it still works."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Stopped(Exception):
    """It cannot go on; the words say why and what to do."""

    code = 1


class NotUnderstood(Stopped):
    """What was asked for, or the file that was given, cannot be read."""

    code = 2


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
    """A step that says how far it is, on one line of a terminal; in a log, where lines stay, only its end.

    It says nothing at all until there is something to do.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.live = sys.stderr.isatty()
        self.start: float | None = None

    def __call__(self, how_far: str) -> None:
        if self.start is None:
            self.start = time.monotonic()
            print(f"{self.name} ... ", end="", file=sys.stderr, flush=True)
        if self.live:
            print(f"\r{self.name} ... {how_far}\033[K", end="", file=sys.stderr, flush=True)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self.start is not None:
            took = f"{time.monotonic() - self.start:.1f} s" if kind is None else "failed"
            print(f"\r{self.name} ... {took}\033[K" if self.live else took, file=sys.stderr, flush=True)
