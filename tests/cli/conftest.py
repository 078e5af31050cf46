import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, NamedTuple

import pytest

from planner.cli import main
from tests.patience import PATIENCE

PROJECT = Path(__file__).parents[2]

LEGAL_PLAN = """\
format  = 1
product = "Shop"
policy  = "./policy.toml"

[[version]]
name     = "1"
released = 2026-12-01
default  = 2027-02-15  # the day it takes over

[[notice]]
version   = "1"
announces = ["default"]
date      = 2026-11-17
channels  = ["email"]
told      = {}
"""
POLICY = """\
format = 1
name = "house"

[[milestone]]
name = "released"
role = "released"

[[milestone]]
name = "default"
role = "default"

[channels]
email = "Email"

[reasons]
security = "A hole had to be closed"

[[rule]]
id = "default-notice"
kind = "notice"
milestone = "default"
at_least = "90 days"
channels = ["email"]
clause = "Notice"
because = "People know 90 days ahead."
"""
EARLY_PLAN = LEGAL_PLAN.replace("2027-02-15", "2027-02-03")
"""Twelve days short of the policy."""


class Outcome(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: a policy and a plan that breaks it."""
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / ".state"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "policy.toml").write_text(POLICY)
    (tmp_path / "shop.toml").write_text(EARLY_PLAN)
    return tmp_path


@pytest.fixture
def check(folder: Path, capfd: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Runs `planner check` within this process, as of 2026-11-21."""

    def run(*arguments: str) -> Outcome:
        return ran(capfd, "check", "--as-of", "2026-11-21", *arguments)

    yield run
    gc.enable()
    gc.unfreeze()


def ran(capfd: pytest.CaptureFixture[str], *arguments: str) -> Outcome:
    try:
        code = main(arguments)
    except SystemExit as ended:
        code = int(ended.code or 0)
    return Outcome(code, *capfd.readouterr())


def own_process(
    *arguments: str, cwd: Path, stdin: bytes = b"", stdout: int | IO[bytes] = subprocess.PIPE
) -> subprocess.CompletedProcess[bytes]:
    """Runs `python -m planner` on its own."""
    return subprocess.run(
        [sys.executable, "-m", "planner", *arguments],
        input=stdin,
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        timeout=PATIENCE,
    )
