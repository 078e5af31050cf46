"""The files behind a list of plans, watched for changes: files that come, go, or are written."""

import os
from collections.abc import Iterator, Sequence
from time import time_ns
from typing import NamedTuple

import tomli

from planner.dates import Day
from planner.disk.source import Unreadable, read_bytes
from planner.files.plan.file import PlanFile, read_plan_bytes
from planner.files.plan.folder import file_identity, is_excluded, is_plan_data, is_searched, toml_files
from planner.files.policy_on_disk import policy_contents
from planner.portfolio.shown_paths import common_folder
from planner.portfolio.summary import PlanSummary, summary, unreadable

Stamp = tuple[object, ...]
"""The time, size and identity of a file; another one means that the file was written or replaced."""


class Changes(NamedTuple):
    """The plans that exist now, and the plans to read."""

    plans: tuple[str, ...]
    to_read: tuple[str, ...]


class LoadedPlan(NamedTuple):
    """The contents of a plan's file, and its state when they were read."""

    path: str
    begun: int
    """The time before they were read, in nanoseconds."""
    stamp: Stamp
    contents: bytes | Unreadable

    @property
    def size(self) -> int:
        """The number of bytes; 0 for a file that cannot be read."""
        return 0 if isinstance(self.contents, Unreadable) else len(self.contents)


class PlanWatch:
    """The plans of files and folders; it knows which of them changed since they were read.

    A plan is to be read again if its file changed, or a file of its policy. One thread at a time may use it.
    """

    def __init__(
        self, paths: Sequence[str], *, as_of: Day, exclude: Sequence[str] = (), policy: str | None = None
    ) -> None:
        self._paths = [*paths]
        self.folder = common_folder(paths)
        """The folder of all plans, from which their paths are read; None if they have none in common."""
        self._as_of = as_of
        self._exclude = exclude
        self._policy = policy
        self._is_plan: dict[str, tuple[Stamp, bool]] = {}
        """By file of a folder: its stamp when it was looked at, and True if it was a plan."""
        self._unlisted: dict[str, Unreadable] = {}
        """The folders that could not be listed, with the reason."""
        self._files: dict[str, tuple[str, ...]] = {}
        """The files of each plan that was read: its own and those of its policy."""
        self._stamps: dict[str, tuple[Stamp, ...]] = {}
        """The stamps of these files when they were read."""

    def add(self, path: str) -> None:
        """Watch one more plan, unless it is among the plans of the watched files and folders already."""
        if path not in self.look().plans:
            self._paths.append(path)

    def look(self) -> Changes:
        """Return the plans that exist now, and the plans to read: new or changed since `summarize` had them.

        Files and folders that cannot be read count as plans, so that their error is shown.
        """
        plans = tuple(self._found())
        stamps: dict[str, Stamp] = {}
        return Changes(plans, tuple(each for each in plans if self._changed(each, stamps)))

    def load(self, path: str) -> LoadedPlan:
        """Return the contents of a plan's file, or why it cannot be read, and its stamp just before."""
        begun, stamp = time_ns(), _stamp(path)
        try:
            return LoadedPlan(path=path, begun=begun, stamp=stamp, contents=read_bytes(path))
        except Unreadable as error:
            return LoadedPlan(path=path, begun=begun, stamp=stamp, contents=self._unlisted.get(path, error))

    def summarize(self, loaded: LoadedPlan) -> PlanSummary:
        """Return the summary of a loaded plan; note the stamps of its file and of its policy's files.

        A policy's file that was written after the plan was loaded gets no stamp: the plan is read again.
        """
        policy_files: tuple[str, ...] = ()
        if isinstance(loaded.contents, Unreadable):
            found = unreadable(loaded.contents)
        else:
            file = read_plan_bytes(loaded.path, loaded.contents, self._policy)
            found = summary(file, self._as_of)
            policy_files = self._policy_files(file)
        self._files[loaded.path] = (loaded.path, *policy_files)
        later = (_stamp(each, before=loaded.begun) for each in policy_files)
        self._stamps[loaded.path] = (loaded.stamp, *later)
        return found

    def _changed(self, path: str, known: dict[str, Stamp]) -> bool:
        """Return True if a plan was not read yet, or the stamp of its file or of one of its policy changed.

        `known` has the stamps taken so far, by path; stamps that are taken are added.
        """
        files = self._files.get(path)
        if files is None:
            return True
        for each in files:
            if each not in known:
                known[each] = _stamp(each)
        return tuple(known[each] for each in files) != self._stamps[path]

    def _found(self) -> Iterator[str]:
        """Yield each plan, unreadable file and unlisted folder once, whatever paths lead to it."""
        seen = set[object]()
        for path in self._paths:
            inside = self._below(path) if is_searched(path) else self._alone(path)
            for each in inside:
                identity = file_identity(each)
                if identity not in seen:
                    seen.add(identity)
                    yield each

    def _alone(self, path: str) -> Iterator[str]:
        """Yield a path that was given, unless it is excluded."""
        if not is_excluded(path, self._exclude):
            yield path

    def _below(self, folder: str) -> Iterator[str]:
        """Yield the plans and unreadable files below a folder, then the folders that cannot be listed.

        Only files that changed since the last time are opened, to see if they are plans.
        """
        cannot: list[Unreadable] = []
        for path in toml_files(folder, self._exclude, cannot):
            stamp = _stamp(path)
            known = self._is_plan.get(path)
            if known is None or known[0] != stamp:
                known = self._is_plan[path] = stamp, _may_be_plan(path)
            if known[1]:
                yield path
        for why in cannot:
            self._unlisted[why.path] = why
            yield why.path

    def _policy_files(self, file: PlanFile) -> tuple[str, ...]:
        """Return the files of a plan's policy and of the policies it extends, without presets."""
        where, folder = self._policy, None
        if where is None:
            where, folder = _named(file), os.path.dirname(file.source.path)
        return tuple(name for name, _ in policy_contents(where, folder)) if where else ()


def _named(file: PlanFile) -> str | None:
    """Return the policy that a plan names, even if the plan has errors; None if it names none."""
    if file.plan is not None:
        return file.plan.policy
    try:
        named = tomli.loads(file.source.text).get("policy")
    except (ValueError, RecursionError):
        return None
    return named if isinstance(named, str) and named.strip() else None


def _may_be_plan(path: str) -> bool:
    """Return True if a file is a plan, or cannot be read, so that nobody can tell."""
    try:
        return is_plan_data(read_bytes(path))
    except Unreadable:
        return True


def _stamp(path: str, *, before: int | None = None) -> Stamp:
    """Return the stamp of a file; an empty one if it is not there.

    A file written at or after `before`, in nanoseconds since the epoch, gets a stamp that no file has.
    """
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return ()
    if before is not None and found.st_mtime_ns >= before:
        return ("written meanwhile",)
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino, found.st_dev
