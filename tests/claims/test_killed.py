"""The process killed before the commit: nothing happened, for every action."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.acts import ACTS


@pytest.mark.skipif(
    "DATABASE_URL" in os.environ, reason="kills processes over a file of its own; runs with SQLite"
)
def test_an_action_killed_before_its_commit_has_not_happened(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.killed"],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "COUNTERPOINT_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.stdout.splitlines() == [f"killed {len(ACTS)} of {len(ACTS)}"], done.stdout + done.stderr
