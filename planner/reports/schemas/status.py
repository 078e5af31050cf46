"""The JSON Schema of `planner status`."""

from planner.reports.schemas.types import (
    DATE,
    FORMAT_VERSION,
    TEXT,
    Schema,
    listed,
    or_null,
    record,
)


def schema() -> Schema:
    """Return the schema of the phases of items and the answers to requests, day by day."""
    version = {"version": TEXT, "track": or_null(TEXT), "phase": or_null(TEXT), "answer": TEXT}
    unversioned = {"track": or_null(TEXT), "version": or_null(TEXT), "answer": TEXT}
    change = {
        "change": TEXT,
        "track": or_null(TEXT),
        "phase": or_null(TEXT),
        "since": or_null(DATE),
        "next": or_null(TEXT),
        "next_date": or_null(DATE),
    }
    day = {
        "date": DATE,
        "versions": listed(record(version)),
        "unversioned": listed(record(unversioned)),
        "unknown": TEXT,
        "changes": listed(record(change)),
    }
    fields = {"format_version": FORMAT_VERSION, "path": TEXT, "days": listed(record(day))}
    return {"title": "Phases and answers by day", **record(fields)}
