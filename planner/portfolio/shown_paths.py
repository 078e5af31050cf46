"""The paths of a list of plans as people read and search them: from the folder that has all plans."""

import os
from collections.abc import Sequence
from dataclasses import replace

from planner.disk.glob_path import glob_folder
from planner.portfolio.summary import PlanSummary


def common_folder(paths: Sequence[str]) -> str | None:
    """Return the lowest folder, absolute, that has all of some files, folders and globs; perhaps one of them.

    Return None without paths, and if they share no more than the root, or are on different drives.
    """
    folders = [
        path if os.path.isdir(path) else glob_folder(path) or os.path.dirname(path) or os.curdir
        for path in paths
    ]
    try:
        common = os.path.commonpath([os.path.abspath(each) for each in folders])
    except ValueError:  # nothing is given, or they are on different drives
        return None
    return None if os.path.dirname(common) == common else common


def path_from(folder: str | None, path: str) -> str:
    """Return a path as it reads from a folder.

    Without a folder, or from another drive, it is the path as given, without parts such as `./`.
    """
    try:
        return os.path.normpath(path) if folder is None else os.path.relpath(path, folder)
    except ValueError:  # on another drive
        return os.path.normpath(path)


def read_from(folder: str | None, summary: PlanSummary) -> PlanSummary:
    """Return a summary with the paths to show, its own and its error's, as they read from a folder."""
    error = summary.error
    if error is not None:
        error = error._replace(file=path_from(folder, error.path))
    return replace(summary, file=path_from(folder, summary.path), error=error)
