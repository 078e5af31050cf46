"""Plans at a revision, read with the policies that they use."""

import os
import posixpath
from collections.abc import Iterator
from tempfile import TemporaryDirectory

import tomli

from planner.diagnostics import Diagnostic, quoted
from planner.disk.source import Unreadable
from planner.files.plan.file import PlanFile, read_plan_bytes
from planner.files.policy.layers import is_path
from planner.revisions.commit import Commit, contents, find_commit
from planner.revisions.git import UnknownRevision
from planner.revisions.request import RevisionRequest


def read_plan_at(
    request: RevisionRequest, path: str | None, policy: str | None = None, *, merge_base: bool = False
) -> PlanFile:
    """Return a plan with its policies, all as they were at the revision.

    `path`, on this machine, is used if the request names none, and `policy` instead of the plan's own if
    given. With `merge_base` the revision is its merge base with HEAD. Raise UnknownRevision, or Unreadable if
    the revision has no such file.
    """
    if request.path is not None:
        commit = find_commit(request._replace(path=None), os.curdir, merge_base=merge_base)
        path = request.path
        if path.startswith(("./", "../")):
            path = posixpath.join(commit.prefix, path)
        return read_plan_in(commit, path, policy)
    if path is None:
        raise UnknownRevision(f"{quoted(str(request))} has to name a path: git:REV:PATH")
    folder, name = folder_and_path(path)
    commit = find_commit(request, folder, merge_base=merge_base)
    return read_plan_in(commit, posixpath.join(commit.prefix, name), policy)


def folder_and_path(path: str) -> tuple[str, str]:
    """Return the nearest existing folder at or above a path, absolute, and the path from it with slashes.

    The path is empty for a folder itself.
    """
    folder, name = os.path.abspath(path), ""
    while not os.path.isdir(folder):  # deleted since
        folder, last = os.path.split(folder)
        name = os.path.join(last, name)
    return folder, name.replace(os.sep, "/")


def read_plan_in(commit: Commit, path: str, policy: str | None = None) -> PlanFile:
    """Return a plan of a commit by its path from the top of the repository.

    Its policies are those of the commit; `policy` is used instead of its own if given. Raise Unreadable if
    the commit has no such file.
    """
    path = posixpath.normpath(path)
    title = f"{commit.request}:{path}"
    data = contents(commit, path)
    if data is None:
        raise Unreadable(title, "there is no such file in this revision")
    if policy is not None:
        return _retitled(read_plan_bytes(title, data, policy), commit, path, "")
    with TemporaryDirectory() as folder:
        for each, found in ((path, data), *_policies(commit, path, data)):
            copy = os.path.join(folder, each)
            os.makedirs(os.path.dirname(copy), exist_ok=True)
            with open(copy, "wb") as file:
                file.write(found)
        return _retitled(read_plan_bytes(os.path.join(folder, path), data), commit, path, folder)


def _policies(commit: Commit, path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield path and contents, in the commit, of the plan's policy file and of the files that it extends.

    The first missing file ends them; the plan's reader reports it.
    """
    key, seen = "policy", set[str]()
    while is_path(where := _text(data, key)):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(path), where))
        found = None if path in seen else contents(commit, path)
        if found is None:
            return
        yield path, found
        seen.add(path)
        data, key = found, "extends"


def _text(data: bytes, key: str) -> str:
    """Return the text value of a key at the top of a TOML file.

    Return an empty text if there is none or the file is not TOML.
    """
    try:
        value = tomli.loads(data.decode("utf-8-sig")).get(key)
    except (ValueError, RecursionError):
        return ""
    return value if isinstance(value, str) else ""


def _retitled(plan_file: PlanFile, commit: Commit, path: str, folder: str) -> PlanFile:
    """Return a plan file with `git:REV:PATH` as its path, and for paths in its policy's diagnostics.

    These paths are below `folder`, a temporary one; it is empty if the policy is not read from the commit.
    """

    def retitled(diagnostic: Diagnostic) -> Diagnostic:
        if diagnostic.path is None or not folder:
            return diagnostic
        kept = os.path.normpath(diagnostic.path).removeprefix(folder + os.sep)
        return diagnostic._replace(path=f"{commit.request}:{kept}")

    return plan_file._replace(
        source=plan_file.source._replace(path=f"{commit.request}:{path}"),
        policy_diagnostics=tuple(map(retitled, plan_file.policy_diagnostics)),
    )
