"""What is common to all commands: help, version, typing errors, interruption, output that nobody reads."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import planner
from planner.cli.commands import COMMANDS

from .conftest import PROJECT, own_process, ran


def test_version(capfd: pytest.CaptureFixture[str]) -> None:
    assert ran(capfd, "--version") == (0, f"planner {planner.__version__}\n", "")


def test_help_names_every_command_and_shows_examples(capfd: pytest.CaptureFixture[str]) -> None:
    told = ran(capfd, "--help")
    assert told.code == 0
    assert "examples:" in told.out
    for command in COMMANDS:
        assert f"\n  {command} " in told.out


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command_shows_examples(capfd: pytest.CaptureFixture[str], command: str) -> None:
    told = ran(capfd, command, "--help")
    assert told.code == 0
    assert told.out.startswith(f"usage: planner {command} ")
    assert f"planner {command} " in told.out.split("examples:")[1]


def test_help_of_check_tells_the_exit_codes_and_every_option(capfd: pytest.CaptureFixture[str]) -> None:
    told = ran(capfd, "check", "--help").out
    for part in (
        "exit codes:",
        "--as-of",
        "--policy",
        "--output-format",
        "-o FILE",
        "--fail-on",
        "--exit-zero",
    ):
        assert part in told


def test_a_mistyped_command_is_guessed(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    told = ran(capfd, "chekc", "shop.toml")
    assert told.code == 2
    assert "`chekc`: there is no such file or command: did you mean `check`?" in told.err


def test_an_interruption_ends_quietly(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("planner.cli.check.gather", interrupt)
    assert ran(capfd, "check", "shop.toml") == (130, "", "")


@pytest.mark.parametrize("arguments", [[], ["open"], ["shop.toml"], ["open", "shop.toml"]])
def test_without_a_terminal_the_check_is_printed_instead(folder: Path, arguments: list[str]) -> None:
    told = own_process(*arguments, "--as-of", "2026-11-21", cwd=folder)
    assert told.returncode == 1
    assert told.stderr == b"planner: this is not a terminal: printing the check instead\n"
    assert b"error[default-notice]" in told.stdout


def test_a_plan_whose_name_begins_with_a_dash_is_checked_without_a_terminal(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "shop.toml").rename(folder / "-shop.toml")
    told = ran(capfd, "open", "--as-of", "2026-11-21", "--", "-shop.toml")
    assert told.code == 1
    assert "error[default-notice]" in told.out


def test_a_plan_that_is_not_there_is_not_opened(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    told = ran(capfd, "open", "gone.toml")
    assert (told.code, told.out) == (2, "")
    assert "`gone.toml`: there is no such file" in told.err


def test_a_current_folder_that_is_gone_is_said(folder: Path) -> None:
    (folder / "gone").mkdir()
    script = f"cd gone && rmdir ../gone && exec {sys.executable} -m planner check ../shop.toml"
    told = subprocess.run(
        ["sh", "-c", script],
        cwd=folder,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
    )
    assert (told.returncode, told.stdout) == (2, b"")
    assert told.stderr == b"planner check: the current folder is gone\n"
