"""Policy files below a folder."""

import os
from collections.abc import Iterator
from itertools import islice

import tomli

from planner.disk.source import Unreadable, read_bytes
from planner.files.format import file_kind
from planner.files.plan.folder import toml_files

_MOST_FILES = 200
"""The TOML files that are looked at, at most."""


def policies_below(folder: str) -> Iterator[str]:
    """Yield the path of each policy file below a folder, among its first 200 TOML files.

    A path that is not absolute begins with `./`, so that it is not taken for a preset's name.
    """
    for path in islice(toml_files(folder, unreadable=[]), _MOST_FILES):
        try:
            data = tomli.loads(read_bytes(path).decode("utf-8-sig"))
        except (Unreadable, ValueError, RecursionError):
            continue
        if file_kind(data) == "policy":
            plain = os.path.normpath(path)
            yield plain if os.path.isabs(plain) else os.path.join(os.curdir, plain)
