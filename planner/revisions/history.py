"""Plans of a revision beside the plans of the working tree: which was which, and which are gone."""

import os
import posixpath
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from planner.disk.source import Unreadable, read_bytes
from planner.files.plan.file import PlanFile
from planner.files.plan.folder import is_excluded, is_plan_data
from planner.revisions.asked import RevisionRequest
from planner.revisions.commit import Commit, contents, find_commit, renames, toml_files, top_of
from planner.revisions.read import place_of, read_plan_in


class Before(NamedTuple):
    """A plan as it was in the commit."""

    commit: Commit
    path: str
    """From the top of the repository."""
    was_renamed: bool = False

    @property
    def title(self) -> str:
        return f"{self.commit.asked}:{self.path}"

    def read(self, policy: str | None) -> PlanFile:
        """Raise Unreadable where it cannot be had."""
        return read_plan_in(self.commit, self.path, policy)


class Gone(NamedTuple):
    """A plan of the commit that is not among the plans now."""

    path: str
    """Where it stood, as the paths of plans now are written."""
    before: Before
    moved_to: str | None
    """A plan that it became, outside of what is looked at."""


class History:
    """A revision as seen from every repository that plans of the working tree are in."""

    def __init__(self, wanted: RevisionRequest, *, merge_base: bool = False) -> None:
        self._wanted = wanted
        self._merge_base = merge_base
        self._commits: dict[str, Commit] = {}
        self._renames: dict[str, dict[str, str]] = {}

    def before(self, path: str) -> Before | None:
        """Return the plan that a file now was, by its name then. Raise UnknownRevision."""
        commit, place = self.place(path)
        if contents(commit, place) is not None:
            return Before(commit, place)
        was = self._renamed(commit).get(place)
        return None if was is None else Before(commit, was, was_renamed=True)

    def now(self, paths: Iterable[str], standard_input: str = "") -> tuple[list[str], list[str]]:
        """Return the paths that are there, renamed ones by their new name, and those that are gone."""
        there, gone = list[str](), list[str]()
        for path in paths:
            if path == standard_input or os.path.lexists(path):
                there.append(path)
                continue
            commit, place = self.place(path)
            moved = self._moved_to(commit, place)
            if moved is not None:
                there.append(_shown_from(commit, moved))
            elif next(toml_files(commit, place), None) is not None:
                gone.append(path)
            else:
                there.append(path)
        return there, gone

    def gone(self, path: str, plans: Iterable[str], exclude: Sequence[str] = ()) -> Iterator[Gone]:
        """Yield the plans at or below a path that are not among the plans now."""
        commit, top = self.place(path)
        known = {(top_of(each), place) for each, place in map(self.place, plans)}
        root = top_of(commit)
        for was in toml_files(commit, top):
            below = posixpath.relpath(was, top) if was != top else ""
            shown = os.path.normpath(os.path.join(path, below))
            if any(part.startswith(".") for part in below.split("/")):
                continue
            if (root, was) in known or is_excluded(shown, exclude, path):
                continue
            now = self._moved_to(commit, was)
            if now is not None and (root, now) in known:
                continue
            data = contents(commit, was)
            if data is not None and is_plan_data(data):
                moved_to = None if now is None or not _is_plan(top_of(commit), now) else now
                yield Gone(
                    shown, Before(commit, was), None if moved_to is None else _shown_from(commit, moved_to)
                )

    def place(self, path: str) -> tuple[Commit, str]:
        """Return the commit in the repository of a path, and the path from its top."""
        folder, name = place_of(path)
        if folder not in self._commits:
            self._commits[folder] = find_commit(self._wanted, folder, merge_base=self._merge_base)
        commit = self._commits[folder]
        return commit, posixpath.normpath(posixpath.join(commit.prefix, name))

    def _renamed(self, commit: Commit) -> dict[str, str]:
        top = top_of(commit)
        if top not in self._renames:
            self._renames[top] = renames(commit)
        return self._renames[top]

    def _moved_to(self, commit: Commit, was: str) -> str | None:
        return next((now for now, before in self._renamed(commit).items() if before == was), None)


def _is_plan(top: str, path: str) -> bool:
    try:
        return is_plan_data(read_bytes(os.path.join(top, path)))
    except Unreadable:
        return False


def _shown_from(commit: Commit, path: str) -> str:
    """Return a path from the top of the repository as from the current folder."""
    return os.path.relpath(os.path.join(top_of(commit), path))
