"""Standard output and standard error of every command: no workflow commands, no traceback."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.cli.commands import COMMANDS
from planner.cli.streams import GuardedErrors, GuardedStream, OutputFailed, without_commands
from tests.patience import PATIENCE
from tests.repository import commit_all

from .conftest import PROJECT, Run, own_process, ran
from .every_command import HOSTILE_PLAN, PLAN_NAME, POLICY_NAME, RUNS, write_all

FULL_DEVICE = Path("/dev/full")
WORKFLOW_COMMAND = re.compile(r"(?:\A|[\r\n])\s*::")
PRINTS: dict[str, list[str]] = {
    "help": [],
    "open": [],
    "serve": ["--port", "0"],
    "new": ["new.toml", "--product", "Shop", "--policy", "base"],
    "check": [PLAN_NAME],
    "diff": [PLAN_NAME, "::other.toml"],
    "merge": [PLAN_NAME, "::other.toml", "shop.toml"],
    "fix": [PLAN_NAME],
    "when": [PLAN_NAME, "::error file=x::pwned 1", "default"],
    "explain": [PLAN_NAME, "::error file=x::pwned 1"],
    "rule": ["support-minimum", "--policy", "clio"],
    "simulate": [PLAN_NAME, "--cadence", "1 year"],
    "status": [PLAN_NAME, "--on", "2026-12-05"],
    "agenda": [PLAN_NAME],
    "sent": [PLAN_NAME, "::error file=x::pwned notice", "--on", "2026-11-17"],
    "recover": [],
    "import": [PLAN_NAME, "--from", "plan", "--policy", f"./{POLICY_NAME}"],
    "export": [PLAN_NAME, "--to", "csv"],
    "policy": ["list"],
    "fmt": ["--check", PLAN_NAME],
    "keys": [],
    "schema": ["plan"],
    "completions": ["bash"],
}
"""For commands of their own, arguments with which they have something to say on standard output."""
_ANY = ["--help"]
"""The arguments of any other command."""


def test_only_commands_are_driven() -> None:
    assert RUNS.keys() <= {"", *COMMANDS}
    assert PRINTS.keys() <= COMMANDS.keys()


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_no_line_of_a_command_begins_with_a_workflow_command(
    command: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    write_all(folder)
    commit_all(folder)
    for arguments in RUNS.get(command, [[PLAN_NAME]]):
        told = ran(capfd, *filter(None, [command]), *arguments)
        assert told.out or told.err, arguments
        for text in (told.out, told.err):
            assert not WORKFLOW_COMMAND.search(text), (arguments, text)


def test_a_document_with_a_workflow_command_is_not_written_to_standard_output(folder: Path) -> None:
    told = own_process("fmt", "-", cwd=folder, stdin=HOSTILE_PLAN.encode())
    assert (told.returncode, told.stdout) == (2, b"")
    assert b"a line begins with `::`" in told.stderr


def test_annotations_are_still_workflow_commands(folder: Path, check: Run) -> None:
    assert check("shop.toml", "--output-format", "github").out.startswith("::error title=")


def _ended(
    arguments: list[str], folder: Path, stdout: "int | None", before: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "planner", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        preexec_fn=before,
        timeout=PATIENCE,
    )


@pytest.mark.skipif(not FULL_DEVICE.exists(), reason="no device that is always full")
@pytest.mark.slow
@pytest.mark.parametrize("command", ["--help", *COMMANDS])
def test_a_full_disk_is_exit_2_without_a_traceback(command: str, folder: Path) -> None:
    write_all(folder)
    with FULL_DEVICE.open("wb") as full:
        told = _ended([command, *PRINTS.get(command, _ANY)], folder, full.fileno())
    assert told.returncode == 2
    assert told.stderr.endswith(b": cannot write to standard output: no space left on device\n")
    assert b"Traceback" not in told.stderr


@pytest.mark.slow
@pytest.mark.parametrize("command", ["--help", *COMMANDS])
def test_a_reader_that_left_is_exit_2_without_a_word(command: str, folder: Path) -> None:
    write_all(folder)
    reading, writing = os.pipe()
    os.close(reading)
    told = _ended([command, *PRINTS.get(command, _ANY)], folder, writing)
    os.close(writing)
    assert told.returncode == 2
    assert told.stderr.replace(b"planner: this is not a terminal: printing the check instead\n", b"") == b""


@pytest.mark.slow
@pytest.mark.parametrize("command", ["--help", *COMMANDS])
def test_a_closed_standard_output_is_exit_2_and_no_clean_report(command: str, folder: Path) -> None:
    write_all(folder)
    told = _ended([command, *PRINTS.get(command, _ANY)], folder, None, lambda: os.close(1))
    assert told.returncode == 2
    assert told.stderr.endswith(b": cannot write to standard output: it is closed\n")
    assert b"Traceback" not in told.stderr


def test_a_closed_standard_error_does_not_move_its_text_to_standard_output(folder: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "planner", "check", "gone.toml", "--policy", "gone"],
        stdout=subprocess.PIPE,
        check=False,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        preexec_fn=lambda: os.close(2),
        timeout=PATIENCE,
    )
    assert (told.returncode, told.stdout) == (2, b"")


def test_a_full_standard_error_does_not_change_the_exit_code(folder: Path) -> None:
    for stderr, code in ((subprocess.DEVNULL, 2), (FULL_DEVICE.open("wb"), 2)):
        told = subprocess.run(
            [sys.executable, "-m", "planner", "check", "--policy", "gone"],
            stdout=subprocess.PIPE,
            stderr=stderr,
            check=False,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(PROJECT)},
            timeout=PATIENCE,
        )
        assert (told.returncode, told.stdout) == (code, b"")


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        ("::error::x", ": :error::x"),
        ("a\n::b\r::c\r\n \t\x85::d", "a\n: :b\r: :c\r\n \t\x85: :d"),
        ("a ::b\n:c\n: :d", "a ::b\n:c\n: :d"),
        (":::", ": ::"),
        ("\n\n\n::", "\n\n\n: :"),
    ],
)
def test_the_colons_that_begin_a_line_are_parted(text: str, guarded: str) -> None:
    assert without_commands(text) == guarded


@pytest.mark.parametrize(
    "parts", [("::a",), (":", ":a"), (" ", ":", ":a"), ("x\n", "", "  :", ":a"), ("x", ":", ":a\n", "::b")]
)
def test_a_line_that_is_written_in_parts_is_guarded_like_a_whole_one(parts: tuple[str, ...]) -> None:
    text = io.StringIO()
    stream = GuardedStream(text)
    for each in parts:
        assert stream.write(each) == len(each)
    assert text.getvalue() == without_commands("".join(parts))


def test_a_closed_output_fails_and_a_closed_standard_error_does_not() -> None:
    with pytest.raises(OutputFailed, match="it is closed"):
        GuardedStream(None).write("x")
    assert GuardedErrors(None).write("x") == 1
