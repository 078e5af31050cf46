"""Pairs of plans in two states: matched by path, or as renamed files as git recognises them."""

import os
import posixpath
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planner.disk.source import Unreadable, read_bytes
from planner.files.plan.file import PlanFile, read_plan_bytes, read_plan_file
from planner.files.plan.folder import NO_PLAN, find_plans, is_excluded, is_plan_data, is_searched, plans_of
from planner.revisions.commit import Commit, contents, find_commit, renames, toml_files
from planner.revisions.git import UnknownRevision, git
from planner.revisions.history import EarlierPlan, History
from planner.revisions.read import read_plan_at
from planner.revisions.request import RevisionRequest, parse_revision


class PlanOnDisk(NamedTuple):
    """A plan in a file on disk."""

    path: str

    @property
    def title(self) -> str:
        """The plan's name in messages: its path."""
        return self.path

    def read(self, policy: str | None) -> PlanFile:
        """Read the plan, by `policy` instead of its own if given. Raise Unreadable."""
        return read_plan_file(self.path, policy)


class PlanAtRevision(NamedTuple):
    """A plan at a revision; `path` is used if the request names none."""

    request: RevisionRequest
    path: str | None

    @property
    def title(self) -> str:
        """The plan's name in messages: the request, such as `git:REV:PATH`."""
        return str(self.request)

    def read(self, policy: str | None) -> PlanFile:
        """Read the plan, by `policy` instead of its own if given. Raise UnknownRevision or Unreadable."""
        return read_plan_at(self.request, self.path, policy)


class PlanBlob(NamedTuple):
    """A plan whose contents git has written to another file."""

    path: str
    """The path of the plan; its policy is looked up from there."""
    contents: str

    @property
    def title(self) -> str:
        """The plan's name in messages: its path."""
        return self.path

    def read(self, policy: str | None) -> PlanFile:
        """Read the plan, by `policy` instead of its own if given. Raise Unreadable."""
        return read_plan_bytes(self.path, read_bytes(self.contents), policy)


State = PlanBlob | PlanOnDisk | EarlierPlan | PlanAtRevision


class PlanPair(NamedTuple):
    """A plan in two states; None for a state that does not have it."""

    old: State | None
    new: State | None
    was_renamed: bool = False

    @property
    def swapped(self) -> "PlanPair":
        """The pair with old and new exchanged."""
        return PlanPair(self.new, self.old, self.was_renamed)


def chosen_pairs(old: str, new: Sequence[str], exclude: Sequence[str]) -> tuple[list[PlanPair], bool]:
    """Return the pairs of plans to compare for an old and a new state, and True if they name one plan only.

    A state is a file, a folder, `git:REV` or `git:REV:PATH`. Several new states, or none for the current
    folder, are paths compared with `git:REV`. Raise UnknownRevision, or Unreadable if a path cannot be read.
    """
    request = parse_revision(old)
    others = [*filter(None, map(parse_revision, new))]
    if request is not None and request.path is None and not others:
        paths = new or [os.curdir]
        pairs = [*since_revision(request, paths, exclude)]
        return pairs, len(pairs) == len(paths) == 1 and not is_searched(paths[0])
    if request is None and len(new) == 1 and not os.path.isdir(new[0]) and is_searched(new[0]):
        new = find_plans(new[0], exclude).plans or new
    if len(new) != 1:
        raise UnknownRevision("one state is compared with one other, or git:REV with several paths")
    other = others[0] if others else None
    if request is None and other is not None and other.path is None:
        pairs = [each.swapped for each in since_revision(other, [old], exclude)]
        return pairs, len(pairs) == 1 and not os.path.isdir(old)
    if request is not None and other is not None and request.path is None and other.path is None:
        return [*between_revisions(request, other, exclude)], False
    if request is None and other is None and os.path.isdir(old) and os.path.isdir(new[0]):
        return [*between_folders(old, new[0], exclude)], False
    return [PlanPair(_named(request, old, other), _named(other, new[0], request))], True


