"""Eight writers at once: nothing lost, nothing twice, an unbroken chain."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.crowd import EACH, WRITERS
from tests.engine import empty_database


def test_eight_writers_at_once_leave_an_unbroken_chain(tmp_path: Path) -> None:
    with empty_database(tmp_path) as env:
        done = subprocess.run(
            [sys.executable, "-m", "tests.crowd"],
            cwd=Path(__file__).parents[2],
            env=env,
            capture_output=True,
            text=True,
            timeout=120,
        )
    assert done.stdout.splitlines() == [
        f"failed 0, fits True, claims {1 + WRITERS * EACH}, once each True",
        "answers to the shared claim 2",
    ], done.stdout + done.stderr
