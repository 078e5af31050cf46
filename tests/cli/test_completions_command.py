"""Completion scripts: those of shells that are here are tried out."""

import shutil
import subprocess
from pathlib import Path

import pytest

from planner.cli.commands import COMMANDS
from tests.patience import PATIENCE

from .conftest import ran

SHELLS = ("bash", "zsh", "fish")
_ASK = """
source "$1"
COMP_WORDS=("${@:2}")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
COMP_LINE="${COMP_WORDS[*]}"
_planner
printf '%s\\n' "${COMPREPLY[@]}"
"""


def script(shell: str, folder: Path, capfd: pytest.CaptureFixture[str]) -> Path:
    told = ran(capfd, "completions", shell)
    assert (told.code, told.err) == (0, "")
    path = folder / f"completions.{shell}"
    path.write_text(told.out)
    return path


def completed(path: Path, *words: str) -> set[str]:
    """What bash offers for the last word."""
    told = subprocess.run(
        ["bash", "-c", _ASK, "bash", path, "planner", *words],
        capture_output=True,
        check=True,
        text=True,
        cwd=path.parent,
        timeout=PATIENCE,
    )
    return {*told.stdout.split()}


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_and_its_own_options_are_in_the_script(
    shell: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    text = script(shell, tmp_path, capfd).read_text()
    for command in COMMANDS:
        assert command in text
    for option in ("as-of", "fail-on", "output-format"):
        assert option in text


@pytest.mark.slow
@pytest.mark.parametrize("shell", SHELLS)
def test_the_shell_itself_can_read_its_script(
    shell: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = script(shell, tmp_path, capfd)
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not here")
    told = subprocess.run([shell, "-n", path], capture_output=True, check=False, timeout=PATIENCE)
    assert (told.returncode, told.stderr) == (0, b"")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not here")
def test_bash_completes_commands_options_values_and_files(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = script("bash", folder, capfd)
    assert completed(path, "") >= {*COMMANDS}
    assert completed(path, "ch") == {"check"}
    assert completed(path, "check", "--out") == {"--output-format", "--output-file"}
    assert completed(path, "check", "--fail-on", "") == {"error", "warning", "info"}
    assert completed(path, "policy", "s") == {"show"}
    assert completed(path, "completions", "") == {*SHELLS}
    assert completed(path, "check", "shop") == {"shop.toml"}
    assert completed(path, "schema", "plan", "--policy", "pol") == {"policy.toml"}


def test_another_shell_is_refused(capfd: pytest.CaptureFixture[str]) -> None:
    told = ran(capfd, "completions", "csh")
    assert (told.code, told.out) == (2, "")
    assert "`csh` is none of bash, zsh, fish" in told.err
