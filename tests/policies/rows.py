"""Histories under the presets, one file a preset: one that keeps it, and one for each rule that breaks it."""

from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import tomli
import tomli_w

FOLDER = Path(__file__).parent / "histories"
AS_OF = date(2026, 11, 21)


class Row(NamedTuple):
    """A plan under a preset, and the one rule that it breaks."""

    policy: str
    rule: str
    plan: str
    days: int | None
    """The shortfall or excess; None where the rule counts no days."""


def kept(policy: str) -> list[str]:
    """Return the plans that keep a preset."""
    return [_plan(each) for each in _read(policy).get("kept", [])]


def broken(policy: str) -> list[Row]:
    """Return the plans that break a preset, each by one rule."""
    return [
        Row(policy, rule, _plan({key: each[key] for key in each if key != "days"}), each.get("days"))
        for rule, histories in _read(policy)["broken"].items()
        for each in histories
    ]


def _read(policy: str) -> dict[str, Any]:
    return tomli.loads((FOLDER / f"{policy}.toml").read_text(encoding="utf-8"))


def _plan(history: dict[str, Any]) -> str:
    """Return the entries of a history as a plan without its head."""
    assert history.keys() <= {"judge_from", "version", "change", "notice", "waiver", "freeze"}
    return tomli_w.dumps(history)
