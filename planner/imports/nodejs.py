"""Node.js' release schedule: `schedule.json` of nodejs/Release."""

import re

from planner.imports.document import read_json, table
from planner.imports.request import Imported, ImportRequest
from planner.imports.row import DEPRECATED, NOTED, RELEASED, RETIRED, Meaning, Row
from planner.imports.rows import plan_of_rows

_MEANINGS = {
    "alpha": NOTED,
    "start": RELEASED,
    "lts": Meaning(milestone="lts", noted=True),
    "maintenance": DEPRECATED,
    "end": RETIRED,
    "codename": NOTED,
}
_MAJOR = re.compile(r"v([0-9]{1,9})(?:\.([0-9]{1,9}))?")


def read(request: ImportRequest) -> Imported:
    """Return the plan of Node.js' release schedule, a version for each of its lines.

    Raise CannotImport if the source is no such schedule, or nothing in it can be used.
    """
    schedule = read_json(request.source)
    if not isinstance(schedule, dict) or not all(isinstance(each, dict) for each in schedule.values()):
        raise request.source.failure('is no schedule of Node.js: {"v20": {"start": …, "end": …}, …}')
    rows = [
        Row(name=name, values=table(dates), fields={"line": line} if (line := _line(name)) else {})
        for name, dates in schedule.items()
    ]
    return plan_of_rows(request, "Node.js", rows, _MEANINGS)


def _line(name: str) -> str | None:
    """Return `even` or `odd` for a major version; for v0.12 its minor number decides.

    Return None if the name is not that of a version.
    """
    if not (match := _MAJOR.fullmatch(name)):
        return None
    major, minor = int(match[1]), int(match[2] or 0)
    return "even" if (major or minor) % 2 == 0 else "odd"
