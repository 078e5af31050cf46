"""From a text to data; where the text is not TOML, to as much of the data as can be had."""

from collections.abc import Mapping

import tomli

from planner.diagnostics import Diagnostic
from planner.disk.source import Source
from planner.toml.expected import FieldType
from planner.toml.parsed import ParsedFile


def parse(source: Source, field_type: Mapping[str, FieldType], otherwise: FieldType) -> ParsedFile:
    """`takes`, by key, and `otherwise` say what is expected, for the wording of what cannot be read."""
    if not source.text.strip():
        return ParsedFile(source, {}, "", (Diagnostic("empty", "the file is empty", 1, 1),), partial=True)
    try:
        return ParsedFile(source, tomli.loads(source.text), source.text)
    except (ValueError, RecursionError):
        from planner.toml.repair import repair  # rarely needed

        return repair(source, field_type, otherwise)
