"""The path that was probably meant by a mistyped one."""

import os

from planner.diagnostics import nearest

MOST_NAMES = 1000
"""The number of a folder's entries that are compared at most."""


def near_path(path: str) -> str | None:
    """Return the existing path nearest to a path that does not exist, or None.

    Each mistyped part is compared with its folder's entries, with and without `.toml`. If that finds
    nothing, a file of the same or a similar name is looked for in the folders just below.
    """
    if not path or "\0" in path:
        return None
    return _part_by_part(path) or _in_folder_below(path)


def _part_by_part(path: str) -> str | None:
    """Return the path with each part that does not exist replaced by the nearest name in its folder.

    Return None if a part has no near name.
    """
    found = os.sep if path.startswith(os.sep) else ""
    for part in filter(None, path.split(os.sep)):
        exact = os.path.join(found, part)
        if not os.path.lexists(exact):
            near = _near_entry(part, _entries(found))
            if near is None:
                return None
            exact = os.path.join(found, near)
        found = exact
    return found if os.path.exists(found) else None


def _near_entry(part: str, entries: list[str]) -> str | None:
    """Return the entry nearest to a part of a path, or None if none is near.

    Only entries with the same ending, else the `.toml` files, are compared, by their stems, since
    `.toml` alone makes names similar. A part without an ending is then compared with such entries.
    """
    stem, ending = os.path.splitext(part)
    comparable = [each for each in entries if os.path.splitext(each)[1] == ending != ""]
    comparable = comparable or [each for each in entries if each.endswith(".toml")]
    stems = {os.path.splitext(each)[0]: each for each in comparable}
    near = nearest(stem, tuple(stems))
    if near is not None:
        return stems[near]
    return nearest(part, tuple(each for each in entries if "." not in each)) if not ending else None


def _in_folder_below(path: str) -> str | None:
    """Return the path of a file of the same name, else of a near one, in a folder beside it, or None."""
    folder, name = os.path.split(path)
    below = {each: _entries(os.path.join(folder, each)) for each in _entries(folder)}
    for each, entries in below.items():
        if name in entries:
            return os.path.join(folder, each, name)
    for each, entries in below.items():
        near = _near_entry(name, entries)
        if near is not None:
            return os.path.join(folder, each, near)
    return None


def _entries(folder: str) -> list[str]:
    """Return the visible names in a folder, sorted, of the first 1,000; none if it cannot be read."""
    try:
        with os.scandir(folder or os.curdir) as entries:
            names = [each.name for each, _ in zip(entries, range(MOST_NAMES), strict=False)]
    except OSError:
        return []
    return sorted(each for each in names if not each.startswith("."))
