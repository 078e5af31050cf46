"""Kubernetes' patch releases: `schedule.yaml` or `eol.yaml` of kubernetes/website."""

from collections.abc import Iterator

from planner.diagnostics import visible
from planner.imports.days import NotADay, read_day
from planner.imports.document import as_text, read_yaml, table
from planner.imports.request import Imported, ImportRequest, Remark
from planner.imports.row import DEPRECATED, RELEASED, RETIRED, Meaning, Row
from planner.imports.rows import plan_of_rows

_LISTS = ("schedules", "branches")
_MEANINGS = {
    "release": Meaning(key="name"),
    "releaseDate": RELEASED,
    "maintenanceModeStartDate": DEPRECATED,
    "endOfLifeDate": RETIRED,
    "note": Meaning(key="note"),
}


def read(request: ImportRequest) -> Imported:
    """Return the plan of Kubernetes' schedule or of its ended branches, a version for each entry.

    Raise CannotImport if the source is neither, or nothing in it can be used.
    """
    found = table(read_yaml(request.source))
    entries = [each for name in _LISTS if isinstance(found.get(name), list) for each in found[name]]
    if not entries or not all(isinstance(each, dict) for each in entries):
        raise request.source.failure("is no schedule of Kubernetes: a list `schedules` or `branches`")
    rows = [
        Row(name=as_text(each.get("release")) or "", values=each, label=f"entry {number}")
        if as_text(each.get("release")) is None
        else Row(name=each["release"], values=each)
        for number, each in enumerate(entries, 1)
    ]
    return plan_of_rows(request, "Kubernetes", rows, _MEANINGS, remarks=_doubtful_releases(rows))


def _doubtful_releases(rows: list[Row]) -> Iterator[Remark]:
    """Yield a remark for each release date that is not the day of the x.y.0 patch in the same entry."""
    for row in rows:
        patches = row.values.get("previousPatches")
        for each in map(table, patches if isinstance(patches, list) else ()):
            if each.get("release") != f"{row.name}.0":
                continue
            first, released = as_text(each.get("targetDate")), as_text(row.values.get("releaseDate"))
            try:
                differs = first is not None and released is not None and read_day(first) != read_day(released)
            except NotADay:
                continue
            if differs:
                used = f"releaseDate {visible(str(released))} is used"
                yield Remark(row.called, f"{used}, but {row.name}.0 is of {visible(str(first))}")
