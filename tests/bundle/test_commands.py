"""The three commands: what they print, their exit codes, and that they say no in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from counterpoint.cli import main
from counterpoint.ledger.queries import head
from counterpoint.partnership.models import Place
from tests.acts import plain
from tests.bundle.bundles import elsewhere
from tests.world import build

type Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def said(*words: Any) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return said


def test_out_and_in_again(db: None, now: datetime, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "one.zip"
    with elsewhere():
        place = build(now).place
        stands = head(place.pk)
        code, out, err = run("export", "aldermouth", path)
        assert (code, out) == (0, f"{path}: {stands.length} events, head {stands.hash}\n")
        assert "Exporting Aldermouth" in err
        code, _, err = run("export", "aldermouth", path)
        assert (code, "is there already" in err) == (1, True)
        assert run("export", "aldermouth", path, "--replace")[0] == 0
    code, out, err = run("import", path)
    assert (code, out) == (0, f"aldermouth: {stands.length} events, head {stands.hash}\n")
    assert "Importing one.zip" in err
    code, out, err = run("import", path)
    assert (code, out) == (1, "")
    assert err.splitlines()[-1].startswith("counterpoint: Aldermouth is here already")


def test_another_name_and_a_place_that_is_not_there(
    db: None, now: datetime, tmp_path: Path, run: Run
) -> None:
    path = tmp_path / "one.zip"
    with elsewhere():
        build(now)
        run("export", "aldermouth", path)
    assert run("import", path, "--as", "by-the-sea")[0] == 0
    assert Place.objects.get().slug == "by-the-sea"
    code, _, err = run("export", "aldermouth")
    assert (code, err) == (1, "counterpoint: There is no place 'aldermouth' here. There is: by-the-sea.\n")
    code, _, err = run("import", tmp_path / "none.zip")
    assert (code, "There is no file" in err) == (1, True)


def test_erasing_again_is_asked_for_by_its_name(db: None, now: datetime, run: Run) -> None:
    plain(build(now), now)
    assert run("erase", "--replay")[:2] == (0, "aldermouth: nothing to erase again\n")
    with pytest.raises(SystemExit) as not_understood:
        main(["erase"])
    assert not_understood.value.code == 2
