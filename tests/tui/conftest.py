"""Every test of the UI has a plan of its own, and a state folder that nobody else sees."""

import gc
from collections.abc import Iterator
from functools import partialmethod
from pathlib import Path

import pytest
from textual.notifications import Notification

from planner.tui.controllers import throttle
from planner.tui.panels.status import Status
from planner.tui.screens import planner, portfolio
from tests.tui import still
from tests.tui.desk import PLAN
from tests.tui.handlers import find_handlers_quickly
from tests.tui.parsed_styles import parse_once

NEVER = 1e9
"""Seconds."""


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


@pytest.fixture(autouse=True)
def only_what_a_test_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let messages stay, and the disk be looked at when a test asks for it, however long the test takes."""
    for screen in (planner, portfolio):
        monkeypatch.setattr(screen, "DISK_SECONDS", NEVER)
    monkeypatch.setattr(Status, "set_timer", partialmethod(Status.set_timer, pause=True))
    monkeypatch.setattr(Notification, "time_left", NEVER)


@pytest.fixture(scope="session", autouse=True)
def worked_out_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        parse_once(patch)
        find_handlers_quickly(patch)
        yield


@pytest.fixture(autouse=True)
def painted_at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    still.paint_at_rest(monkeypatch)


class Collector:
    """A garbage collector that leaves closed apps alone: to search them took a seventh of the time."""

    freeze = gc.freeze
    enable = gc.enable
    disable = gc.disable

    @staticmethod
    def collect() -> None:
        """Leave to the collector's own pace what the app has made so far."""

    @staticmethod
    def unfreeze() -> None:
        """Keep what the tests before have left behind out of the next search."""


@pytest.fixture(autouse=True)
def closed_apps_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.tui.app.gc", Collector)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    plan = tmp_path / "plan.toml"
    plan.write_text(PLAN, encoding="utf-8")
    return plan
