"""Versions of GitHub's REST API: `rest-api-versions.yml` of github/docs."""

from planner.imports.document import read_yaml, table
from planner.imports.request import Imported, ImportRequest
from planner.imports.row import RELEASED, RETIRED, Row
from planner.imports.rows import plan_of_rows

_NAME = "the version's name"
_MEANINGS = {_NAME: RELEASED, "end_of_support": RETIRED}


def read(request: ImportRequest) -> Imported:
    """Return the plan of GitHub's REST API versions, each named after the day of its release.

    Raise CannotImport if the source is no table of these versions, or nothing in it can be used.
    """
    versions = table(read_yaml(request.source)).get("versions")
    if not isinstance(versions, dict):
        raise request.source.failure("is no table of GitHub's API versions: a mapping `versions`")
    rows = [Row(name=name, values={_NAME: name, **table(dates)}) for name, dates in versions.items()]
    return plan_of_rows(request, "GitHub REST API", rows, _MEANINGS)
