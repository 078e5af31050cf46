"""The JSON Schema of the counts of `planner check --statistics`."""

from planner.reports.schemas.types import (
    COUNT,
    DATE,
    FORMAT_VERSION,
    SEVERITY,
    TEXT,
    Schema,
    listed,
    record,
)


def schema() -> Schema:
    """Return the schema of the numbers of violations by rule and severity."""
    count = record({"rule": TEXT, "severity": SEVERITY, "open": COUNT, "waived": COUNT})
    fields = {"format_version": FORMAT_VERSION, "as_of": DATE, "statistics": listed(count)}
    return {"title": "Statistics of planner check", **record(fields)}
