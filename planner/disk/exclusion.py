"""Globs that leave files and folders out, as in `--exclude`."""

import os
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

_PART = re.compile(r"\*\*/|\*\*|\*|\?|\[!?\]?[^\]/]*\]|[^*?\[]+|\[")


def excluded(path: str, globs: Sequence[str], folder: str | None = None) -> bool:
    """Return True if a glob names the path or a folder above it.

    A glob without a slash names a file or folder at any depth, one with a slash a path: both seen from the
    current folder and, if it is given, from `folder` too, the folder that is searched. An absolute glob is
    compared with the whole path. `*` matches no slash, `**` does.
    """
    spellings = [*_spellings(path, folder)]
    whole = os.path.abspath(path).replace(os.sep, "/")
    return any(
        _pattern(glob).fullmatch(each)
        for glob in globs
        for each in ((whole,) if os.path.isabs(glob) else spellings)
    )


def _spellings(path: str, folder: str | None) -> Iterator[str]:
    """Yield the path from the current folder and, if `folder` is given, the path from there.

    The first one of an absolute path outside of the current folder is only its name.
    """
    normal = os.path.normpath(path)
    if os.path.isabs(normal):
        relative = os.path.relpath(normal)
        normal = os.path.basename(normal) if relative.startswith(os.pardir) else relative
    yield normal.replace(os.sep, "/")
    if folder is not None:
        yield os.path.relpath(path, folder).replace(os.sep, "/")


@lru_cache(maxsize=64)
def _pattern(glob: str) -> re.Pattern[str]:
    """Return the pattern of the paths that a glob names, and of all paths below them."""
    plain = glob.replace(os.sep, "/").removeprefix("./").rstrip("/")
    anywhere = "" if "/" in plain else "(?:.*/)?"
    names = regex_of(plain.removeprefix("/") if not os.path.isabs(glob) else plain)
    return re.compile(f"{anywhere}{names}(?:/.*)?", re.DOTALL)


def regex_of(glob: str) -> str:
    """Return a glob, whose separators are slashes, as a regular expression."""
    return "".join(map(_regex, _PART.findall(glob)))


def _regex(part: str) -> str:
    """Return a part of a glob as a regular expression.

    A part is a wildcard, a set in brackets or plain text.
    """
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
