"""Complaints about the data of a file, by path; lines and columns are looked up only when there are some."""

from typing import NamedTuple

from planner.files.problem import Problem
from planner.files.spans import Path, scan
from planner.files.syntax import Document


class Complaint(NamedTuple):
    code: str
    message: str
    path: Path
    at_value: bool = False
    """It is about the value, not about the key or entry."""
    other: Path | None = None
    """A second place, whose line the message names."""


class Complaints(list[Complaint]):
    def of_key(self, code: str, message: str, path: Path, other: Path | None = None) -> None:
        """About a key being there, or an entry."""
        self.append(Complaint(code, message, path, other=other))

    def of_value(self, code: str, message: str, path: Path, other: Path | None = None) -> None:
        self.append(Complaint(code, message, path, True, other))


FOLLOW_UPS = frozenset({"missing-key", "unknown-item", "unknown-milestone", "unknown-channel", "unknown-rule"})
"""What may only be a consequence of a part that could not be read."""


def located(document: Document, complaints: Complaints) -> tuple[Problem, ...]:
    """All problems of a document, by line: those of its syntax, and these complaints."""
    problems = list(document.problems)
    if complaints and document.text:
        spans = scan(document.text)
        for code, message, path, at_value, other in complaints:
            line, column = spans.value_line_column(path) if at_value else spans.line_column(path)
            if document.known_to_be_bad(line, column if at_value else None):
                continue
            if document.partial and code in FOLLOW_UPS:
                continue
            if other is not None:
                message = f"{message} (line {spans.line_column(other)[0]})"
            problems.append(Problem(code, message, line, column))
    elif not problems:
        problems.extend(Problem(each.code, each.message, 1, 1) for each in complaints)
    return tuple(sorted(problems, key=lambda each: (each.line, each.column)))
