"""Every test of the UI has a plan of its own, and a state folder that nobody else sees."""

from pathlib import Path

import pytest

from planner.tui.controllers import throttle
from tests.tui.desk import PLAN


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "state"
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    for name in ("NO_COLOR", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the panels follow every motion of a drag, instead of the clock."""
    monkeypatch.setattr(throttle, "SECONDS", 0.0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    plan = tmp_path / "plan.toml"
    plan.write_text(PLAN, encoding="utf-8")
    return plan
