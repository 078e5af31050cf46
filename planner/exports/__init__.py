"""The exports: one module per format, registered by one line here and nowhere else."""

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from planner.exports.subject import CannotExport, ExportedPlan

__all__ = ["FORMATS", "CannotExport", "Export", "ExportedPlan", "outdated", "parts", "remarks", "render"]


class Export(NamedTuple):
    """An export format: its help text and its properties."""

    description: str
    """One line for a list of formats."""
    binary: bool = False
    """True if the format is no text, so that it is not printed on a terminal."""
    options: tuple[str, ...] = ()
    """Options of the command that only some formats accept."""
    in_parts: bool = False
    """True if a folder gets several files; the module then has `parts`, `remarks` and `outdated`, too."""
    is_stamped: bool = False
    """True if the file says when the plan was last changed."""


FORMATS: Mapping[str, Export] = {
    "md": Export("a review document: timeline, violations, dates, agenda", options=("since",)),
    "html": Export("the same as one page with a picture, without scripts", options=("since",)),
    "svg": Export("the timeline as a picture", options=("since",)),
    "png": Export("the same in pixels (extra: release-planner[png])", binary=True, options=("since",)),
    "csv": Export("one row per date"),
    "json": Export("the plan, its policy in brief, phases and findings"),
    "ics": Export("a calendar, with alarms before what must be sent", is_stamped=True),
    "mermaid": Export("the timeline as a Mermaid Gantt chart", options=("since",)),
    "headers": Export("Deprecation and Sunset response headers of versions and changes"),
    "headers-json": Export("the same as a JSON map"),
    "headers-nginx": Export("the same as nginx maps"),
    "announcement": Export(
        "drafts: an email, a changelog entry, a support article",
        options=("notice", "templates"),
        in_parts=True,
    ),
}


def parts(subject: ExportedPlan, export_format: str) -> Mapping[str, str]:
    """Return the files of a format that has parts (`in_parts`): the text of each by its name.

    Raise CannotExport if the format cannot be written.
    """
    found: Callable[[ExportedPlan], Mapping[str, str]] = _module(export_format).parts
    return found(subject)


def remarks(subject: ExportedPlan, export_format: str) -> tuple[str, ...]:
    """Return a line for each reason why drafts of a format with `in_parts` cannot be sent as they are.

    For other formats, return nothing.
    """
    if not FORMATS[export_format].in_parts:
        return ()
    found: Callable[[ExportedPlan], Iterable[str]] = _module(export_format).remarks
    return tuple(found(subject))


def outdated(subject: ExportedPlan, export_format: str, names: Iterable[str]) -> list[str]:
    """Return the file names that look like parts of the format, but belong to no part of the plan now.

    They are of an earlier run or of another plan. `names` are without those that `parts` gives. The format
    has parts.
    """
    found: Callable[[ExportedPlan, Iterable[str]], list[str]] = _module(export_format).outdated
    return found(subject, names)


def _module(export_format: str) -> ModuleType:
    """Return the module of a format."""
    return import_module(f"{__name__}.{export_format.replace('-', '_')}")


def render(subject: ExportedPlan, export_format: str) -> bytes:
    """Return the contents of a file in a format of `FORMATS`, text in UTF-8.

    Raise CannotExport if the format cannot be written.
    """
    rendered: Callable[[ExportedPlan], str | bytes] = _module(export_format).render
    contents = rendered(subject)
    return contents if isinstance(contents, bytes) else contents.encode("utf-8", "backslashreplace")
