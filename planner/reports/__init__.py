"""The reports of `check`: a module per output format, announced here and nowhere else."""

from collections.abc import Callable
from importlib import import_module

from planner.reports.look import Look
from planner.reports.report import Report

FORMATS = (
    "full",
    "concise",
    "json",
    "github",
    "gitlab",
    "junit",
    "sarif",
    "rdjson",
    "markdown",
)
FROM_TOP = ("github", "gitlab", "sarif", "rdjson")
"""Those whose readers know files by their paths from the top of the repository."""


def render(report: Report, output_format: str, look: Look) -> str:
    """The text of a report; whole lines, or nothing."""
    rendered: Callable[[Report, Look], str] = import_module(f"{__name__}.{output_format}").render
    return rendered(report, look)
