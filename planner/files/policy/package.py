"""Policies in installed packages: `package:acme_policies/public` is `public.toml` in `acme_policies`.

No code of a package is run: only its folder is looked up. Subpackages are folders, too.
"""

import os
import re
from collections.abc import Iterator, Sequence

from planner.diagnostics import did_you_mean, quoted, quoted_list

_PREFIX = "package:"
_SUFFIX = ".toml"
_PACKAGE = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
_PART = re.compile(r"\w[\w.-]*")
_MOST_LISTED = 1000
"""The files of a package that are listed and compared, at most."""


class NotPackaged(Exception):
    """There is no such policy in a package; the message says why."""


def locate_packaged(where: str) -> str:
    """Return the path of a policy `package:…` in an installed package. Raise NotPackaged if there is none.

    The path may lead into a zipped package, for `zipped_bytes`.
    """
    package, _, path = where.removeprefix(_PREFIX).partition("/")
    if not _PACKAGE.fullmatch(package):
        raise NotPackaged(f"{quoted(where)}: {quoted(package)} is no package's name, as in {_example()}")
    parts = path.split("/")
    if not path:
        raise NotPackaged(f"{quoted(where)}: the file in the package is missing, as in {_example()}")
    if not all(map(_PART.fullmatch, parts)):
        raise NotPackaged(f"{quoted(where)}: a policy's file lies in its package: names and / only")
    folders = _folders(where, package)
    file = path if path.endswith(_SUFFIX) else path + _SUFFIX
    for folder in folders:
        found = os.path.join(folder, *file.split("/"))
        if _exists(found) and _is_below(found, folder):
            return found
    known = sorted(name for folder in folders for name in _policies_in(folder))
    hint = did_you_mean(path.removesuffix(_SUFFIX), known) or (
        f": there are {quoted_list(known)}" if known else ""
    )
    raise NotPackaged(f"{quoted(where)}: the package {quoted(package)} has no {quoted(file)}{hint}")


def zipped_bytes(path: str) -> bytes | None:
    """Return the contents of a file in a zipped package, by a path that goes through the archive.

    Return None if the path leads into no archive, or the archive has no such file.
    """
    from zipfile import BadZipFile, Path

    archive, inside = _split_archive(path)
    if archive is None:
        return None
    try:
        return Path(archive, inside).read_bytes()
    except (BadZipFile, OSError, KeyError, ValueError):
        return None


def _example() -> str:
    return quoted(f"{_PREFIX}acme_policies/public")


def _folders(where: str, package: str) -> Sequence[str]:
    """Return the folders of a package, perhaps in an archive. Raise NotPackaged if there are none.

    `where` is the policy's name, for the message.
    """
    from importlib.util import find_spec

    top, *below = package.split(".")
    try:
        spec = find_spec(top)
    except (ImportError, ValueError, AttributeError):
        spec = None
    if spec is None:
        raise NotPackaged(f"{quoted(where)}: the package {quoted(top)} is not installed beside the planner")
    found = [os.path.join(each, *below) for each in spec.submodule_search_locations or ()]
    folders = [each for each in found if os.path.isdir(each) or _split_archive(each)[0] is not None]
    if not folders:
        raise NotPackaged(f"{quoted(where)}: {quoted(package)} is no package with files")
    return folders


def _exists(path: str) -> bool:
    """Return True if there is a file at a path, which may lead into an archive."""
    return os.path.isfile(path) or zipped_bytes(path) is not None


def _is_below(path: str, folder: str) -> bool:
    """Return True if a path is in a folder after all links are followed."""
    top = os.path.realpath(folder)
    return os.path.commonpath([os.path.realpath(path), top]) == top


def _policies_in(folder: str) -> Iterator[str]:
    """Yield the TOML files below a package's folder, as the names of policies: with slashes, no suffix."""
    number = 0
    for parent, _, files in os.walk(folder):
        for name in files:
            number += 1
            if number > _MOST_LISTED:
                return
            if name.endswith(_SUFFIX):
                inside = os.path.relpath(os.path.join(parent, name), folder)
                yield inside.removesuffix(_SUFFIX).replace(os.sep, "/")


def _split_archive(path: str) -> tuple[str | None, str]:
    """Return the file that a path goes through, and the rest of the path: an archive and the path in it.

    Return None and an empty text if it goes through no file.
    """
    above, inside = path, ""
    while above and not os.path.lexists(above):
        above, name = os.path.split(above)
        inside = f"{name}/{inside}" if inside else name
        if not name:
            break
    return (above, inside) if inside and os.path.isfile(above) else (None, "")
