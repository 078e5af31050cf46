"""Complaints about the data of a file, by path; lines and columns are looked up only when there are some."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from planner.diagnostics import Diagnostic, did_you_mean
from planner.toml.parsed import ParsedFile

if TYPE_CHECKING:
    from planner.toml.spans import Path


class PathDiagnostic(NamedTuple):
    code: str
    message: str
    path: "Path"
    at_value: bool
    """It is about the value, not about the key or entry."""
    other: "Path | None"
    """A second place, whose line the message names."""


class Complaints(list[PathDiagnostic]):
    """The complaints about a file, and how much may still be spent on suggesting near names."""

    comparisons = 100_000
    """Pairs of words that may be compared: further misspellings of the file are told without suggestions."""

    def __init__(self) -> None:
        super().__init__()
        self._hints: dict[tuple[str, tuple[str, ...]], str] = {}

    def hint(self, word: str, known: Iterable[str]) -> str:
        """Return `: did you mean …?` if a known word is near, else nothing."""
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
"""Known names up to which it is cheaper to look an earlier answer up than to compare again."""


class DataLocation(NamedTuple):
    """A place in the data, and where to complain of it."""

    path: "Path"
    path_diagnostics: Complaints

    def at(self, *within: str | int) -> "DataLocation":
        return DataLocation((*self.path, *within), self.path_diagnostics)

    def of_key(self, code: str, message: str, other: "DataLocation | None" = None) -> None:
        """Complain of a key being there, or of an entry."""
        self.path_diagnostics.append(PathDiagnostic(code, message, self.path, False, other and other.path))

    def of_value(self, code: str, message: str, other: "DataLocation | None" = None) -> None:
        self.path_diagnostics.append(PathDiagnostic(code, message, self.path, True, other and other.path))


MAY_FOLLOW = frozenset(
    {"missing-key", "unknown-item", "unknown-milestone", "unknown-channel", "unknown-rule"}
)
"""What may only be a consequence of a part that could not be read."""


def located(document: ParsedFile, path_diagnostics: list[PathDiagnostic]) -> tuple[Diagnostic, ...]:
    """All problems of a document, by line: those of its syntax, and these complaints."""
    diagnostics = list(document.diagnostics)
    if path_diagnostics and not (document.partial and not document.data):
        from planner.toml.spans import scan  # rarely needed

        spans = scan(document.text)
        for code, message, path, at_value, other in path_diagnostics:
            line, column = spans.value_line_column(path) if at_value else spans.line_column(path)
            repeats = document.has_error_at(line, column if at_value else None)
            if not repeats and not (document.partial and code in MAY_FOLLOW):
                where = f" (line {spans.line_column(other)[0]})" if other else ""
                diagnostics.append(Diagnostic(code, message + where, line, column))
    return tuple(sorted(diagnostics, key=lambda each: (each.line, each.column)))
