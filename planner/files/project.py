"""The settings of a project: `planner.toml`, or `[tool.planner]` of `pyproject.toml`.

They stand in for options of the command line, so that a shell, a hook and a CI job check the same plans.
"""

import os
import re

from planner.diagnostics import Diagnostic
from planner.disk.source import decode, read_bytes
from planner.files.locations import DataLocation, PathDiagnostics, located
from planner.files.schema.fields import Field, Fields
from planner.files.table import Table, checked, shape
from planner.named_tuple import NamedTuple
from planner.policy import SEVERITIES
from planner.toml.parse import parse
from planner.toml.parsed import ParsedFile

OWN_FILE = "planner.toml"
SHARED_FILE = "pyproject.toml"

FIELDS: Fields = {
    "paths": Field("texts", "the plans, folders and globs to check, relative to this file"),
    "exclude": Field("texts", "globs of files and folders to leave out"),
    "fail-on": Field("text", "the severity from which on `check` exits with 1", one_of=SEVERITIES),
    "since": Field("name", "`check` reports only what got worse since this state: git:REV, or a file"),
}

_TABLE = ("tool", "planner")
_HAS_TABLE = rb"""(?m)^[ \t]*\[?[ \t]*["']?tool["']?[ \t]*(?:\][ \t]*$|\.[ \t]*["']?planner\b)"""
"""A line that may begin `[tool.planner]`: other projects' files are not parsed."""


class Project(NamedTuple):
    """The settings of a project; paths and globs are relative to the folder that they were asked from."""

    path: str | None = None
    """The file; None if there is none."""
    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fail_on: str | None = None
    since: str | None = None


class BrokenProject(Exception):
    """A project's settings have errors."""

    def __init__(self, path: str, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(path)
        self.path = path
        self.diagnostics = diagnostics


def read_project(folder: str = os.curdir) -> Project:
    """Return the nearest settings: of a folder, else of those above it, up to the top of the repository.

    Without any, return the defaults. Raise BrokenProject if they have errors, and Unreadable if the file
    cannot be read.
    """
    while True:
        for read in (_own, _shared):
            if (project := read(folder)) is not None:
                return project
        above = os.path.join(folder, os.pardir)
        is_top = os.path.exists(os.path.join(folder, ".git")) or os.path.samefile(folder, above)
        if is_top:
            return Project()
        folder = above


def _own(folder: str) -> Project | None:
    """Return the settings of a folder's `planner.toml`; None without it, or if it is a plan or a policy.

    Raise BrokenProject if they have errors.
    """
    path = _path(folder, OWN_FILE)
    if not os.path.isfile(path):
        return None
    from planner.files.format import file_kind  # rarely needed

    document = _parsed(path, read_bytes(path))
    if file_kind(document.data) is not None:
        return None
    return _project(path, document, document.data, ())


def _shared(folder: str) -> Project | None:
    """Return the settings of `[tool.planner]` in a folder's `pyproject.toml`; None without that table.

    Raise BrokenProject if they have errors, or if the file is no TOML and seems to have that table.
    """
    path = _path(folder, SHARED_FILE)
    if not os.path.isfile(path) or not re.search(_HAS_TABLE, data := read_bytes(path)):
        return None
    document = _parsed(path, data)
    table: object = document.data
    for key in _TABLE:
        table = table.get(key) if isinstance(table, dict) else None
    if isinstance(table, dict):
        return _project(path, document, table, _TABLE)
    if document.diagnostics:
        raise BrokenProject(path, document.diagnostics)
    return None


def _path(folder: str, name: str) -> str:
    """Return the path of a file in a folder, without parts such as `./`."""
    return os.path.normpath(os.path.join(folder, name))


def _parsed(path: str, data: bytes) -> ParsedFile:
    """Return the data of a settings file, with its syntax errors; raise BrokenProject if it is not UTF-8."""
    source = decode(path, data)
    if isinstance(source, Diagnostic):
        raise BrokenProject(path, (source,))
    if not source.text.strip():
        return ParsedFile(source, {}, source.text)
    return parse(source, {name: field.type for name, field in FIELDS.items()}, "value")


def _project(path: str, document: ParsedFile, table: Table, within: tuple[str, ...]) -> Project:
    """Return the settings of a table, which is at the path `within` in the file.

    Raise BrokenProject if it has errors.
    """
    location = DataLocation(within, PathDiagnostics())
    right = checked(table, shape("the settings", FIELDS), location)
    if diagnostics := located(document, location.path_diagnostics):
        raise BrokenProject(path, diagnostics)
    folder = os.path.dirname(path)
    since = right.get("since")
    return Project(
        path=path,
        paths=tuple(_from_here(each, folder) for each in right.get("paths", ())),
        exclude=tuple(_from_here(each, folder) if "/" in each else each for each in right.get("exclude", ())),
        fail_on=right.get("fail-on"),
        since=since if since is None or since.startswith("git:") else _from_here(since, folder),
    )


def _from_here(path: str, folder: str) -> str:
    """Return a path or glob, written in a file of `folder`, as it reads from the current folder."""
    return os.path.relpath(os.path.join(folder, path))
