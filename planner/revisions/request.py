"""Requests for revisions: the texts `git:REV`, `git:REV...` and `git:REV:PATH`."""

from typing import NamedTuple

from planner.diagnostics import quoted
from planner.revisions.git import LINE_ENDS, UnknownRevision

PREFIX = "git:"
_MERGE_BASE = "..."


class RevisionRequest(NamedTuple):
    """A revision, and optionally a file in it."""

    revision: str
    path: str | None
    """From the top of the repository, or with `./` and `../` from the current folder, as in git."""
    merge_base: bool = False
    """True for the merge base of the revision and HEAD."""

    def __str__(self) -> str:
        dots = _MERGE_BASE if self.merge_base else ""
        return f"{PREFIX}{self.revision}{dots}{':' if self.path else ''}{self.path or ''}"


def parse_revision(text: str) -> RevisionRequest | None:
    """Return the request of a text that begins with `git:`, or None for any other, which is a path.

    Raise UnknownRevision if such a text names no revision.
    """
    if not text.startswith(PREFIX):
        return None
    revision, _, path = text.removeprefix(PREFIX).partition(":")
    merge_base = revision.endswith(_MERGE_BASE)
    revision = revision.removesuffix(_MERGE_BASE)
    if not revision or LINE_ENDS.search(revision) or "\0" in path:
        raise UnknownRevision(f"{quoted(text)} names no revision: git:REV, git:REV... or git:REV:PATH")
    return RevisionRequest(revision, path or None, merge_base)
