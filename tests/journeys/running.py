"""Counterpoint as its operator starts it: a process of its own, on a folder and a database of its own."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

COMMAND = (sys.executable, "-m", "counterpoint.cli")
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
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, "serve"], env=self.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )  # fmt: skip
        threading.Thread(target=self._listen, daemon=True).start()
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
        for _ in range(1200):
            if any(words in line for line in self.said):
                return
            assert self.process.poll() is None, "".join(self.said)
            time.sleep(0.05)
        raise AssertionError(f"It never said “{words}”: {''.join(self.said)}")

    @property
    def founding_link(self) -> str:
        found = FOUNDING.search("".join(self.said))
        assert found
        return found[0]

    def work_once(self, at: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", ROUND.format(at=at)],
            env=self.env,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*COMMAND, *words], env=self.env, capture_output=True, text=True)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
        if self.process.stdout:
            self.process.stdout.close()


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
