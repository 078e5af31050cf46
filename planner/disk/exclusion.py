"""Globs that leave files and folders out, as in `--exclude`."""

import os
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

_PART = re.compile(r"\*\*/|\*\*|\*|\?|\[!?\]?[^\]/]*\]|[^*?\[]+|\[")


def excluded(path: str, globs: Sequence[str], folder: str | None = None) -> bool:
    """Return True if a glob names the path or a folder above it.

    A glob without a slash names a file or folder anywhere; one with a slash is relative to the
    current folder or to `folder`, the folder that is searched. `*` stays within a name, `**` does not.
    The folders above both are nobody's choice: only an absolute glob looks at them.
    """
    spellings = [*_spellings(path, folder)]
    whole = os.path.abspath(path).replace(os.sep, "/")
    return any(
        _pattern(glob).fullmatch(each)
        for glob in globs
        for each in ((whole,) if os.path.isabs(glob) else spellings)
    )


def _spellings(path: str, folder: str | None) -> Iterator[str]:
    """Yield a path from the current folder, only its name if absolute and outside, then from `folder`."""
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
    names = "".join(map(_regex, _PART.findall(plain.removeprefix("/") if not os.path.isabs(glob) else plain)))
    return re.compile(f"{anywhere}{names}(?:/.*)?", re.DOTALL)


def _regex(part: str) -> str:
    """Return a part of a glob as a regular expression: a wildcard, a set in brackets or plain text."""
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
