"""The reports of `check`: one module per output format, registered by one line here and nowhere else."""

from collections.abc import Callable, Mapping
from importlib import import_module

from planner.named_tuple import NamedTuple
from planner.reports.check.report import Report
from planner.reports.look import ReportStyle


class Format(NamedTuple):
    """An output format: its help text and its properties. The module with its name has its `render`."""

    description: str
    """The purpose in a few words; empty if the name says it."""
    from_top: bool = False
    """True if readers of the format know files by their paths from the top of the repository."""
    statistics: bool = False
    """True if `--statistics` can be printed in the format."""
    pictures: bool = False
    """True if the format shows pictures."""
    suggests: bool = False
    """True if the format suggests edits of the plan."""


FORMATS: Mapping[str, Format] = {
    "full": Format("", statistics=True),
    "concise": Format("a line each", statistics=True),
    "json": Format("", statistics=True),
    "github": Format("annotations", from_top=True),
    "gitlab": Format("code quality", from_top=True),
    "junit": Format("", from_top=True),
    "sarif": Format("", from_top=True),
    "rdjson": Format("", from_top=True, suggests=True),
    "markdown": Format("for a pull request"),
}


def described(formats: Mapping[str, Format]) -> str:
    """Return the formats with their descriptions for the help of an option; the first is the default."""
    names = (f"{name} ({each.description})" if each.description else name for name, each in formats.items())
    return f"{', '.join(names)}; default: {next(iter(formats))}"


def render(report: Report, output_format: str, look: ReportStyle) -> str:
    """Return the text of a report in a format of `FORMATS`: whole lines, or an empty text."""
    rendered: Callable[[Report, ReportStyle], str] = import_module(f"{__name__}.check.{output_format}").render
    return rendered(report, look)
