"""The plans of a revision matched with the plans of the working tree."""

import os
import posixpath
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from planner.disk.glob_path import glob_folder, is_named
from planner.disk.source import Unreadable, read_bytes
from planner.files.plan.file import PlanFile
from planner.files.plan.folder import is_excluded, is_plan_data
from planner.revisions.commit import Commit, contents, find_commit, renames, toml_files, top_of
from planner.revisions.read import folder_and_path, read_plan_in
from planner.revisions.request import RevisionRequest


class EarlierPlan(NamedTuple):
    """A plan in a commit."""

    commit: Commit
    path: str
    """The path from the top of the repository."""
    was_renamed: bool = False

    @property
    def title(self) -> str:
        """The plan's name in messages: `git:REV:PATH`."""
        return f"{self.commit.request}:{self.path}"

    def read(self, policy: str | None) -> PlanFile:
        """Read the plan with the policies of its commit, or by `policy` instead of its own if given.

        Raise Unreadable.
        """
        return read_plan_in(self.commit, self.path, policy)


class RemovedPlan(NamedTuple):
    """A plan of the commit that is not among the plans now."""

    path: str
    """The path at which it stood, written as the paths of the present plans are."""
    before: EarlierPlan
    moved_to: str | None
    """Its new path, if it was moved out of the paths of the comparison."""


class History:
    """A revision in every repository that contains plans of the working tree."""

    def __init__(self, request: RevisionRequest, *, merge_base: bool = False) -> None:
        """Note the revision; its commit in each repository is found when it is needed.

        With `merge_base` it is the merge base of the revision and HEAD.
        """
        self._request = request
        self._merge_base = merge_base
        self._commits: dict[str, Commit] = {}
        self._renames: dict[str, dict[str, str]] = {}

    def before(self, path: str) -> EarlierPlan | None:
        """Return a file as it was at the revision, or None if the revision does not have it.

        If there is no file at its path, it is looked for under the name that it had before git saw it
        renamed. Raise UnknownRevision.
        """
        commit, inside = self.locate(path)
        if contents(commit, inside) is not None:
            return EarlierPlan(commit, inside)
        was = self._renamed(commit).get(inside)
        return None if was is None else EarlierPlan(commit, was, was_renamed=True)

    def now(self, paths: Iterable[str], standard_input: str = "") -> tuple[list[str], list[str]]:
        """Return the paths to read now, and the paths that were deleted since the revision.

        A path that does not exist is read under its new name if git sees it renamed. It is deleted if the
        revision has TOML files at or below it; else it is to be read, which will report it. The path
        `standard_input` always counts as existing.
        """
        there, gone = list[str](), list[str]()
        for path in paths:
            if path == standard_input or os.path.lexists(path) or glob_folder(path) is not None:
                there.append(path)
                continue
            commit, inside = self.locate(path)
            moved = self._moved_to(commit, inside)
            if moved is not None:
                there.append(_from_current_folder(commit, moved))
            elif next(toml_files(commit, inside), None) is not None:
                gone.append(path)
            else:
                there.append(path)
        return there, gone

    def gone(self, path: str, plans: Iterable[str], exclude: Sequence[str] = ()) -> Iterator[RemovedPlan]:
        """Yield the plans that the revision has at or below a path, except those that `plans` has.

        Of a glob, they are those that it names. A plan that was renamed to one of `plans` counts as had.
        Hidden and excluded files are left out.
        """
        glob, path = path, glob_folder(path) or path
        commit, top = self.locate(path)
        known = {(top_of(each), inside) for each, inside in map(self.locate, plans)}
        root = top_of(commit)
        for was in toml_files(commit, top):
            below = posixpath.relpath(was, top) if was != top else ""
            shown = os.path.normpath(os.path.join(path, below))
            if any(part.startswith(".") for part in below.split("/")):
                continue
            if glob != path and not is_named(shown, glob):
                continue
            if (root, was) in known or is_excluded(shown, exclude, path):
                continue
            now = self._moved_to(commit, was)
            if now is not None and (root, now) in known:
                continue
            data = contents(commit, was)
            if data is not None and is_plan_data(data):
                moved_to = None if now is None or not _is_plan(top_of(commit), now) else now
                yield RemovedPlan(
                    shown,
                    EarlierPlan(commit, was),
                    None if moved_to is None else _from_current_folder(commit, moved_to),
                )

    def locate(self, path: str) -> tuple[Commit, str]:
        """Return the commit in the repository of a path, and the path from the repository's top.

        Raise UnknownRevision.
        """
        folder, name = folder_and_path(path)
        if folder not in self._commits:
            self._commits[folder] = find_commit(self._request, folder, merge_base=self._merge_base)
        commit = self._commits[folder]
        return commit, posixpath.normpath(posixpath.join(commit.prefix, name))

    def _renamed(self, commit: Commit) -> dict[str, str]:
        """Return the old path, by the new path, of each file renamed since a commit; ask git only once."""
        top = top_of(commit)
        if top not in self._renames:
            self._renames[top] = renames(commit)
        return self._renames[top]

    def _moved_to(self, commit: Commit, was: str) -> str | None:
        """Return the new path of a file of a commit that was renamed since, or None."""
        return next((now for now, before in self._renamed(commit).items() if before == was), None)


def _is_plan(top: str, path: str) -> bool:
    try:
        return is_plan_data(read_bytes(os.path.join(top, path)))
    except Unreadable:
        return False


def _from_current_folder(commit: Commit, path: str) -> str:
    """Return a path from the top of the repository as a path from the current folder."""
    return os.path.relpath(os.path.join(top_of(commit), path))
