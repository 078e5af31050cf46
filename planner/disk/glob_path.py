"""Paths that are globs, as in `plans/*.toml`: searched like folders for the files that they name."""

import os
import re
from functools import lru_cache

_WILDCARDS = "*?["


def glob_folder(path: str) -> str | None:
    """Return the folder in which the files of a glob are searched.

    Return None for a path that exists, whatever its letters, and for one without wildcards.
    """
    if not any(each in path for each in _WILDCARDS) or os.path.lexists(path):
        return None
    parts = os.path.normpath(path).split(os.sep)
    first = next(place for place, part in enumerate(parts) if any(each in part for each in _WILDCARDS))
    above = os.sep.join(parts[:first])
    return above or (os.sep if parts[0] == "" else os.curdir)


def is_named(path: str, glob: str) -> bool:
    """Return True if a glob names a path or a folder above it; both are seen from the current folder."""
    return bool(_pattern(os.path.normpath(glob)).fullmatch(os.path.normpath(path).replace(os.sep, "/")))


@lru_cache(maxsize=64)
def _pattern(glob: str) -> re.Pattern[str]:
    """Return the pattern of the paths that a glob names, and of all paths below them."""
    from planner.disk.exclusion import regex_of

    return re.compile(f"{regex_of(glob.replace(os.sep, '/'))}(?:/.*)?", re.DOTALL)
