"""Commits: their files, and the renames since."""

import os
import re
from collections.abc import Iterator
from functools import lru_cache
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import NamedTuple

from planner.diagnostics import quoted
from planner.revisions.git import LINE_ENDS, UnknownRevision, git
from planner.revisions.request import PREFIX, RevisionRequest

_OBJECT = re.compile(rb"([0-9a-f]{40,64}) (blob|commit) \d+")
_CURE = "fetch all of its history: git fetch --unshallow (GitHub: fetch-depth: 0; GitLab: GIT_DEPTH: 0)"
_TOML = "*.toml"


class Commit(NamedTuple):
    """A commit, seen from a folder of its repository."""

    request: RevisionRequest
    name: str
    folder: str
    prefix: str
    """The folder's path from the top of the repository: empty, or with a slash at its end."""


def find_commit(request: RevisionRequest, folder: str, *, merge_base: bool = False) -> Commit:
    """Return the commit of a revision in the repository of a folder.

    It is the revision's merge base with HEAD if `merge_base` or the request says so. Raise
    UnknownRevision if there is no such commit, merge base or repository.
    """
    found = _object(folder, f"{request.revision}^{{commit}}")
    prefix = os.fsdecode(git(folder, "rev-parse", "--show-prefix")).removesuffix("\n")
    title = quoted(str(request._replace(path=None)))
    if found is None:
        raise UnknownRevision(f"{title}: there is no such commit{_hint(request, folder)}")
    name = found[0]
    if merge_base or request.merge_base:
        bases = git(folder, "merge-base", name, "HEAD", codes=(0, 1)).split()
        if not bases and _is_shallow(folder):
            raise UnknownRevision(f"{title}: the clone is shallow, where HEAD left it is missing: {_CURE}")
        if not bases:
            raise UnknownRevision(f"{title}: it has no history in common with HEAD")
        name = bases[0].decode()
    return Commit(request=request, name=name, folder=folder, prefix=prefix)


@lru_cache(maxsize=256)
def contents(commit: Commit, path: str) -> bytes | None:
    """Return the contents of a file by its path from the top of the repository, or None if there is none.

    A link within the repository is followed.
    """
    if path.startswith(("../", "/")) or path == ".." or "\0" in path:
        return None
    name = f"{commit.name}:{path}"
    if LINE_ENDS.search(path):  # such a path cannot be asked for on a line
        listed = git(top_of(commit), "ls-tree", "-z", "--full-tree", commit.name, "--", path).split(b"\0")
        objects = [each.split()[2] for each in listed if each.split()[1:2] == [b"blob"]]
        if len(objects) != 1:
            return None
        name = objects[0].decode()
    found = _object(commit.folder, name)
    return None if found is None else found[1]


def toml_files(commit: Commit, folder: str) -> Iterator[str]:
    """Yield the paths, from the top of the repository, of a commit's `*.toml` files at or below a folder."""
    below = [folder] if folder not in ("", ".") else []
    listed = git(
        top_of(commit), "ls-tree", "-r", "-z", "--name-only", "--full-tree", commit.name, "--", *below
    )
    for each in filter(None, listed.split(b"\0")):
        path = os.fsdecode(each)
        if path.endswith(".toml"):
            yield path


def renames(commit: Commit, newer: Commit | None = None) -> dict[str, str]:
    """Return the old path of each TOML file that git recognises as renamed since, by its new path.

    The new state is the newer commit, or else the working tree with its untracked files. All paths are
    from the top of the repository.
    """
    top = top_of(commit)
    command = ("diff", "--name-status", "-z", "--find-renames", "--diff-filter=R", "--no-relative")
    if newer is not None:
        return _renamed(git(top, *command, commit.name, newer.name, "--", _TOML))
    untracked = git(top, "ls-files", "--others", "--exclude-standard", "-z", "--", _TOML)
    if not untracked:
        return _renamed(git(top, *command, commit.name, "--", _TOML))
    index = os.fsdecode(git(top, "rev-parse", "--git-path", "index")).removesuffix("\n")
    with TemporaryDirectory() as room:  # git sees new files only in an index, and that is not ours
        ours = os.path.join(room, "index")
        if os.path.exists(os.path.join(top, index)):
            copyfile(os.path.join(top, index), ours)
        environment = {"GIT_INDEX_FILE": ours}
        add = ("add", "--intent-to-add", "--pathspec-from-file=-", "--pathspec-file-nul")
        git(top, "--literal-pathspecs", *add, stdin=untracked, environment=environment)
        return _renamed(git(top, *command, commit.name, "--", _TOML, environment=environment))


def _renamed(told: bytes) -> dict[str, str]:
    """Return old paths by new paths from git's answer, three fields a file: status, old, new."""
    parts = [os.fsdecode(each) for each in told.split(b"\0")[:-1]]
    return {now: before for before, now in zip(parts[1::3], parts[2::3], strict=True)}


def top_of(commit: Commit) -> str:
    """Return the top folder, absolute, of the working tree that has the folder a commit is seen from."""
    depth = commit.prefix.count("/")
    return os.path.normpath(os.path.join(os.path.realpath(commit.folder), *[os.pardir] * depth))


def _hint(request: RevisionRequest, folder: str) -> str:
    """Return a hint for an unknown revision: a remote branch, or more history; empty if there is none."""
    if _object(folder, f"refs/remotes/origin/{request.revision}^{{commit}}") is not None:
        return f": did you mean {quoted(f'{PREFIX}origin/{request.revision}')}?"
    return f"; the clone is shallow: {_CURE}" if _is_shallow(folder) else ""


def _is_shallow(folder: str) -> bool:
    return git(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"


def _object(folder: str, name: str) -> tuple[str, bytes] | None:
    """Return the hash and contents of the commit or file that `name` stands for; None if there is none.

    Symbolic links are followed.
    """
    answer = git(folder, "cat-file", "--batch", "--follow-symlinks", stdin=os.fsencode(f"{name}\n"))
    header, _, found = answer.partition(b"\n")
    match = _OBJECT.fullmatch(header)
    return None if match is None else (match[1].decode(), found.removesuffix(b"\n"))
