"""The JSON Schema of `planner simulate`."""

from planner.reports.schemas.types import (
    COUNT,
    DATE,
    FLAG,
    FORMAT_VERSION,
    SEVERITY,
    TEXT,
    Schema,
    by_name,
    listed,
    or_null,
    record,
)


def schema() -> Schema:
    """Return the schema of coming versions at a cadence, and of their effect on users."""
    versions = listed(record({"version": TEXT, "dates": by_name(DATE)}))
    move = {
        "date": DATE,
        "retires": listed(TEXT),
        "answers": or_null(TEXT),
        "answered": or_null(TEXT),
    }
    remaining = {
        "rule": TEXT,
        "severity": SEVERITY,
        "item": TEXT,
        "milestone": or_null(TEXT),
        "message": TEXT,
    }
    fields = {
        "format_version": FORMAT_VERSION,
        "path": TEXT,
        "as_of": DATE,
        "track": or_null(TEXT),
        "until": DATE,
        "written": FLAG,
        "added": versions,
        "ended": versions,
        "most_alive": COUNT,
        "alive": listed(record({"date": DATE, "number": COUNT})),
        "moves": listed(record(move)),
        "remaining": listed(record(remaining)),
    }
    return {"title": "Simulation", **record(fields)}
