"""No test reads or writes what belongs to the place where tests are run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from tests import own_data

ROOT = Path(__file__).parents[2]


def test_outbox_styles_and_secrets_lie_in_a_folder_of_this_process_s_own() -> None:
    assert Path(own_data.FOLDER).resolve() == settings.DATA
    assert {settings.OUTBOX.parent, settings.STATIC_ROOT.parent} == {settings.DATA}
    assert not settings.DATA.is_relative_to(ROOT)
    assert settings.SECRET_KEY == "only for tests"


def test_what_somebody_set_for_the_counterpoint_that_they_run_here_is_not_for_tests(tmp_path: Path) -> None:
    theirs = {
        "COUNTERPOINT_DATA": str(tmp_path), "COUNTERPOINT_SECRET": "theirs", "COUNTERPOINT_DEMO": "1",
        "MAIL_URL": "smtp://mail.example:25", "NOTIFY_KEY": "theirs",
    }  # fmt: skip
    asks = (
        "from tests import own_data; from counterpoint.config import settings as s; "
        "print(s.DATA, s.SECRET_KEY, s.DEMO, s.SENDS_MAIL, s.NOTIFY_KEY); own_data.pytest_unconfigure()"
    )
    done = subprocess.run(
        [sys.executable, "-c", asks], cwd=ROOT, env={**os.environ, **theirs}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert str(tmp_path) not in done.stdout
    assert done.stdout.split(" ", 1)[1].split() == ["only", "for", "tests", "False", "False"]
    assert not any(tmp_path.iterdir())
