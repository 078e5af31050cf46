"""The git command, run without the environment of a hook; its own messages explain failures."""

import os
import re
import subprocess
from collections.abc import Collection, Mapping

from planner.terminal_text import spelled_out

LINE_ENDS = re.compile(r"[\0\r\n]")
_OF_A_REPOSITORY = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_WORK_TREE",
)
"""Variables that git sets for hooks: they name the hook's repository, not the folder's."""


class UnknownRevision(Exception):
    """No such commit, no repository, or no git command."""


def git(
    folder: str,
    *command: str,
    stdin: bytes = b"",
    environment: Mapping[str, str] | None = None,
    codes: Collection[int] = (0,),
) -> bytes:
    """Return the standard output of a git command run in a folder.

    `stdin` is the command's input, `environment` are variables set for it. Raise UnknownRevision if git
    cannot be run or ends with an exit code that is not in `codes`.
    """
    done = run_git(folder, *command, stdin=stdin, environment=environment)
    if done.returncode not in codes:
        raise UnknownRevision(f"git cannot be asked: {_message(done.stderr)}")
    return done.stdout


def run_git(
    folder: str,
    *command: str,
    stdin: bytes = b"",
    environment: Mapping[str, str] | None = None,
    without_terminal: bool = False,
) -> "subprocess.CompletedProcess[bytes]":
    """Run a git command in a folder and return it with its output and exit code, whatever that is.

    `without_terminal` keeps hooks, and programs that sign, from writing on the screen or asking there.
    Raise UnknownRevision if git cannot be run.
    """
    try:
        return subprocess.run(
            ["git", "-C", folder, *command],
            input=stdin,
            capture_output=True,
            check=False,
            env={**_environment(folder), **(environment or {})},
            start_new_session=without_terminal,
        )
    except OSError as error:
        raise UnknownRevision(f"git cannot be run: {(error.strerror or str(error)).lower()}") from None


def _environment(folder: str) -> dict[str, str]:
    """Return the environment for git: without questions and locks, nor a hook's repository."""
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
    if _is_below_a_repository(os.path.abspath(folder)):
        for name in _OF_A_REPOSITORY:
            environment.pop(name, None)
    return environment


def _is_below_a_repository(folder: str) -> bool:
    while not os.path.exists(os.path.join(folder, ".git")):
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            return False
    return True


def _message(said: bytes) -> str:
    """Return git's standard error as one line, without `fatal:`; it may include git's own hint."""
    lines = (line.strip().removeprefix("fatal: ") for line in said.decode(errors="replace").splitlines())
    return " ".join(spelled_out(line) for line in lines if line)
