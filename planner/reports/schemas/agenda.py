"""The JSON Schema of `planner agenda`."""

from planner.reports.schemas.types import (
    DATE,
    FLAG,
    FORMAT_VERSION,
    TEXT,
    Schema,
    listed,
    or_null,
    record,
)


def schema() -> Schema:
    """Return the schema of the agenda."""
    about = record({"item": TEXT, "milestones": listed(TEXT), "withdraws": listed(TEXT)})
    due = {
        "path": TEXT,
        "product": TEXT,
        "date": DATE,
        "overdue": FLAG,
        "action": {"enum": ["send", "release", "switch", "deprecate", "end", "do"]},
        "about": listed(about),
        "channels": listed(TEXT),
        "name": or_null(TEXT),
        "missing": FLAG,
        "correction": FLAG,
        "earliest": or_null(DATE),
        "latest": or_null(DATE),
    }
    fields = {"format_version": FORMAT_VERSION, "as_of": DATE, "until": DATE, "due": listed(record(due))}
    return {"title": "Agenda", **record(fields)}
