"""An editor for tests: a program that notes its arguments and writes a file, in place of a person."""

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from planner.tui.app import PlannerApp

_PROGRAM = """\
import pathlib, sys
folder = pathlib.Path(__file__).parent
(folder / "arguments").write_text("\\n".join(sys.argv[1:]), encoding="utf-8")
text = folder / "text"
if text.exists():
    pathlib.Path(sys.argv[-1]).write_bytes(text.read_bytes())
"""


def program(folder: Path, name: str, script: str) -> str:
    """Make an editor of a Python script in a folder of any name; return the text of `$EDITOR`."""
    source, started = folder / f"{name}.py", folder / name
    source.write_text(script, encoding="utf-8")
    started.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {shlex.quote(str(source))} "$@"\n')
    started.chmod(0o755)
    return shlex.quote(str(started))


class AnEditor:
    """The editor `vim`, which is a program of the test."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._folder = folder
        self.variable = program(folder, "vim", _PROGRAM)
        """The text of `$EDITOR`."""

    def writes(self, text: str) -> None:
        """Have the editor write this text to the file from now on."""
        (self._folder / "text").write_text(text, encoding="utf-8")

    @property
    def arguments(self) -> list[str]:
        """The arguments of the last call; none if there was no call."""
        called = self._folder / "arguments"
        return called.read_text(encoding="utf-8").splitlines() if called.exists() else []


def editor_of(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AnEditor:
    """Set an editor, and let an app without a terminal be suspended for it."""
    editor = AnEditor(folder)

    @contextmanager
    def suspended(app: PlannerApp) -> Iterator[None]:
        yield

    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor.variable)
    monkeypatch.setattr(PlannerApp, "suspend", suspended)
    return editor
