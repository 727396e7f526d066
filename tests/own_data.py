"""A data folder for tests alone, made before Django reads its settings: nothing touches that of the place they run in.

pytest loads this by name (pyproject.toml), because pytest-django reads the settings before it looks at any conftest.
Of several processes (`--numprocesses`) each has its own: two that share an outbox read each other's letters.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile

from counterpoint.config import environment

if "django.conf" in sys.modules and sys.modules["django.conf"].settings.configured:
    raise RuntimeError("Django has read its settings already: tests would write into somebody's data folder.")

# What somebody set for the Counterpoint that they run here is not for tests. DATABASE_URL is: it names an engine.
for name in environment.SETTINGS.keys() - {"DATABASE_URL"}:
    os.environ.pop(name, None)
# Where no order was asked for, SQLite gives rows in that in which they were written, and PostgreSQL in any.
environment.SQLITE_PRAGMAS = (*environment.SQLITE_PRAGMAS, "reverse_unordered_selects=ON")
FOLDER = tempfile.mkdtemp(prefix="counterpoint-tests-")
os.environ["COUNTERPOINT_DATA"] = FOLDER
os.environ["COUNTERPOINT_SECRET"] = "only for tests"


def pytest_unconfigure() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
