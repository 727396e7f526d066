"""Counterpoint as its operator starts it: a process of its own, on a folder and a database of its own."""

from __future__ import annotations

import re
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

COMMAND = (sys.executable, "-m", "counterpoint.cli")
STARTS = 300.0  # seconds, at the most: a machine may be busy
FOUNDING = re.compile(r"http://\S+/start/\S+")
# `work --once`, with its clock in hand: letters go out by day, and this may run at night.
ROUND = """
import django
from datetime import datetime
django.setup()
from counterpoint.work import loop
loop.run(once=True, clock=lambda: datetime.fromisoformat({at!r}))
"""


@dataclass
class Running:
    folder: Path
    port: int
    around: dict[str, str]  # the environment, with its database (tests/engine.py)
    process: subprocess.Popen[str] = field(init=False)
    listens: threading.Thread = field(init=False)
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, "serve"], env=self.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )  # fmt: skip
        self.listens = threading.Thread(target=self._listen, daemon=True)
        self.listens.start()
        self.wait_for("answers at")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def env(self) -> dict[str, str]:
        kept = {
            key: value
            for key, value in self.around.items()
            if not key.startswith(("COUNTERPOINT_", "DJANGO_"))
        }
        ours = {
            "COUNTERPOINT_DATA": str(self.folder), "PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": "counterpoint.config.settings", "PYTHONUNBUFFERED": "1",
        }  # fmt: skip
        return {**kept, **ours}

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line)

    def wait_for(self, words: str) -> None:
        until = time.monotonic() + STARTS
        while not any(words in line for line in self.said):
            ended = self.process.poll() is not None or time.monotonic() > until
            if ended:
                self.stop()
                raise AssertionError(f"It never said “{words}”, but: {''.join(self.said)}")
            time.sleep(0.05)

    @property
    def founding_link(self) -> str:
        found = FOUNDING.search("".join(self.said))
        assert found
        return found[0]

    def work_once(self, at: str) -> str:
        return self._run(sys.executable, "-c", ROUND.format(at=at))

    def command(self, *words: str) -> str:
        return self._run(*COMMAND, *words)

    def _run(self, *words: str) -> str:
        """What a command said. It must succeed; what it said of a fault is told with the journey's."""
        done = subprocess.run(words, env=self.env, capture_output=True, text=True)
        self.said += (done.stdout + done.stderr).splitlines(keepends=True)
        assert done.returncode == 0, f"{words[-1]}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.listens.join(10)
        if self.process.stdout and not self.listens.is_alive():
            self.process.stdout.close()


def a_free_port() -> int:
    """Below those that the system gives to whoever asks for any: a browser could get it before the server does."""
    while True:
        port = 10_000 + secrets.randbelow(20_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
