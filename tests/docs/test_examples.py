"""Every example in the documentation is run, or at least read."""

import gc
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import tomli

from planner.cli import COMMANDS, main
from planner.files.format import file_kind
from planner.files.layers import BrokenPolicy
from planner.files.plan_file import read_plan_bytes
from planner.files.read_policy import load_policy

from .pages import PAGES, Block, Command, blocks, commands

PLAN_HEAD = 'format = 1\nproduct = "Example"\npolicy = "clio"\n'
POLICY_HEAD = 'format = 1\nname = "example"\nextends = "clio"\n'


@pytest.fixture(params=PAGES, ids=lambda page: page.name)
def page(request: pytest.FixtureRequest) -> list[Block]:
    return blocks(request.param)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name in ("NO_COLOR", "CLICOLOR_FORCE", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    gc.enable()  # which `check` turned off
    gc.unfreeze()


def test_every_command_prints_what_its_page_says(
    page: list[Block], folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    whole: dict[str, str] = {}
    for block in page:
        if block.language == "toml" and block.name:
            name = block.name.removeprefix("+")
            if block.name == name:
                whole[name] = block.text
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            text = block.text if block.name == name else f"{whole[name]}\n{block.text}"
            (folder / name).write_text(text, encoding="utf-8")
        elif block.language == "console":
            code = 0
            for command in commands(block):
                if command.words == "echo $?":
                    assert command.printed == f"{code}\n"
                    continue
                code, printed = ran(command, capfd)
                assert printed == command.printed, f"line {block.line}: {command.words}"
...
