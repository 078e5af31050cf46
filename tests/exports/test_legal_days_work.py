"""Pictures of plans that reach far: the legal days of a calendar rule stay few shapes."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from planner.dates import Day
from planner.engine.solve.window import Stretch, Window
from planner.exports import render
from planner.exports.drawing.rows import runs
from planner.exports.drawing.scale import Scale
from planner.tui.legal import FURTHEST, legal_window

from .plans import written

FAR = """
[[version]]
name = "1"
released = 2026-12-02
default = 9999-12-31
"""
POLICY = """
format = 1
name = "x"
[[milestone]]
name = "released"
role = "released"
[[milestone]]
name = "default"
role = "default"
[[rule]]
id = "saturday"
kind = "calendar"
weekdays = ["sat"]
"""


class Saturdays:
    """The days that a calendar allows, and how many it was asked for."""

    def __init__(self) -> None:
        self.asked = 0

    def objection(self, day: Day) -> str | None:
        return None if (day - 1) % 7 == 5 else "no Saturday"

    def next(self, day: Day) -> Day | None:
        self.asked += 1
        return day + (6 - day) % 7

    def previous(self, day: Day) -> Day | None:
        self.asked += 1
        return day - (day - 6) % 7


def on(text: str) -> Day:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(("last", "most"), [("2027-12-31", 60), ("2046-12-31", 1100), ("9999-12-31", 2)])
def test_runs_that_cannot_be_told_apart_are_one(last: str, most: int) -> None:
    saturdays = Saturdays()
    axis = Scale(on("2026-11-21"), on(last), 200, 1184)
    found = list(runs(Window((Stretch(1, 3_652_059, (saturdays,)),)), axis))
    assert 0 < len(found) <= most
    assert all(before[1] < after[0] for before, after in pairwise(found))
    assert saturdays.asked < 5_000


def test_runs_that_can_be_told_apart_are_the_window() -> None:
    legal = Window((Stretch(1, 3_652_059, (Saturdays(),)),))
    axis = Scale(on("2026-11-21"), on("2028-11-21"), 200, 1184)
    assert list(runs(legal, axis)) == list(legal.between(axis.first, axis.last))


def test_the_screen_works_out_sixty_years_of_a_calendar() -> None:
    saturdays = Saturdays()
    shown = legal_window(Window((Stretch(on("2026-11-21"), 3_652_059, (saturdays,)),)), 3_652_059)
    assert len(shown.spans) <= FURTHEST // 7 + 1
    assert saturdays.asked < 15_000


@pytest.mark.parametrize("export_format", ["svg", "html"])
def test_a_picture_that_reaches_to_the_end_of_the_calendar_stays_small(
    tmp_path: Path, export_format: str
) -> None:
    (tmp_path / "policy.toml").write_text(POLICY)
    subject = written(FAR, str(tmp_path / "policy.toml"))
    assert len(render(subject, export_format)) < 60_000
