"""Diagnostics by path in the data of a file; lines and columns are looked up only if there are any."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from planner.diagnostics import Diagnostic, did_you_mean
from planner.named_tuple import NamedTuple
from planner.toml.parsed import ParsedFile

if TYPE_CHECKING:
    from planner.toml.spans import Path


class PathDiagnostic(NamedTuple):
    """A diagnostic about a path in the data of a file."""

    code: str
    message: str
    path: "Path"
    at_value: bool
    """True if it is about the value, False if about the key or entry."""
    other: "Path | None"
    """A second path, whose line is added to the message."""


class PathDiagnostics(list[PathDiagnostic]):
    """The diagnostics of a file so far, and the work left for suggesting near names."""

    comparisons = 100_000
    """The pairs of words that may still be compared; then misspellings are reported without suggestions."""

    def __init__(self) -> None:
        super().__init__()
        self._hints: dict[tuple[str, tuple[str, ...]], str] = {}

    def hint(self, word: str, known: Iterable[str]) -> str:
        """Return `: did you mean …?` if a known word is near, else an empty text.

        It is empty, too, once so many pairs of words were compared that more would take long.
        """
        names = tuple(known)
        hint = self._hints.get((word, names)) if len(names) < FEW else None
        if hint is None:
            if self.comparisons < len(names):
                return ""
            self.comparisons -= len(names)
            hint = did_you_mean(word, names)
            if len(names) < FEW:
                self._hints[word, names] = hint
        return hint


FEW = 100
"""The number of known names from which comparing again is cheaper than looking up an earlier hint."""


class DataLocation(NamedTuple):
    """A path in the data of a file, and the list that gets the diagnostics about it."""

    path: "Path"
    path_diagnostics: PathDiagnostics

    def at(self, *within: str | int) -> "DataLocation":
        """Return the location of a key or index below this one."""
        return DataLocation((*self.path, *within), self.path_diagnostics)

    def report_key(self, code: str, message: str, other: "DataLocation | None" = None) -> None:
        """Add a diagnostic about the key or entry here; it names the line of `other`, if given."""
        self.path_diagnostics.append(
            PathDiagnostic(
                code=code, message=message, path=self.path, at_value=False, other=other and other.path
            )
        )

    def report_value(self, code: str, message: str, other: "DataLocation | None" = None) -> None:
        """Add a diagnostic about the value here; it names the line of `other`, if given."""
        self.path_diagnostics.append(
            PathDiagnostic(
                code=code, message=message, path=self.path, at_value=True, other=other and other.path
            )
        )


MAY_BE_CONSEQUENCES = frozenset(
    {"missing-key", "unknown-item", "unknown-milestone", "unknown-channel", "unknown-rule"}
)
"""Codes of errors that may only be consequences of a part that could not be read."""


def located(document: ParsedFile, path_diagnostics: list[PathDiagnostic]) -> tuple[Diagnostic, ...]:
    """Return all diagnostics of a file, about its syntax and its data, sorted by line and column.

    A diagnostic about the data is left out if it repeats a syntax error, or may follow from a part that
    could not be read.
    """
    diagnostics = list(document.diagnostics)
    if path_diagnostics and not (document.partial and not document.data):
        from planner.toml.spans import scan  # rarely needed

        spans = scan(document.text, lazily=True)
        for code, message, path, at_value, other in path_diagnostics:
            line, column = spans.value_line_column(path) if at_value else spans.line_column(path)
            repeats = document.has_error_at(line, column if at_value else None)
            if not repeats and not (document.partial and code in MAY_BE_CONSEQUENCES):
                where = f" (line {spans.line_column(other)[0]})" if other else ""
                diagnostics.append(Diagnostic(code=code, message=message + where, line=line, column=column))
    return tuple(sorted(diagnostics, key=lambda each: (each.line, each.column)))
