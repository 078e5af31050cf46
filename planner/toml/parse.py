"""Reading TOML: from a text to its data, or to as much of the data as can be read."""

from collections.abc import Mapping

from planner.diagnostics import Diagnostic
from planner.disk.source import Source
from planner.toml.expected import FieldType
from planner.toml.load import load
from planner.toml.parsed import ParsedFile


def parse(source: Source, field_types: Mapping[str, FieldType], default_type: FieldType) -> ParsedFile:
    """Return the data and the syntax errors of a file; with errors, the data that can still be read.

    `field_types` gives the expected type of value by key, and `default_type` that of any other key:
    they decide how the error about a bad value is worded. A blank text is an error, too.
    """
    if not source.text.strip():
        empty = Diagnostic(code="empty", message="the file is empty", line=1, column=1)
        return ParsedFile(source=source, data={}, text="", diagnostics=(empty,), partial=True)
    try:
        return ParsedFile(source, load(source.text), source.text)
    except (ValueError, RecursionError):
        from planner.toml.repair import repair  # rarely needed

        return repair(source, field_types, default_type)
