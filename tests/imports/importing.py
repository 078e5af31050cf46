"""Runs `planner import` in a folder with the files of `data`."""

from collections.abc import Callable
from pathlib import Path

import tomli

from tests.cli.conftest import Outcome

DATA = Path(__file__).parent / "data"
EXPECTED = Path(__file__).parent / "expected"
AS_OF = ("--as-of", "2026-11-21")

Run = Callable[..., Outcome]


def versions(told: Outcome) -> list[dict[str, object]]:
    """The versions of a plan on standard output, their days as texts."""
    return [
        {key: str(value) for key, value in each.items()} for each in tomli.loads(told.out).get("version", [])
    ]


def expected(name: str) -> str:
    """A result without its comments."""
    lines = (EXPECTED / name).read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("#"))


def without_comments(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))
