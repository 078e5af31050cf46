"""Merge conflict markers: each conflict is one error, and its first side is read."""

from planner.diagnostics import Diagnostic

_OURS, _BASE, _THEIRS, _END = "<<<<<<<", "|||||||", "=======", ">>>>>>>"


def _marker(line: str) -> str | None:
    line = line.rstrip("\r")
    for marker in (_OURS, _BASE, _END):
        if line == marker or line.startswith(marker + " "):
            return marker
    return _THEIRS if line == _THEIRS else None


def keep_first_sides(lines: list[str]) -> tuple[list[Diagnostic], list[range]]:
    """Blank the markers of merge conflicts, and every side but the first, in the given lines.

    Return a diagnostic for each conflict and each stray marker, and the ranges of line numbers (from 1)
    that they cover, in order and apart. A conflict without an end covers all lines below its beginning.
    """
    diagnostics: list[Diagnostic] = []
    conflicts: list[range] = []
    start: int | None = None
    dropping = False
    for index, line in enumerate(lines):
        marker = _marker(line)
        if marker == _OURS and start is None:
            start, dropping = index, False
        elif marker in (_BASE, _THEIRS) and start is not None:
            dropping = True
        elif marker == _END and start is not None:
            conflicts.append(range(start + 1, index + 2))
            diagnostics.append(_conflict(start + 1, index + 1))
            start, dropping = None, False
        elif marker is not None:
            if start is None:
                conflicts.append(range(index + 1, index + 2))
            diagnostics.append(_stray_marker(index + 1))
        if marker is not None or dropping:
            lines[index] = ""
    if start is not None:
        conflicts.append(range(start + 1, len(lines) + 1))
        diagnostics.append(_stray_marker(start + 1))
    return diagnostics, conflicts


def _conflict(start: int, end: int) -> Diagnostic:
    message = f"a merge conflict, lines {start} to {end}: keep one side or both, and delete the markers"
    return Diagnostic(code="merge-conflict", message=message, line=start, column=1)


def _stray_marker(line: int) -> Diagnostic:
    return Diagnostic(
        code="merge-conflict",
        message="a merge conflict marker: settle the conflict and delete it",
        line=line,
        column=1,
    )
