"""Saving a plan to its file: every outcome is a value, and nothing on disk is lost."""

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path as FilePath
from typing import NamedTuple

from planner.disk.atomic import ChangedMeanwhile, file_contents, replace_contents
from planner.disk.source import BYTE_ORDER_MARK, Source
from planner.files.plan.data import in_lifecycle_order
from planner.files.plan.file import PlanFile, read_plan_bytes
from planner.files.saving.rewrite import Extent, Rewritten, rewrite
from planner.plan import AnyEntry, Plan, with_entries
from planner.toml.spans import Path


class Saved(NamedTuple):
    """The plan was written."""

    plan_file: PlanFile
    """The file as it is on disk now; its entries have the keys that they had."""
    extent: Extent
    backup: str | None = None
    """The path of a copy of the replaced contents; None if they were only edited."""


class ChangedOnDisk(NamedTuple):
    """Nothing was written: another program wrote or removed the file since it was read."""

    contents: bytes | None
    """The contents of the file now; None if it does not exist any more."""


class NeedsWholeFile(NamedTuple):
    """Nothing was written: the file would have to be written anew, without its comments."""


class CannotSave(NamedTuple):
    """Nothing was written: the file, its folder or the text does not allow it."""

    path: str
    reason: str


Outcome = Saved | ChangedOnDisk | NeedsWholeFile | CannotSave


def save(
    plan_file: PlanFile,
    new: Plan,
    *,
    origin: PlanFile | None = None,
    policy: str | None = None,
    allow_whole_file: bool = False,
    overwrite: bool = False,
    back_up: bool = False,
) -> Outcome:
    """Write a new plan to a file in the place of the plan that it holds, and return the outcome.

    Only with the outcome `Saved` is anything written; errors are outcomes, too, and not raised.

    Args:
        plan_file: The file as it was last read or saved.
        new: The plan to write.
        origin: The state of the file from which the new plan was edited, if it is another one: the
            text of each entry, its place and its comments are taken from there.
        policy: The policy with which the file was read, if it was not the plan's own.
        allow_whole_file: Write the file anew, without its comments, if no smaller edit will do; a
            backup is kept.
        overwrite: Replace contents that another program wrote meanwhile; a backup is kept.
        back_up: Keep a backup in any case.
    """
    return write(
        plan_file,
        new,
        rewritten_file(plan_file, new, origin),
        policy=policy,
        allow_whole_file=allow_whole_file,
        overwrite=overwrite,
        back_up=back_up,
    )


def write(
    plan_file: PlanFile,
    new: Plan,
    rewritten: Rewritten,
    *,
    policy: str | None = None,
    allow_whole_file: bool = False,
    overwrite: bool = False,
    back_up: bool = False,
) -> Outcome:
    """Write the text that `rewritten_file` made of a new plan, and return the outcome as `save` does."""
    source = plan_file.source
    new = in_file_order(new, rewritten.paths)
    whole_file = rewritten.extent == "file" and bool(source.text.strip())
    if whole_file and not allow_whole_file:
        return NeedsWholeFile()
    try:
        read, data = _encoded(source), _encoded(source._replace(text=rewritten.text))
        current = file_contents(source.path)
        changed = (current or b"") != read
        if changed and not overwrite:
            return ChangedOnDisk(current)
        replaces = changed or whole_file or back_up
        backup = _back_up(source.path, current) if current and replaces else None
        replace_contents(source.path, current, data)
    except ChangedMeanwhile as meanwhile:
        return ChangedOnDisk(meanwhile.contents)
    except OSError as error:
        return CannotSave(source.path, (error.strerror or str(error)).lower())
    except ValueError:  # half a character, which a terminal may send, or a null in the path
        return CannotSave(source.path, "the text or the path has characters that cannot be written")
    saved = read_plan_bytes(source.path, data, policy)
    if saved.plan is None:  # the policy does not allow the plan; the file's diagnostics say why
        saved = saved._replace(plan=new, policy=saved.policy or plan_file.policy)
    else:
        saved_plan = _with_keys(saved.plan, saved.paths, rewritten.paths)
        # Of equal plans, keep the one that shares its entries with earlier plans.
        saved = saved._replace(plan=new if saved_plan == new else saved_plan)
    return Saved(saved._replace(paths=rewritten.paths), rewritten.extent, backup)


def rewritten_file(plan_file: PlanFile, new: Plan, origin: PlanFile | None = None) -> Rewritten:
    """Return the text of a file with a new plan, its dates in lifecycle order; nothing is written.

    The text is edited from the origin if that keeps its comments, else from the plan file.
    """
    if plan_file.policy:
        new = in_lifecycle_order(new, plan_file.policy)
    if origin is not None and origin is not plan_file:
        rewritten = rewrite(origin.source.text, origin.paths, origin.plan, new)
        if rewritten.extent != "file":
            return rewritten
    return rewrite(plan_file.source.text, plan_file.paths, plan_file.plan, new)


def in_file_order(plan: Plan, paths: Mapping[int, Path]) -> Plan:
    """Return the plan with the entries of each kind in the order of their paths in a file."""

    def ordered(entries: tuple[AnyEntry, ...]) -> tuple[AnyEntry, ...]:
        return tuple(sorted(entries, key=lambda entry: paths[entry.key][1]))

    return with_entries(plan, ordered)


def _encoded(source: Source) -> bytes:
    """Return the contents of a file with this text; raise ValueError for half a character (a surrogate)."""
    return BYTE_ORDER_MARK * source.bom + source.text.encode()


def _back_up(path: str, contents: bytes) -> str:
    """Write the contents of a file to a new backup beside it, of the same mode, and return its path.

    An earlier backup is never replaced: `.bak` is followed by `.bak1`, `.bak2` and so on.
    """
    mode = FilePath(path).stat().st_mode
    numbers = count()
    while True:
        backup = FilePath(f"{path}.bak{next(numbers) or ''}")
        with suppress(FileExistsError), backup.open("xb") as file:
            backup.chmod(stat.S_IMODE(mode))
            file.write(contents)
            file.flush()
            os.fsync(file.fileno())
            return str(backup)


def _with_keys(plan: Plan, paths: Mapping[int, Path], wanted: Mapping[int, Path]) -> Plan:
    """Return the plan with the keys that `wanted` has for the paths of its entries.

    `paths` are these paths by the plan's present keys.
    """
    keys = {path: key for key, path in wanted.items()}

    def keyed(entries: tuple[AnyEntry, ...]) -> tuple[AnyEntry, ...]:
        return tuple(entry._replace(key=keys[paths[entry.key]]) for entry in entries)

    return with_entries(plan, keyed)
