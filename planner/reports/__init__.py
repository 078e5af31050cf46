"""The reports of `check`: a module per output format, announced by one line here and nowhere else."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import NamedTuple

from planner.reports.check.report import Report
from planner.reports.look import ReportStyle


class Format(NamedTuple):
    """An output format, as the rest of the program knows it."""

    description: str
    """What it is for, in a few words; empty where its name says it."""
    from_top: bool = False
    """Whether its readers know files by their paths from the top of the repository."""
    statistics: bool = False
    """Whether it tells `--statistics`."""


FORMATS: Mapping[str, Format] = {
    "full": Format("", statistics=True),
    "concise": Format("a line each", statistics=True),
    "json": Format("", statistics=True),
    "github": Format("annotations", from_top=True),
    "gitlab": Format("code quality", from_top=True),
    "junit": Format(""),
    "sarif": Format("", from_top=True),
    "rdjson": Format("", from_top=True),
    "markdown": Format("for a pull request"),
}


def described(formats: Mapping[str, Format]) -> str:
    """Return the names of formats as the help of an option lists them; the first is the default."""
    names = (f"{name} ({each.description})" if each.description else name for name, each in formats.items())
    return f"{', '.join(names)}; default: {next(iter(formats))}"


def render(report: Report, output_format: str, look: ReportStyle) -> str:
    """The text of a report; whole lines, or nothing."""
    rendered: Callable[[Report, ReportStyle], str] = import_module(f"{__name__}.check.{output_format}").render
    return rendered(report, look)
