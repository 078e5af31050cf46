"""Complaints about the data of a file, by path; lines and columns are looked up only when there are some."""

from typing import TYPE_CHECKING, NamedTuple

from planner.files.problem import Problem
from planner.files.syntax import Document

if TYPE_CHECKING:
    from planner.files.spans import Path


class Complaint(NamedTuple):
    code: str
    message: str
    path: "Path"
    at_value: bool
    """It is about the value, not about the key or entry."""
    other: "Path | None"
    """A second place, whose line the message names."""


class Spot(NamedTuple):
    """A place in the data, and where to complain of it."""

    path: "Path"
    complaints: list[Complaint]

    def at(self, *within: str | int) -> "Spot":
        return Spot((*self.path, *within), self.complaints)

    def of_key(self, code: str, message: str, other: "Spot | None" = None) -> None:
        """Complain of a key being there, or of an entry."""
        self.complaints.append(Complaint(code, message, self.path, False, other and other.path))

    def of_value(self, code: str, message: str, other: "Spot | None" = None) -> None:
        self.complaints.append(Complaint(code, message, self.path, True, other and other.path))


MAY_FOLLOW = frozenset(
    {"missing-key", "unknown-item", "unknown-milestone", "unknown-channel", "unknown-rule"}
)
"""What may only be a consequence of a part that could not be read."""


def located(document: Document, complaints: list[Complaint]) -> tuple[Problem, ...]:
    """All problems of a document, by line: those of its syntax, and these complaints."""
    problems = list(document.problems)
    if complaints and not (document.partial and not document.data):
        from planner.files.spans import scan  # rarely needed

        spans = scan(document.text)
        for code, message, path, at_value, other in complaints:
            line, column = spans.value_line_column(path) if at_value else spans.line_column(path)
            repeats = document.known_to_be_bad(line, column if at_value else None)
            if not repeats and not (document.partial and code in MAY_FOLLOW):
                where = f" (line {spans.line_column(other)[0]})" if other else ""
                problems.append(Problem(code, message + where, line, column))
    return tuple(sorted(problems, key=lambda each: (each.line, each.column)))
