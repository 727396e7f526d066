"""The process killed before the commit: nothing happened, for every action."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.acts import ACTS
from tests.engine import empty_database


def test_an_action_killed_before_its_commit_has_not_happened(tmp_path: Path) -> None:
    with empty_database(tmp_path) as env:
        done = subprocess.run(
            [sys.executable, "-m", "tests.killed"],
            cwd=Path(__file__).parents[2],
            env=env,
            capture_output=True,
            text=True,
            timeout=300,
        )
    assert done.stdout.splitlines() == [f"killed {len(ACTS)} of {len(ACTS)}"], done.stdout + done.stderr
