"""A commit of one file, and nothing else that changed."""

import os
from collections.abc import Sequence

from planner.revisions.git import UnknownRevision, run_git

_LITERAL = "--literal-pathspecs"
"""A file's name is never read as a pattern."""


class NotCommitted(Exception):
    """Git did not commit; `words` are the lines that git and its hooks wrote."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__(" ".join(words))
        self.words = words


def commit_file(path: str, message: str) -> str:
    """Commit one file as it is on disk, and return the abbreviated hash of the commit.

    What is staged of other files stays staged, and a file that git did not follow is added. Hooks run.
    Raise NotCommitted if that fails; a new file is then not followed, as before.
    """
    folder, name = os.path.split(os.path.realpath(path))
    is_new = not _is_followed(folder, name)
    if is_new:
        _ask(folder, _LITERAL, "add", "--intent-to-add", "--", name)
    text = message.encode(errors="replace")
    try:
        commit = ("commit", "--only", "--quiet", "--cleanup=whitespace", "--file=-", "--", name)
        _ask(folder, _LITERAL, *commit, stdin=text)
    except NotCommitted:
        if is_new:
            run_git(folder, _LITERAL, "rm", "--quiet", "--cached", "--force", "--", name)
        raise
    return _ask(folder, "rev-parse", "--short", "HEAD").strip()


def is_changed(path: str) -> bool:
    """Return True if a file differs from the last commit or is new to git; False for ignored files.

    Raise NotCommitted if git cannot tell.
    """
    folder, name = os.path.split(os.path.realpath(path))
    return bool(_ask(folder, _LITERAL, "status", "--porcelain", "--", name))


def _is_followed(folder: str, name: str) -> bool:
    """Return True if git follows a file of a folder. Raise NotCommitted if git cannot be run."""
    try:
        return run_git(folder, _LITERAL, "ls-files", "--error-unmatch", "--", name).returncode == 0
    except UnknownRevision as error:
        raise NotCommitted([str(error)]) from None


def _ask(folder: str, *command: str, stdin: bytes = b"") -> str:
    """Return the output of a git command in a folder. Raise NotCommitted with its words if it fails."""
    try:
        # A program that signs would ask on the terminal that `GPG_TTY` names, which is the screen's.
        environment = {"GPG_TTY": ""}
        done = run_git(folder, *command, stdin=stdin, environment=environment, without_terminal=True)
    except UnknownRevision as error:
        raise NotCommitted([str(error)]) from None
    if done.returncode:
        said = (done.stdout + done.stderr).decode(errors="replace").splitlines()
        raise NotCommitted(said or [f"git ended with status {done.returncode}"])
    return done.stdout.decode(errors="replace")
