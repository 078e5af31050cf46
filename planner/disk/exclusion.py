"""Globs that leave files and folders out, as in `--exclude`."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

_PART = re.compile(r"\*\*/|\*\*|\*|\?|\[!?\]?[^\]/]*\]|[^*?\[]+|\[")


def excluded(path: str, globs: Sequence[str], folder: str | None = None) -> bool:
    """Return True if a glob names the path or a folder above it.

    A glob without a slash names a file or folder anywhere; one with a slash is from the current
    folder or from the folder that is looked through. `*` stays within a name, `**` does not.
    """
    ways = [*_relative((path,) if folder is None else (path, os.path.relpath(path, folder)))]
    return any(_pattern(glob).fullmatch(way) for glob in globs for way in ways)


def _relative(paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        plain = os.path.normpath(path)
        if os.path.isabs(plain):
            here = os.path.relpath(plain)
            if not here.startswith(os.pardir):
                yield here.replace(os.sep, "/")
        yield plain.replace(os.sep, "/")


@lru_cache(maxsize=64)
def _pattern(glob: str) -> re.Pattern[str]:
    plain = glob.replace(os.sep, "/").removeprefix("./").rstrip("/")
    anywhere = "" if "/" in plain else "(?:.*/)?"
    names = "".join(map(_regex, _PART.findall(plain.removeprefix("/") if not os.path.isabs(glob) else plain)))
    return re.compile(f"{anywhere}{names}(?:/.*)?", re.DOTALL)


def _regex(part: str) -> str:
    match part:
        case "**/":
            return "(?:.*/)?"
        case "**":
            return ".*"
        case "*":
            return "[^/]*"
        case "?":
            return "[^/]"
    if len(part) > 2 and part.startswith("["):
        inside = part[1:-1].replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace("^", "\\^")
        return f"[^/{inside[1:]}]" if inside.startswith("!") else f"[{inside}]"
    return re.escape(part)
