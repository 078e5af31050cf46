"""What `check` may not load: it is run on every commit, and judged by how fast it starts."""

import json
import subprocess
import sys
from pathlib import Path

from .conftest import PROJECT

_REPORT = """
import sys
from planner.cli import main
code = main(["check", "shop.toml", "--as-of", "2026-11-21", "--output-format", sys.argv[1]])
print(code, *{name.partition(".")[0] for name in sys.modules}, file=sys.stderr)
"""
FORBIDDEN = {
    "textual",
    "rich",
    "jinja2",
    "pendulum",
    "dataclasses",
    "inspect",
    "pathlib",
    "asyncio",
    "difflib",
}


RESULTS = {"dataclasses", "inspect"}
"""What the frozen results of the JSON report need (planner/reports/check/results.py says what it costs)."""


def test_check_loads_neither_the_screen_nor_templates_nor_what_is_slow(folder: Path) -> None:
    for output_format in ("full", "concise", "json", "github"):
        told = subprocess.run(
            [sys.executable, "-c", _REPORT, output_format],
            capture_output=True,
            check=True,
            text=True,
            cwd=folder,
            env={"PYTHONPATH": str(PROJECT)},
        )
        code, *loaded = told.stderr.split()
        assert code == "1"
        assert "planner" in loaded
        allowed = RESULTS if output_format == "json" else set()
        assert FORBIDDEN.intersection(loaded) == allowed


def test_months_and_years_need_no_calendar_library(folder: Path) -> None:
    code = _REPORT.replace('"shop.toml"', repr(str(PROJECT / "plans/clio.toml")))
    told = subprocess.run(
        [sys.executable, "-c", code, "full"],
        capture_output=True,
        check=True,
        text=True,
        cwd=folder,
        env={"PYTHONPATH": str(PROJECT)},
    )
    assert "planner" in told.stderr.split()
    assert "pendulum" not in told.stderr.split()


def test_a_check_that_ends_at_once_has_written_all_of_its_report(folder: Path) -> None:
    """The process ends without taking its objects apart, and so without the last flush of Python."""
    command = [sys.executable, "-m", "planner", "check", "shop.toml", "--as-of", "2026-11-21"]
    done = subprocess.run(
        [*command, "--output-format", "json"],
        capture_output=True,
        check=False,
        text=True,
        cwd=folder,
        env={"PYTHONPATH": str(PROJECT)},
    )
    assert done.returncode == 1
    assert json.loads(done.stdout)["summary"]["plans"] == 1
