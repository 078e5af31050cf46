"""The JSON Schema of `planner policy check`."""

from planner.reports.schemas.types import (
    FLAG,
    FORMAT_VERSION,
    TEXT,
    WHOLE,
    Schema,
    listed,
    or_null,
    record,
)


def schema() -> Schema:
    """Return the schema of the errors and mistakes of policies."""
    place = {"line": or_null(WHOLE), "column": or_null(WHOLE), "path": TEXT}
    error = record({"code": TEXT, "message": TEXT, **place})
    policy = record({"policy": TEXT, "sound": FLAG, "errors": listed(error)})
    return {
        "title": "Errors of policies",
        **record({"format_version": FORMAT_VERSION, "policies": listed(policy)}),
    }
