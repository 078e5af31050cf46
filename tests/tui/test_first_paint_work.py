"""The first paint shows the plan and does without all else: commands, panels and dialogs come later."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LATER = (
    "calendar",
    "hashlib",
    "pendulum",
    "json.encoder",
    "secrets",
    "planner.disk.atomic",
    "planner.engine.solve",
    "planner.exports",
    "planner.files.saving",
    "planner.findings",
    "planner.recurring",
    "planner.tui.commands",
    "planner.tui.controllers.editing",
    "planner.tui.controllers.moving",
    "planner.tui.controllers.plan_view",
    "planner.tui.controllers.stepping",
    "planner.tui.controllers.together",
    "planner.tui.dialogs",
    "planner.tui.panels.inspection",
    "planner.tui.panels.inspector",
    "planner.tui.panels.key_line",
    "planner.tui.panels.list_selection",
    "planner.tui.panels.status",
    "planner.tui.panels.violations",
    "planner.tui.search",
    "planner.typed_days",
)
_PROGRAM = """
import os, sys
from textual.dom import DOMNode
from planner.tui.app import PlannerApp
from planner.tui.screens.planner import PlannerScreen
painted, spaced, display = [], set(), PlannerApp._display
def displaying(app, screen, update):
    painted.append(update.render_segments(app.console) if update is not None else "")
    spaced.add(screen.timeline.row_lines.airy)
    display(app, screen, update)
PlannerApp._display = displaying
def slow(each):
    return "__dataclass_fields__" in vars(each) or issubclass(each, tuple) and "__orig_bases__" in vars(each)
def made_slowly(name, module):
    classes = [each for each in vars(module).values() if isinstance(each, type)]
    return any(slow(each) for each in classes if each.__module__ == name)
def prepared(module):
    classes = [each for each in vars(module).values() if isinstance(each, type) and issubclass(each, DOMNode)]
    return [each for each in classes if each.__module__ == module.__name__ and "_reactives" in vars(each)]
def report(screen):
    ours = {name: module for name, module in sys.modules.items() if name.startswith("planner")}
    print(*sys.modules, file=sys.__stdout__)
    print(*(each.id or type(each).__name__ for each in screen.query("*")), file=sys.__stdout__)
    print(*(name for name in ours if made_slowly(name, ours[name])), file=sys.__stdout__)
    print(*(each.__name__ for module in ours.values() for each in prepared(module)), file=sys.__stdout__)
    print(*spaced, file=sys.__stdout__)
    print(len(screen.app.stylesheet.rules), repr("".join(painted)), file=sys.__stdout__, flush=True)
    os._exit(0)
PlannerScreen.begin_panels = report
PlannerApp(["plans/clio.toml"], as_of=739576).run(headless=True, size=(120, 40))
"""


def test_the_first_paint_shows_the_plan_and_loads_neither_dialogs_nor_what_edits_need() -> None:
    """Each module takes a third of a millisecond, as does each data class; a tuple of `typing` a tenth."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True
    )
    modules, widgets, slow, prepared, spaced, shown = done.stdout.splitlines()
    loaded = modules.split()
    assert "planner.tui.timeline.painter" in loaded
    assert [each for each in LATER if each in loaded] == []
    assert widgets.split() == [
        "top",
        "heading",
        "work",
        "Ruler",
        "Timeline",
        "Minimap",
    ], "each costs a millisecond"
    assert slow.split() == []
    assert len(prepared.split()) <= 11, "Textual takes a quarter of a millisecond to prepare a class"
    assert spaced == "True", "rows that move apart after they were painted flicker"
    rules, _, painted = shown.partition(" ")
    assert int(rules) <= 50, "twenty rules of style take a millisecond"
    for text in ("Clio Manage API v4", "4.0.12", "4.0.15", "2026", "Supported", "◆"):
        assert text in painted
