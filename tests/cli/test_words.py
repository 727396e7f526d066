"""The command line says what it does, what went wrong, and with which exit code."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from counterpoint.cli import main, serving
from counterpoint.cli.telling import Progress, Stopped, step
from counterpoint.config.environment import SETTINGS


def test_help_names_every_command_and_every_setting(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    said = capsys.readouterr().out
    assert end.value.code == 0
    assert all(name in said for name in ("demo", "serve", "work", "mirror", "verify", *SETTINGS))


@pytest.mark.parametrize("command", ["demo", "serve", "work", "mirror", "verify"])
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    said = capsys.readouterr().out
    assert "exit codes:" in said
    assert len(said.split(".\n")) > 2, "more than one sentence"


@pytest.mark.parametrize("words", [[], ["dance"], ["mirror"], ["mirror", "x", "--as-at", "yesterday"]])
def test_words_that_it_does_not_know_end_with_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(words)
    assert end.value.code == 2
    assert capsys.readouterr().err


@pytest.mark.django_db
def test_a_place_that_is_not_there_is_a_sentence_and_a_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mirror", "nowhere"]) == 1
    assert (
        capsys.readouterr().err == "counterpoint: There is no place called nowhere here. Places: none yet.\n"
    )


def test_a_database_that_does_not_answer_is_a_sentence_and_a_1(tmp_path: Path) -> None:
    env = {
        **os.environ,
        "DATABASE_URL": f"postgresql://counterpoint:secret@/place?host={tmp_path}",
        "COUNTERPOINT_DATA": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-m", "counterpoint.cli", "verify"], env=env, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stderr.startswith("counterpoint: The database does not answer: ")
    assert "secret" not in done.stderr


@pytest.mark.parametrize("port", ["0", "70000", "http"])
def test_a_port_that_cannot_be_is_refused(
    port: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", port)
    assert main(["serve"]) == 1
    assert "must be a number from 1 to 65535" in capsys.readouterr().err


@pytest.fixture
def taken_port(socket_enabled: None) -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


def test_a_port_that_is_taken_is_refused_before_anything_is_begun(taken_port: int) -> None:
    with pytest.raises(Stopped, match=f"PORT={taken_port + 1}"):
        serving.refuse_taken_port("127.0.0.1", taken_port)


def test_a_step_says_its_name_and_its_time(capsys: pytest.CaptureFixture[str]) -> None:
    with step("Counting sheep"):
        pass
    assert capsys.readouterr().err == "Counting sheep ... 0.0 s\n"


def test_a_step_that_breaks_says_so_and_hides_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ZeroDivisionError):
        divide_and_tell()
    assert capsys.readouterr().err == "Dividing ... failed\n"


def divide_and_tell() -> None:
    with Progress("Dividing") as say:
        say("one by nought")
        1 / 0  # noqa: B018


def test_a_step_with_nothing_to_do_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress("Loading"):
        pass
    assert capsys.readouterr().err == ""
