"""Tags of a git repository, or a list of lines "tag commit time": a version per major line."""

import re
from typing import NamedTuple

from planner.diagnostics import visible
from planner.imports.request import Imported, ImportRequest, Remark
from planner.imports.row import RELEASED, Row
from planner.imports.rows import MOST_ROWS, plan_of_rows
from planner.revisions import UnknownRevision

_TIME = "the time of its tag"
_LONGEST_TAG = 200
_DOTTED = re.compile(r"(.*?)(?<![0-9.])([0-9]{1,18})((?:\.[0-9]{1,18}){1,3})(|[-._+~]?[A-Za-z~+].*|-[0-9].*)")
_WHOLE = re.compile(r"((?:|v|V|r|rel(?:ease)?[-_/]?v?|version[-_/]?))([0-9]{1,4})()()")
"""A version that is one number; a longer number is a day or a build."""
_RELEASE = re.compile(r"(?:[-.](?:final|release|ga))?(?:\+.*)?", re.IGNORECASE)
"""The suffixes of releases; every other one is a prerelease's."""
_REMOTE = re.compile(r".*?([^/:]+/[^/:]+?)(?:\.git)?/?")
_LINE = re.compile(r"(\S+)\s+\S+\s+(\S.*)")
_SHORT_LINE = re.compile(r"(\S+)\s+(\S+)")


class Tag(NamedTuple):
    """A tag that is a version: its line and its place in it."""

    name: str
    prefix: str
    major: str
    rest: tuple[int, ...]
    """The numbers behind the major one."""
    is_prerelease: bool
    time: str
    line: int | None

    @property
    def is_first(self) -> bool:
        """True for a release x.0.0 or x.0, which begins a line of versions."""
        return bool(self.rest) and not any(self.rest) and not self.is_prerelease


def read(request: ImportRequest) -> Imported:
    """Return the plan of the tags: each line of versions is released on the day of its x.0.0 tag, in UTC.

    Raise CannotImport if the source has no tags of versions, or too many lines.
    """
    numbered = request.source.data is not None
    listing = request.source.text() if numbered else _listing(request)
    tags: list[Tag] = []
    remarks: list[Remark] = []
    for number, line in enumerate(listing.split("\n"), 1):
        found = _tag(line.strip(), number if numbered else None)
        if isinstance(found, Tag):
            tags.append(found)
        elif line.strip() and len(remarks) < MOST_ROWS:
            remarks.append(found)
        elif line.strip():
            raise request.source.failure(f"is no list of tags: {MOST_ROWS} lines are none")
    if len({(each.prefix, each.major) for each in tags}) > MOST_ROWS:
        raise request.source.failure(f"is no list of tags: more than {MOST_ROWS} lines of versions")
    rows, without = _rows(tags)
    product = None if numbered else _origin(request.source.path)
    return plan_of_rows(request, product, rows, {_TIME: RELEASED}, remarks=(*remarks, *without))


def _listing(request: ImportRequest) -> str:
    """Return the tags of a repository as lines "tag type time", oldest first.

    Raise CannotImport if there are none.
    """
    from planner.revisions.git import git

    form = "--format=%(refname:strip=2) %(objecttype) %(creatordate:iso-strict)"
    try:
        found = git(request.source.path, "for-each-ref", "--sort=creatordate", form, "refs/tags")
    except UnknownRevision as error:
        raise request.source.failure(str(error)) from None
    if not found.strip():
        raise request.source.failure("the repository has no tags")
    return found.decode("utf-8", "replace")


def _origin(folder: str) -> str | None:
    """Return "owner/name" of the repository's remote `origin`, or None if it has none."""
    from planner.revisions.git import git

    try:
        url = git(folder, "config", "--get", "remote.origin.url", codes=(0, 1)).decode("utf-8", "replace")
    except UnknownRevision:
        return None
    match = _REMOTE.fullmatch(url.strip())
    return match[1] if match else None


def _tag(text: str, number: int | None) -> Tag | Remark:
    """Return the tag of a line "tag commit time", or a remark if it is no version with a time.

    `number` is the line's number for messages; None for tags of a repository.
    """
    parts = _LINE.fullmatch(text) or _SHORT_LINE.fullmatch(text)
    if parts is None:
        return Remark(visible(text), 'is no line "tag commit time": left out', number)
    name, time = parts.groups()
    version = (_DOTTED.fullmatch(name) or _WHOLE.fullmatch(name)) if len(name) <= _LONGEST_TAG else None
    if version is None:
        return Remark(visible(name), "is no version: left out", number)
    prefix, major, rest, suffix = version.groups()
    return Tag(
        name=name,
        prefix=prefix or "",
        major=major,
        rest=tuple(map(int, rest.split(".")[1:])),
        is_prerelease=not _RELEASE.fullmatch(suffix),
        time=time,
        line=number,
    )


def _rows(tags: list[Tag]) -> tuple[list[Row], list[Remark]]:
    """Return a row for each line of versions that has a first release, and a remark on each other line.

    The first release is x.0.0 or x.0; where tags are only v1, v2, …, each of these is one.
    """
    lines: dict[tuple[str, int], list[Tag]] = {}
    for tag in tags:
        lines.setdefault((tag.prefix, int(tag.major)), []).append(tag)
    rows: list[Row] = []
    remarks: list[Remark] = []
    for (prefix, _), members in sorted(lines.items()):
        name = f"{prefix}{members[0].major}"
        first = max(
            (each for each in members if each.is_first), key=lambda each: len(each.rest), default=None
        )
        if first is None and all(not each.rest for each in members):
            first = next((each for each in members if not each.is_prerelease), None)  # v1, v2, v3
        if first is None:
            remarks.append(Remark(visible(name), f"no {visible(name)}.0.0 among the tags: left out"))
        else:
            rows.append(Row(name=name, values={_TIME: first.time}, line=first.line))
    return rows, remarks
