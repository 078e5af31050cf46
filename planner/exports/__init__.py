"""The exports: a module per format, announced here and nowhere else."""

from collections.abc import Callable, Mapping
from importlib import import_module

from planner.exports.subject import CannotExport, Subject

FORMATS: Mapping[str, str] = {
    "md": "a document for review, in Markdown",
    "html": "the same as one page, for screens and paper",
    "svg": "the timeline as a picture",
    "png": "the same in pixels",
    "csv": "a row a date",
    "json": "the plan, its phases and findings",
    "ics": "a calendar, with alarms before what must be sent",
    "mermaid": "the timeline as a Mermaid chart",
    "headers": "Deprecation and Sunset headers by version",
    "announcement": "drafts of what to send",
}
BINARY = ("png",)
"""Not for a terminal."""

__all__ = ["BINARY", "FORMATS", "CannotExport", "Subject", "render"]


def render(subject: Subject, export_format: str) -> bytes:
    """The contents of a file of one format; CannotExport says why there is none."""
    rendered: Callable[[Subject], str | bytes] = import_module(f"{__name__}.{export_format}").render
    contents = rendered(subject)
    return contents if isinstance(contents, bytes) else contents.encode("utf-8", "backslashreplace")
