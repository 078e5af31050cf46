"""What `diff` tells: a comparison, and what was compared. Its formats are announced here."""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from planner.compare import Comparison
from planner.dates import Day
from planner.reports.look import Look

FORMATS = ("text", "markdown", "json")


class Diff(NamedTuple):
    old: str
    new: str
    product: str
    as_of: Day
    found: Comparison


def render(diff: Diff, output_format: str, look: Look) -> str:
    """Whole lines."""
    rendered: Callable[[Diff, Look], str] = import_module(f"planner.reports.diff_{output_format}").render
    return rendered(diff, look)
