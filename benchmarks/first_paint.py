"""From process start to the first frame, which shows the plan, against an empty Textual app's."""

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.big_plan import AS_OF, big_plan
from benchmarks.cold_check import least
from benchmarks.table import Result

_EMPTY = """
import os
from textual.app import App
App.on_ready = lambda app: os._exit(0)
App().run(headless=True, size=(120, 40))
"""
_OURS = """
import gc, os, sys
gc.disable()  # as `planner open` does
from datetime import date
from planner.tui.app import PlannerApp
PlannerApp.on_ready = lambda app: os._exit(0)
as_of = date.fromisoformat(sys.argv[2]).toordinal()
PlannerApp([sys.argv[1]], as_of=as_of).run(headless=True, size=(120, 40))
"""


def results() -> Iterator[Result]:
    """Yield the first paint of the screen against that of an empty Textual app."""
    with TemporaryDirectory() as folder:
        plan = Path(folder, "small.toml")
        plan.write_text(big_plan(12), encoding="utf-8")
        planner = [sys.executable, "-c", _OURS, str(plan), str(AS_OF)]
        empty = [sys.executable, "-c", _EMPTY]
        # In a terminal of sixteen colours the planner changes the theme before it paints.
        ours, theirs = least(planner, empty, TERM="xterm-256color", COLORTERM="truecolor")
        yield Result("first paint of a small plan", ours, "an empty Textual app", theirs, bar=1.25)
