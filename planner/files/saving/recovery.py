"""Recovery files: unsaved work on plans, kept apart from the plans themselves.

Each session has a file of its own in the user's state folder. Its name begins with a digest of the
plan's path, so that the files of a plan are found without reading the others. The mark of the
session (see `presence`) has the same name with another suffix: once no process holds the mark, the
work was left behind.
"""

import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from planner.disk.atomic import file_contents, write_atomically
from planner.disk.source import BYTE_ORDER_MARK
from planner.disk.user_folder import user_folder
from planner.files.saving.presence import Process, holder, is_held

WORK_SUFFIX = ".json"
MARK_SUFFIX = ".open"
_NAME = re.compile(r"([0-9a-f]{32})(?:-([0-9a-f]{8})|([0-9a-f]{32}))")
"""A digest of the plan's path and the session's id; earlier versions had a longer digest and no id."""


class UnsavedWork(NamedTuple):
    """Unsaved work on a plan, as its recovery file holds it."""

    text: str
    """The plan with the changes that were not saved, without a byte-order mark."""
    base: str | None
    """The digest of the file's contents that were changed; None if there was no file."""
    bom: bool = False
    """The plan's file begins with a byte-order mark."""
    whole_file: bool = False
    """The text is written anew, without the comments of the plan's file."""

    @property
    def data(self) -> bytes:
        """The contents of the plan's file with these changes; raises UnicodeError for half a character."""
        return BYTE_ORDER_MARK * self.bom + self.text.encode()


class KeptWork(NamedTuple):
    """Unsaved work as it was found in a recovery file."""

    id: str
    path: Path
    """The recovery file."""
    plan: str
    """The absolute path of the plan that was changed; it may not exist any more."""
    work: UnsavedWork
    kept_at: datetime
    is_open: bool
    """The planner that keeps it still runs."""

    @property
    def text(self) -> str:
        """The plan with the changes that were not saved."""
        return self.work.text

    @property
    def plan_changed(self) -> bool:
        """True if the plan's file is not as it was when the work on it began, or is missing or new."""
        return digest_of(self.plan) != self.work.base

    @property
    def holder(self) -> Process | None:
        """The process whose mark the work has, running or not; None if there is no readable mark."""
        return holder(self.path.with_suffix(MARK_SUFFIX))


class FoundWork(NamedTuple):
    """The work that other planners keep of one plan."""

    left_behind: tuple[KeptWork, ...] = ()
    """The work whose planner ended, newest first."""
    open_elsewhere: bool = False
    """Another planner has the plan open now."""


def digest(data: bytes) -> str:
    """Return the SHA-256 of a file's contents in hexadecimal."""
    return sha256(data).hexdigest()


def digest_of(path: str) -> str | None:
    """Return the digest of a file's contents, or None if it is missing or cannot be read."""
    try:
        contents = file_contents(path)
    except (OSError, ValueError):
        return None
    return None if contents is None else digest(contents)


def recovery_folder(root: str | None = None) -> Path:
    """Return the folder of recovery files, which need not exist; raise OSError if there can be none.

    `root` is the planner's state folder; None for the user's own.
    """
    return user_folder("state", root) / "unsaved"


def stem(plan_path: str) -> str:
    """Return the digest of a plan's path, with which the names of its recovery files begin."""
    return digest(os.fsencode(Path(plan_path).resolve()))[:32]


def write_work(path: Path, plan_path: str, work: UnsavedWork) -> None:
    """Write unsaved work on a plan to a recovery file that only its user can read.

    Raise OSError if that fails.
    """
    contents = {"plan": str(Path(plan_path).resolve()), **work._asdict()}
    write_atomically(str(path), json.dumps(contents, indent=1).encode(), mode=0o600)


def read_work(path: Path) -> KeptWork | None:
    """Return the work in a recovery file, or None if it cannot be read or is none by name or contents."""
    named = _NAME.fullmatch(path.stem)
    try:
        kept_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        contents = json.loads(path.read_bytes())
        match contents:
            case {"plan": str(plan), "text": str(text), "base": str() | None as base}:
                pass
            case _:
                return None
    except (OSError, ValueError, OverflowError, RecursionError):
        return None
    if named is None:
        return None
    return KeptWork(
        id=named[2] or named[1][:8],
        path=path,
        plan=plan,
        work=UnsavedWork(
            text=text,
            base=base,
            bom=contents.get("bom") is True,
            whole_file=contents.get("whole_file") is True,
        ),
        kept_at=kept_at,
        is_open=is_held(path.with_suffix(MARK_SUFFIX)),
    )


def all_work(root: str | None = None) -> tuple[KeptWork, ...]:
    """Return all kept work, newest first, also of open plans and of plans that do not exist any more.

    `root` is the planner's state folder; None for the user's own. Raise OSError if it cannot be read.
    """
    found = [read_work(each) for each in _files(recovery_folder(root), WORK_SUFFIX)]
    return _newest_first(each for each in found if each)


def find_others(plan_path: str, own: Path | None = None, *, root: str | None = None) -> FoundWork:
    """Return the work that ended sessions left behind for a plan, and whether another session is open.

    `own` is the recovery file of the session that asks, `root` the state folder (None for the user's own).
    Marks of any plan without work, whose planners ended, are removed. Raise OSError if the folder cannot
    be read.
    """
    folder, begins = recovery_folder(root), stem(plan_path)
    works = {each.stem: each for each in _files(folder, WORK_SUFFIX) if each.stem.startswith(begins)}
    open_elsewhere = False
    for mark in _files(folder, MARK_SUFFIX):
        if own is not None and mark.stem == own.stem:
            continue
        held = is_held(mark, clear=not mark.with_suffix(WORK_SUFFIX).exists())
        open_elsewhere |= held and mark.stem.startswith(begins)
    found = [read_work(each) for name, each in works.items() if own is None or name != own.stem]
    return FoundWork(_newest_first(each for each in found if each and not each.is_open), open_elsewhere)


def drop(kept: KeptWork) -> None:
    """Remove kept work, and its mark unless a planner holds it; raise OSError if that fails."""
    kept.path.unlink(missing_ok=True)
    is_held(kept.path.with_suffix(MARK_SUFFIX), clear=True)


def _files(folder: Path, suffix: str) -> list[Path]:
    """Return the files in a folder with a suffix, sorted; none if there is no folder."""
    with suppress(FileNotFoundError):
        return sorted(each for each in folder.iterdir() if each.suffix == suffix)
    return []


def _newest_first(found: Iterator[KeptWork]) -> tuple[KeptWork, ...]:
    return tuple(sorted(found, key=lambda each: (each.kept_at, each.id), reverse=True))
