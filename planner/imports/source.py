"""The source of an import: a file, standard input, or a folder."""

import os
from typing import NamedTuple

from planner.diagnostics import Diagnostic
from planner.disk.source import decode
from planner.terminal_text import position

STANDARD_INPUT = "-"


class CannotImport(Exception):
    """A source that no plan can be made from; each of its lines says why."""


class ImportSource(NamedTuple):
    """A file that a plan is imported from, or a folder."""

    path: str
    """Its path as given; `-` is standard input."""
    data: bytes | None
    """Its contents; None for a folder."""

    @property
    def name(self) -> str:
        """The name by which comments and messages call the source: the file's, or `standard input`."""
        if self.path == STANDARD_INPUT:
            return "standard input"
        return os.path.basename(os.path.normpath(self.path)) or self.path

    @property
    def stem(self) -> str | None:
        """The name without its suffix, as a product's name; None for standard input."""
        return None if self.path == STANDARD_INPUT else os.path.splitext(self.name)[0] or self.name

    def text(self) -> str:
        """Return the text without a byte-order mark. Raise CannotImport for a folder or other than UTF-8."""
        if self.data is None:
            raise self.failure("is a folder, not a file")
        found = decode(self.path, self.data)
        if isinstance(found, Diagnostic):
            raise self.failure(found.message, found.line, found.column)
        return found.text

    def failure(self, why: str, line: int | None = None, column: int | None = None) -> CannotImport:
        """Return, not raise, the error that the source cannot be used, with its position if that is given."""
        return CannotImport(f"{position(self.name, line, column)}: {why}")
