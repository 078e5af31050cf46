"""Plans as they were: `git:REV` and `git:REV:PATH`, read through the git command.

What is asked for reaches git on its standard input, where nothing is an option.
"""

import os
import posixpath
import re
import subprocess
from collections.abc import Iterator
from tempfile import TemporaryDirectory
from typing import NamedTuple

import tomli

from planner.files.layers import is_path
from planner.files.plan_file import PlanFile, read_plan_bytes
from planner.files.problem import Problem, quoted, visible
from planner.files.source import Unreadable

PREFIX = "git:"

_OBJECT = re.compile(rb"([0-9a-f]{40,64}) (blob|commit) \d+")
_LINE_ENDS = re.compile(r"[\0\r\n]")


class UnknownRevision(Exception):
    """There is no such commit, no repository, or no git."""


class Asked(NamedTuple):
    """What `git:REV` or `git:REV:PATH` asks for."""

    revision: str
    path: str | None
    """From the top of the repository, or with `./` and `../` from the current folder, as in git."""

    def __str__(self) -> str:
        return PREFIX + ":".join(filter(None, self))


class Commit(NamedTuple):
    """A commit, and the folder of its repository from which it was asked for."""

    asked: Asked
    name: str
    folder: str
    prefix: str
    """Of the folder, from the top of the repository."""


def asked(text: str) -> Asked | None:
    """None where a text names a file. UnknownRevision where it names neither."""
    if not text.startswith(PREFIX):
        return None
    revision, _, path = text.removeprefix(PREFIX).partition(":")
    if not revision or _LINE_ENDS.search(text):
        raise UnknownRevision(f"{quoted(text)} names no revision: git:REV or git:REV:PATH")
    return Asked(revision, path or None)


def read_plan_at(wanted: Asked, path: str | None, policy: str | None = None) -> PlanFile:
    """A plan with the policies that it stands on, all as they were; `path` where none was asked for.

    Raises UnknownRevision, or Unreadable where the revision has no such file.
    """
    if wanted.path is not None:
        commit = _commit(wanted._replace(path=None), os.curdir)
        return _read(commit, wanted.path, policy, from_top=not wanted.path.startswith(("./", "../")))
    if path is None:
        raise UnknownRevision(f"{quoted(str(wanted))} has to name a path: git:REV:PATH")
    folder, name = os.path.split(os.path.abspath(path))
    while not os.path.isdir(folder):  # deleted since
        folder, last = os.path.split(folder)
        name = os.path.join(last, name)
    return _read(_commit(wanted, folder), name.replace(os.sep, "/"), policy, from_top=False)


def _read(commit: Commit, path: str, policy: str | None, *, from_top: bool) -> PlanFile:
    path = posixpath.normpath(path if from_top else posixpath.join(commit.prefix, path))
    title = f"{commit.asked}:{path}"
    data = _contents(commit, path)
    if data is None:
        raise Unreadable(title, "there is no such file in this revision")
    if policy is not None:
        return _retitled(read_plan_bytes(title, data, policy), title, "")
    with TemporaryDirectory() as folder:
        for each, contents in ((path, data), *_policies(commit, path, data)):
            copy = os.path.join(folder, each)
            os.makedirs(os.path.dirname(copy), exist_ok=True)
            with open(copy, "wb") as file:
                file.write(contents)
        return _retitled(read_plan_bytes(os.path.join(folder, path), data), title, folder)


def _policies(commit: Commit, path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The files of the plan's policy; where one is missing or no TOML, the reader says so."""
    key, seen = "policy", set[str]()
    while is_path(where := _text(data, key)):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(path), where))
        found = None if path in seen else _contents(commit, path)
        if found is None:
            return
        yield path, found
        seen.add(path)
        data, key = found, "extends"


def _text(data: bytes, key: str) -> str:
    try:
        value = tomli.loads(data.decode("utf-8-sig")).get(key)
    except (ValueError, RecursionError):
        return ""
    return value if isinstance(value, str) else ""


def _retitled(plan_file: PlanFile, title: str, folder: str) -> PlanFile:
    def retitled(problem: Problem) -> Problem:
        if problem.path is None or not folder:
            return problem
        kept = os.path.normpath(problem.path).removeprefix(folder + os.sep)
        return problem._replace(path=f"{title.rpartition(':')[0]}:{kept}")

    return plan_file._replace(
        source=plan_file.source._replace(path=title),
        policy_problems=tuple(map(retitled, plan_file.policy_problems)),
    )


def _commit(wanted: Asked, folder: str) -> Commit:
    found = _object(folder, f"{wanted.revision}^{{commit}}")
    prefix = _git(folder, b"", "rev-parse", "--show-prefix")
    if found is None:
        shallow = _git(folder, b"", "rev-parse", "--is-shallow-repository").strip() == b"true"
        hint = "; the clone is shallow: fetch more of its history" if shallow else ""
        raise UnknownRevision(f"{quoted(str(wanted))}: there is no such commit{hint}")
    return Commit(wanted, found[0], folder, os.fsdecode(prefix).removesuffix("\n"))


def _contents(commit: Commit, path: str) -> bytes | None:
    """Of a file, at a path from the top of the repository."""
    if path.startswith(("../", "/")) or path == ".." or _LINE_ENDS.search(path):
        return None
    found = _object(commit.folder, f"{commit.name}:{path}")
    return None if found is None else found[1]


def _object(folder: str, name: str) -> tuple[str, bytes] | None:
    """A commit or a file's contents by what git calls it; symbolic links are followed."""
    answer = _git(folder, os.fsencode(f"{name}\n"), "cat-file", "--batch", "--follow-symlinks")
    header, _, contents = answer.partition(b"\n")
    match = _OBJECT.fullmatch(header)
    return None if match is None else (match[1].decode(), contents.removesuffix(b"\n"))


def _git(folder: str, request: bytes, *command: str) -> bytes:
    try:
        done = subprocess.run(
            ["git", "-C", folder, *command],
            input=request,
            capture_output=True,
            check=True,
            env={**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"},
        )
    except subprocess.CalledProcessError as failed:
        said = failed.stderr.decode(errors="replace").strip().partition("\n")[0].removeprefix("fatal: ")
        raise UnknownRevision(f"git cannot be asked: {visible(said)}") from None
    except OSError as error:
        raise UnknownRevision(f"git cannot be run: {(error.strerror or str(error)).lower()}") from None
    return done.stdout
