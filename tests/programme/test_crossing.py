"""Acts in two places at once, named in whatever order, never wait for one another in a circle."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.engine import empty_database
from tests.programme.crossing import EACH, WRITERS


def test_writers_in_two_places_at_once_neither_fail_nor_wait_for_ever(tmp_path: Path) -> None:
    with empty_database(tmp_path) as env:
        done = subprocess.run(
            [sys.executable, "-m", "tests.programme.crossing"],
            cwd=Path(__file__).parents[2],
            env=env,
            capture_output=True,
            text=True,
            timeout=300,
        )
    assert done.stdout.splitlines() == [f"failed 0, acts {2 * WRITERS * EACH}, every chain fits True"], (
        done.stdout + done.stderr
    )
