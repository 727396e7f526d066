"""The architecture, as tests. Each finds its own examples, so a new room is tested the day it is begun."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "counterpoint"


def pytest_make_parametrize_id(val: object) -> str | None:
    """A path is named from the root of the project: `counterpoint/claims/views.py`."""
    return str(val.relative_to(ROOT)) if isinstance(val, Path) and val.is_relative_to(ROOT) else None
