"""The JSON Schema of `planner when`."""

from planner.reports.schemas.types import (
    BOUND,
    DATE,
    FLAG,
    FORMAT_VERSION,
    RULE_MESSAGE,
    TEXT,
    Schema,
    listed,
    or_null,
    record,
)


def schema() -> Schema:
    """Return the schema of the earliest legal day of a milestone, and of the notices that it needs."""
    sending = {
        "announces": listed(TEXT),
        "channels": listed(TEXT),
        "planned": or_null(BOUND),
        "earliest": or_null(BOUND),
        "latest": or_null(BOUND),
        "rules": listed(TEXT),
    }
    fields = {
        "format_version": FORMAT_VERSION,
        "path": TEXT,
        "as_of": DATE,
        "item": TEXT,
        "milestone": TEXT,
        "set": or_null(DATE),
        "asked": or_null(DATE),
        "would_do": or_null(FLAG),
        "earliest": or_null(BOUND),
        "sentence": TEXT,
        "sendings": listed(record(sending)),
        "floors": listed(record({"rule": TEXT, "date": or_null(BOUND)})),
        "against": listed(RULE_MESSAGE),
    }
    return {"title": "Earliest legal day", **record(fields)}