def _named(request: RevisionRequest | None, text: str, other: RevisionRequest | None) -> State:
    """Return the state that an argument names: that of its `request`, or else the file at the path `text`.

    A revision without a path takes the path of the other revision.
    """
    if request is None:
        return PlanOnDisk(text)
    return PlanAtRevision(
        request if request.path or other is None else request._replace(path=other.path), None
    )


def since_revision(
    request: RevisionRequest, paths: Sequence[str], exclude: Sequence[str]
) -> Iterator[PlanPair]:
    """Yield each plan of the paths with its earlier state, then the plans removed since.

    A plan that was moved out of the paths is paired with its new place. Raise UnknownRevision, or
    Unreadable if a path cannot be read or there is no plan at all.
    """
    history = History(request)
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
        yield PlanPair(before, PlanOnDisk(plan), before is not None and before.was_renamed)
    seen = set[EarlierPlan]()
    for path in (*filter(is_searched, there), *gone):
        for each in history.gone(path, plans, exclude):
            if each.before not in seen:
                seen.add(each.before)
                moved = None if each.moved_to is None else PlanOnDisk(each.moved_to)
                yield PlanPair(each.before, moved, moved is not None)
    if empty and not plans and not seen:
        raise Unreadable(empty[0], NO_PLAN)


def between_revisions(
    old: RevisionRequest, new: RevisionRequest, exclude: Sequence[str]
) -> Iterator[PlanPair]:
    """Yield every plan below the current folder in either revision, paired by path or as git sees it renamed.

    Raise UnknownRevision.
    """
    before, now = (find_commit(each, os.curdir) for each in (old, new))
    was, plans = (set(_plans(each, exclude)) for each in (before, now))
    renamed = renames(before, now) if was ^ plans else {}
    yield from _paired(
        {path: EarlierPlan(before, path) for path in was},
        {path: EarlierPlan(now, path) for path in plans},
        renamed,
    )


def between_folders(old: str, new: str, exclude: Sequence[str]) -> Iterator[PlanPair]:
    """Yield every plan below either folder, paired by its path there or as git sees it renamed.

    Raise Unreadable.
    """
    states: list[dict[str, PlanOnDisk]] = []
    for folder in (old, new):
        found = find_plans(folder, exclude)
        if found.unreadable:
            raise found.unreadable[0]
        states.append({_below(path, folder): PlanOnDisk(os.path.normpath(path)) for path in found.plans})
    renamed = _renamed_between(old, new) if states[0].keys() ^ states[1].keys() else {}
    yield from _paired(states[0], states[1], renamed)


def _paired(
    old: "dict[str, PlanOnDisk] | dict[str, EarlierPlan]",
    new: "dict[str, PlanOnDisk] | dict[str, EarlierPlan]",
    renamed: dict[str, str],
) -> Iterator[PlanPair]:
    """Yield the new states in order of their paths, each with its old one, then the old states that are left.

    States match by path or else by `renamed`, which gives the old path by the new path.
    """
    was = {path: path if path in old else renamed.get(path) for path in sorted(new)}
    for path, before in was.items():
        yield PlanPair(old.get(before or ""), new[path], before != path and (before or "") in old)
    for path in sorted(old.keys() - set(was.values())):
        yield PlanPair(old[path], None)


def _plans(commit: Commit, exclude: Sequence[str]) -> Iterator[str]:
    """Yield the paths, from the top, of the plans of a commit at or below the folder it is seen from.

    Hidden and excluded files are left out.
    """
    folder = posixpath.normpath(commit.prefix) if commit.prefix else ""
    for path in toml_files(commit, folder):
        below = posixpath.relpath(path, folder) if folder else path
        if any(part.startswith(".") for part in below.split("/")) or is_excluded(below, exclude):
            continue
        data = contents(commit, path)
        if data is not None and is_plan_data(data):
            yield path


def _renamed_between(old: str, new: str) -> dict[str, str]:
    """Return old paths by new paths of the files git sees as renamed between two folders; empty without git.

    The paths are relative to the old and the new folder.
    """
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
