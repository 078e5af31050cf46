"""The exports: one module per format, registered by one line here and nowhere else."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import NamedTuple

from planner.exports.subject import CannotExport, ExportedPlan

__all__ = ["FORMATS", "CannotExport", "Export", "ExportedPlan", "render"]


class Export(NamedTuple):
    """An export format: its help text and its properties."""

    description: str
    """One line for a list of formats."""
    binary: bool = False
    """True if the format is no text, so that it is not printed on a terminal."""
    options: tuple[str, ...] = ()
    """Options of the command that only some formats accept."""


FORMATS: Mapping[str, Export] = {
    "md": Export("a review document: timeline, violations, dates, agenda", options=("since",)),
    "html": Export("the same as one page with a picture, without scripts", options=("since",)),
    "svg": Export("the timeline as a picture"),
    "png": Export("the same in pixels (extra: release-planner[png])", binary=True),
    "csv": Export("one row per date"),
    "json": Export("the plan, its policy in brief, phases and findings"),
    "ics": Export("a calendar, with alarms before what must be sent"),
    "mermaid": Export("the timeline as a Mermaid Gantt chart"),
    "headers": Export("Deprecation and Sunset response headers of versions and changes"),
    "headers-json": Export("the same as a JSON map"),
    "headers-nginx": Export("the same as nginx maps"),
    "announcement": Export(
        "drafts: an email, a changelog entry, a support article", options=("notice", "templates")
    ),
}


def render(subject: ExportedPlan, export_format: str) -> bytes:
    """Return the contents of a file in one format. Raise CannotExport if there are none."""
    rendered: Callable[[ExportedPlan], str | bytes] = import_module(
        f"{__name__}.{export_format.replace('-', '_')}"
    ).render
    contents = rendered(subject)
    return contents if isinstance(contents, bytes) else contents.encode("utf-8", "backslashreplace")
