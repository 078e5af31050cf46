"""The exports: a module per format, announced here and nowhere else."""

from collections.abc import Callable
from importlib import import_module

from planner.exports.subject import CannotExport, Subject

FORMATS = ("md", "html", "svg", "png", "csv", "json", "ics", "mermaid", "headers", "announcement")
BINARY = ("png",)
"""Not for a terminal."""

__all__ = ["BINARY", "FORMATS", "CannotExport", "Subject", "render"]


def render(subject: Subject, export_format: str) -> bytes:
    """The contents of a file of one format; CannotExport says why there is none."""
    rendered: Callable[[Subject], str | bytes] = import_module(f"{__name__}.{export_format}").render
    contents = rendered(subject)
    return contents if isinstance(contents, bytes) else contents.encode("utf-8", "backslashreplace")
