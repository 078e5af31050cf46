"""The first paint loads no module that it does not need: dialogs, search, saving, legal days come later."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LATER = (
    "calendar",
    "pendulum",
    "json.encoder",
    "secrets",
    "planner.disk.atomic",
    "planner.engine.solve",
    "planner.exports",
    "planner.files.saving",
    "planner.recurring",
    "planner.tui.controllers.together",
    "planner.tui.dialogs",
    "planner.tui.panels.inspection",
    "planner.tui.search",
    "planner.typed_days",
)
_PROGRAM = """
import os, sys
from planner.tui.app import PlannerApp
from planner.tui.screens.planner import PlannerScreen
def report(screen):
    print(*sys.modules, file=sys.__stdout__, flush=True)
    os._exit(0)
PlannerScreen._evaluate = report
PlannerApp(["plans/clio.toml"], as_of=739576).run(headless=True, size=(120, 40))
"""


def test_the_first_paint_loads_neither_dialogs_nor_what_edits_need() -> None:
    """Each module takes a third of a millisecond."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = done.stdout.split()
    assert "planner.tui.timeline.painter" in loaded
    assert [each for each in LATER if each in loaded] == []
