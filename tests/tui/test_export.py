"""Exports from the screen, by real keys."""

from datetime import datetime
from pathlib import Path

import pytest

from planner.exports import FORMATS
from planner.tui.controllers.exporting import export_path
from planner.tui.dialogs.choice import Choice
from planner.tui.dialogs.pick import Pick
from tests.tui.desk import at_work


async def test_an_export_is_written_beside_the_plan(path: Path) -> None:
    exported = path.with_suffix(".csv")
    async with at_work(path) as desk:
        await desk.press("E")
        await desk.dialog(Pick)
        await desk.press(*["down"] * list(FORMATS).index("csv"), "enter")
        await desk.until(exported.exists)
        assert "2027-02-03" in exported.read_text(encoding="utf-8")


async def test_a_calendar_has_the_time_at_which_it_is_exported(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> "Clock":
            return cls(2026, 11, 21, 10, 30, 15)

    monkeypatch.setattr("planner.tui.controllers.exporting.datetime", Clock)
    exported = path.with_suffix(".ics")
    async with at_work(path) as desk:
        await desk.press("E")
        await desk.dialog(Pick)
        await desk.press(*["down"] * list(FORMATS).index("ics"), "enter")
        await desk.until(exported.exists)
    assert "DTSTAMP:20261121T103015Z" in exported.read_text(encoding="utf-8")


async def test_an_export_asks_before_it_writes_over_a_file(path: Path) -> None:
    there = path.with_suffix(".md")
    there.write_text("mine")
    async with at_work(path) as desk:
        await desk.press("E")
        await desk.dialog(Pick)
        await desk.press("enter")
        await desk.dialog(Choice)
        await desk.press("escape")
        await desk.pilot.pause()
    assert there.read_text() == "mine"


def test_an_export_never_takes_the_name_of_its_plan() -> None:
    assert export_path("plans/clio.toml", "md") == Path("plans/clio.md")
    assert export_path("plans/clio.md", "md") == Path("plans/clio.md.md")
