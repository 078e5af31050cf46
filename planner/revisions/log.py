"""The commits that changed a file, and the branch that a branch began on."""

import posixpath
from typing import NamedTuple

from planner.revisions.git import UnknownRevision, git
from planner.revisions.read import folder_and_path

_FIELDS = "%h%x09%as%x09%s"
"""The short hash, the author's day, the subject."""


THEIRS = "MERGE_HEAD"
"""Git's name for their side of a merge that is under way."""


class FileCommit(NamedTuple):
    """A commit that changed a file."""

    name: str
    """The abbreviated hash."""
    day: str
    subject: str


def commits_of(path: str, most: int) -> list[FileCommit]:
    """Return the last commits that changed a file, `most` at most, newest first.

    Renames are followed. Raise UnknownRevision if git cannot tell.
    """
    folder, name = folder_and_path(path)
    command = ("-c", "log.showSignature=false", "--literal-pathspecs", "log", "--no-color", "-z", "--follow")
    told = git(folder, *command, f"--max-count={most}", f"--format={_FIELDS}", "--", posixpath.normpath(name))
    found = []
    for line in told.decode(errors="replace").split("\0"):
        fields = line.strip("\n").split("\t", 2)
        if len(fields) == 3:
            found.append(FileCommit(*fields))
    return found


def is_merging(path: str) -> bool:
    """Return True while a merge is under way in the repository of a file; False if it has no repository."""
    folder, _ = folder_and_path(path)
    return _is_commit(folder, THEIRS)


def upstream(path: str) -> str | None:
    """Return the revision to compare the branch of a file's repository with; None if there is none.

    It is `origin/main` on the main branch, and on another branch `origin/main...` or `main...`: where
    it left the main branch, whatever that is called.
    """
    folder, _ = folder_and_path(path)
    current = _name(folder, "HEAD")
    remote = _name(folder, "refs/remotes/origin/HEAD")
    if remote is not None and (remote.partition("/")[2] == current):
        return remote
    mains = [remote] if remote else ["main", "master"]
    for each in mains:
        if each != current and _is_commit(folder, each):
            return f"{each}..."
    return None


def _name(folder: str, symbolic: str) -> str | None:
    """Return the short name of the branch that a symbolic reference stands for, or None."""
    told = git(folder, "symbolic-ref", "--quiet", "--short", symbolic, codes=(0, 1, 128))
    return told.decode(errors="replace").strip() or None


def _is_commit(folder: str, branch: str) -> bool:
    try:
        git(folder, "rev-parse", "--verify", "--quiet", f"{branch}^{{commit}}")
    except UnknownRevision:
        return False
    return True
