"""Python's release cycle: `release-cycle.json` of the developer's guide."""

from planner.imports.document import read_json
from planner.imports.request import Imported, ImportRequest
from planner.imports.row import RELEASED, RETIRED, Meaning, Row
from planner.imports.rows import plan_of_rows

_END_OF_BUG_FIXES = Meaning(milestone="bugfix-end", role="deprecated")
_MEANINGS = {
    "first_release": RELEASED,
    "end_of_bugfix": _END_OF_BUG_FIXES,
    "end_of_bugfixes": _END_OF_BUG_FIXES,
    "security": _END_OF_BUG_FIXES,
    "end_of_life": RETIRED,
}


def read(request: ImportRequest) -> Imported:
    """Return the plan of Python's release cycle, a version for each of its entries.

    Raise CannotImport if the source is no such cycle, or nothing in it can be used.
    """
    cycle = read_json(request.source)
    if not isinstance(cycle, dict) or not all(isinstance(each, dict) for each in cycle.values()):
        raise request.source.failure(
            'is no release cycle of Python: {"3.13": {"first_release": …, "end_of_life": …}, …}'
        )
    rows = [Row(name=name, values=each) for name, each in cycle.items()]
    return plan_of_rows(request, "Python", rows, _MEANINGS)
