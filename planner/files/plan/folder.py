"""Finding the plans in the paths that a command is given, each plan once."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import tomli

from planner.diagnostics import Diagnostic
from planner.disk.source import Unreadable, decode, read_bytes
from planner.named_tuple import NamedTuple

NO_PLAN = "there is no plan here: a plan is a *.toml file with a top-level `product` and a `policy`"

_ENTRIES = r"(?m)^[ \t]*(?:\[\[[ \t]*[\"']?version\b|version[ \t]*=[ \t]*\[\s*\{)"
_PRODUCT = r"(?m)^[ \t]*([\"']?)product\1[ \t]*="
_POLICY_OR_FORMAT = r"(?m)^[ \t]*([\"']?)(?:policy|format)\1[ \t]*="
_HEADER = r"(?m)^[ \t]*\["


class FoundPlans(NamedTuple):
    """The plans of one path: a file, or every plan below a folder."""

    path: str
    plans: tuple[str, ...]
    passed_over: int = 0
    """The number of TOML files that are no plans."""
    unreadable: tuple[Unreadable, ...] = ()
    """The files and folders that cannot be read."""
    is_empty: bool = False
    """True for a folder, or a glob, without any plan."""


def is_plan(data: Mapping[str, Any]) -> bool:
    """Return True for the data of a plan, with errors or without.

    A plan has `[[version]]` tables, or a `product` and a `policy` or `format`: a `product` alone is no
    plan, since many a TOML file has one.
    """
    versions, number = data.get("version"), data.get("format")
    if isinstance(versions, list) and any(isinstance(each, dict) for each in versions):
        return True
    is_number = isinstance(number, int) and not isinstance(number, bool)
    return "product" in data and (is_number or isinstance(data.get("policy"), str))


def looks_like_a_plan(text: str) -> bool:
    """Return True if a text that is no TOML was probably meant as a plan, by the keys and headers in it."""
    if re.search(_ENTRIES, text):
        return True
    header = re.search(_HEADER, text)
    top = text[: header.start()] if header else text
    return bool(re.search(_PRODUCT, top) and re.search(_POLICY_OR_FORMAT, top))


def is_plan_data(data: bytes) -> bool:
    """Return True for the contents of a plan, of a text meant as one, and of a file that is not UTF-8.

    Nobody can tell whether the last one is a plan: that is for `check` to say.
    """
    source = decode("", data)
    if isinstance(source, Diagnostic):
        return True
    try:
        return is_plan(tomli.loads(source.text))
    except (ValueError, RecursionError):
        return looks_like_a_plan(source.text)


def plans_of(
    paths: Iterable[str], exclude: Sequence[str] = (), *, standard_input: str | None = None
) -> Iterator[FoundPlans]:
    """Yield the plans of each path: a file as it is given, or all plans below a folder or named by a glob.

    A plan comes once, in whatever spelling its path is given. `exclude` are globs (see `excluded`), and
    `standard_input` is the path that stands for it and is never excluded.
    """
    seen, others = set[object](), set[object]()
    for path in paths:
        if path == standard_input or not is_searched(path):
            is_out = path != standard_input and is_excluded(path, exclude)
            known = file_identity(path) in seen
            seen.add(file_identity(path))
            yield FoundPlans(path, () if is_out or known else (path,))
        else:
            yield _below(path, exclude, seen, others)


def is_searched(path: str) -> bool:
    """Return True for a folder, and for a glob of files that are to be searched like a folder."""
    return os.path.isdir(path) or _glob_folder(path) is not None


def _glob_folder(path: str) -> str | None:
    """Return the folder in which the files of a glob are searched, None for other paths.

    Only a path with wildcards loads the code for globs: checks of plain paths start faster without it.
    """
    if not any(each in path for each in "*?["):
        return None
    from planner.disk.glob_path import glob_folder

    return glob_folder(path)


def _is_named(path: str, glob: str) -> bool:
    """Return True if a glob names a path or a folder above it."""
    from planner.disk.glob_path import is_named

    return is_named(path, glob)


def find_plans(folder: str, exclude: Sequence[str] = ()) -> FoundPlans:
    """Return every plan below a folder, sorted; hidden folders and `exclude` globs are left out."""
    return _below(folder, exclude, set(), set())


def toml_files(
    folder: str, exclude: Sequence[str] = (), unreadable: list[Unreadable] | None = None
) -> Iterator[str]:
    """Yield the paths of the TOML files below a folder, folder by folder, sorted in each.

    Of a glob, yield the files that it names. Hidden folders, and files and folders that `exclude` names, are
    left out. Folders that cannot be listed are added to `unreadable`; without it, raise OSError.
    """

    def cannot_list(error: OSError) -> None:
        if unreadable is None:
            raise error
        unreadable.append(Unreadable(str(error.filename), (error.strerror or "cannot be read").lower()))

    searched = _glob_folder(folder)
    top = folder if searched is None else searched
    if searched is not None and not os.path.isdir(top):
        return
    for parent, folders, files in os.walk(top, onerror=cannot_list):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        folders[:] = [each for each in folders if not is_excluded(os.path.join(parent, each), exclude, top)]
        for name in sorted(files):
            path = os.path.join(parent, name)
            if not name.endswith(".toml") or is_excluded(path, exclude, top):
                continue
            if searched is None or _is_named(path, folder):
                yield path


def _below(folder: str, exclude: Sequence[str], seen: set[object], others: set[object]) -> FoundPlans:
    """Return the plans below a folder, or named by a glob, and what else was found there.

    Plans that are in `seen` are left out. The others are added to it, and other TOML files to `others`, so
    that no file counts twice.
    """
    plans: list[str] = []
    unreadable: list[Unreadable] = []
    passed_over, is_empty = 0, True
    for path in toml_files(folder, exclude, unreadable):
        identity = file_identity(path)
        try:
            data = read_bytes(path)
        except Unreadable as error:
            unreadable.append(error)
            continue
        if is_plan_data(data):
            is_empty = False
            if identity not in seen:
                plans.append(path)
            seen.add(identity)
        elif identity not in others:
            passed_over += 1
            others.add(identity)
    is_empty = is_empty and not unreadable
    return FoundPlans(
        path=folder,
        plans=tuple(sorted(plans)),
        passed_over=passed_over,
        unreadable=tuple(unreadable),
        is_empty=is_empty,
    )


def is_excluded(path: str, exclude: Sequence[str], folder: str | None = None) -> bool:
    """Return True if one of the globs names the path or a folder above it; False without globs.

    Globs are seen from the current folder and, if it is given, from `folder` too; see `excluded`.
    """
    if not exclude:
        return False
    from planner.disk.exclusion import excluded

    return excluded(path, exclude, folder)


def file_identity(path: str) -> object:
    """Return a key that two spellings of one path share, but not a path and a symbolic link to it.

    A plan may name its policy relative to its folder, so the same file in another folder is another plan.
    """
    try:
        file, parent = os.lstat(path), os.stat(os.path.dirname(path) or os.curdir)
    except (OSError, ValueError):
        return os.path.normpath(path)
    return file.st_dev, file.st_ino, parent.st_dev, parent.st_ino
