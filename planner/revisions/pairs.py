"""Which plan of one state is which of another: by path, else renamed as git follows it."""

import os
import posixpath
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planner.disk.source import Unreadable
from planner.files.plan.file import PlanFile, read_plan_file
from planner.files.plan.folder import NO_PLAN, find_plans, is_excluded, is_plan_data, plans_of
from planner.revisions.asked import RevisionRequest, asked
from planner.revisions.commit import Commit, contents, find_commit, renames, toml_files
from planner.revisions.git import UnknownRevision, git
from planner.revisions.history import Before, History
from planner.revisions.read import read_plan_at


class File(NamedTuple):
    """A plan as it is on disk."""

    path: str

    @property
    def title(self) -> str:
        return self.path

    def read(self, policy: str | None) -> PlanFile:
        """Raise Unreadable where it cannot be had."""
        return read_plan_file(self.path, policy)


class Revision(NamedTuple):
    """A plan by its path in a revision, or by another state's path."""

    asked: RevisionRequest
    path: str | None

    @property
    def title(self) -> str:
        return str(self.asked)

    def read(self, policy: str | None) -> PlanFile:
        """Raise UnknownRevision, or Unreadable where it cannot be had."""
        return read_plan_at(self.asked, self.path, policy)


State = File | Before | Revision


class PlanPair(NamedTuple):
    """A plan in two states; None where it is not there."""

    old: State | None
    new: State | None
    was_renamed: bool = False

    @property
    def turned(self) -> "PlanPair":
        """The pair with its states changed over."""
        return PlanPair(self.new, self.old, self.was_renamed)


def chosen_pairs(old: str, new: Sequence[str], exclude: Sequence[str]) -> tuple[list[PlanPair], bool]:
    """Return the plans that two states name, and whether they name but one plan.

    Raises UnknownRevision, and Unreadable where a path cannot be had.
    """
    wanted = asked(old)
    others = [*filter(None, map(asked, new))]
    if wanted is not None and wanted.path is None and not others:
        paths = new or [os.curdir]
        pairs = [*since_revision(wanted, paths, exclude)]
        return pairs, len(pairs) == len(paths) == 1 and not os.path.isdir(paths[0])
    if len(new) != 1:
        raise UnknownRevision("one state is compared with one other, or git:REV with several paths")
    other = others[0] if others else None
    if wanted is None and other is not None and other.path is None:
        pairs = [each.turned for each in since_revision(other, [old], exclude)]
        return pairs, len(pairs) == 1 and not os.path.isdir(old)
    if wanted is not None and other is not None and wanted.path is None and other.path is None:
        return [*between_revisions(wanted, other, exclude)], False
    if wanted is None and other is None and os.path.isdir(old) and os.path.isdir(new[0]):
        return [*between_folders(old, new[0], exclude)], False
    return [PlanPair(_named(wanted, old, other), _named(other, new[0], wanted))], True


def _named(wanted: RevisionRequest | None, text: str, other: RevisionRequest | None) -> State:
    """Return one plan; a revision without a path has the path of the other revision."""
    if wanted is None:
        return File(text)
    return Revision(wanted if wanted.path or other is None else wanted._replace(path=other.path), None)


def since_revision(
    wanted: RevisionRequest, paths: Sequence[str], exclude: Sequence[str]
) -> Iterator[PlanPair]:
    """Yield every plan of the paths with what it was in a revision, and those that are gone.

    Raises UnknownRevision, and Unreadable where a path cannot be had.
    """
    history = History(wanted)
    there, gone = history.now(paths)
    plans = list[str]()
    empty = list[str]()
    for found in plans_of(there, exclude):
        if found.unreadable:
            raise found.unreadable[0]
        if found.is_empty:
            empty.append(found.path)
        plans += [each if each == found.path else os.path.normpath(each) for each in found.plans]
    for plan in plans:
        before = history.before(plan)
        yield PlanPair(before, File(plan), before is not None and before.was_renamed)
    seen = set[Before]()
    for path in (*filter(os.path.isdir, there), *gone):
        for each in history.gone(path, plans, exclude):
            if each.before not in seen:
                seen.add(each.before)
                moved = None if each.moved_to is None else File(each.moved_to)
                yield PlanPair(each.before, moved, moved is not None)
    if empty and not plans and not seen:
        raise Unreadable(empty[0], NO_PLAN)


def between_revisions(
    old: RevisionRequest, new: RevisionRequest, exclude: Sequence[str]
) -> Iterator[PlanPair]:
    """Yield every plan below the current folder in either revision."""
    before, now = (find_commit(each, os.curdir) for each in (old, new))
    was, plans = (set(_plans(each, exclude)) for each in (before, now))
    renamed = renames(before, now) if was ^ plans else {}
    yield from _paired(
        {path: Before(before, path) for path in was}, {path: Before(now, path) for path in plans}, renamed
    )


def between_folders(old: str, new: str, exclude: Sequence[str]) -> Iterator[PlanPair]:
    """Yield every plan below either folder, by its path from there. Raise Unreadable."""
    states: list[dict[str, File]] = []
    for folder in (old, new):
        found = find_plans(folder, exclude)
        if found.unreadable:
            raise found.unreadable[0]
        states.append({_below(path, folder): File(os.path.normpath(path)) for path in found.plans})
    renamed = _renamed_between(old, new) if states[0].keys() ^ states[1].keys() else {}
    yield from _paired(states[0], states[1], renamed)


def _paired(
    old: "dict[str, File] | dict[str, Before]",
    new: "dict[str, File] | dict[str, Before]",
    renamed: dict[str, str],
) -> Iterator[PlanPair]:
    """Pair states by path; `renamed` has the path before by the path now."""
    was = {path: path if path in old else renamed.get(path) for path in sorted(new)}
    for path, before in was.items():
        yield PlanPair(old.get(before or ""), new[path], before != path and (before or "") in old)
    for path in sorted(old.keys() - set(was.values())):
        yield PlanPair(old[path], None)


def _plans(commit: Commit, exclude: Sequence[str]) -> Iterator[str]:
    folder = posixpath.normpath(commit.prefix) if commit.prefix else ""
    for path in toml_files(commit, folder):
        below = posixpath.relpath(path, folder) if folder else path
        if any(part.startswith(".") for part in below.split("/")) or is_excluded(below, exclude):
            continue
        data = contents(commit, path)
        if data is not None and is_plan_data(data):
            yield path


def _renamed_between(old: str, new: str) -> dict[str, str]:
    """Return paths before by paths now, both from their folders; none where there is no git."""
    command = ("diff", "--no-index", "--name-status", "-z", "--find-renames", "--diff-filter=R", "--")
    try:
        told = git(os.curdir, *command, os.path.abspath(old), os.path.abspath(new), codes=(0, 1))
    except UnknownRevision:
        return {}
    parts = [os.fsdecode(each) for each in told.split(b"\0")[:-1]]
    pairs = zip(parts[1::3], parts[2::3], strict=True)
    return {_below(now, os.path.abspath(new)): _below(before, os.path.abspath(old)) for before, now in pairs}


def _below(path: str, folder: str) -> str:
    return os.path.relpath(path, folder).replace(os.sep, "/")
