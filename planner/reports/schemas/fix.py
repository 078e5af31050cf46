"""The JSON Schema of `planner fix`."""

from planner.reports.schemas.types import (
    BOUND,
    DATE,
    FLAG,
    FORMAT_VERSION,
    RULE_MESSAGE,
    SEVERITY,
    TEXT,
    WHOLE,
    Schema,
    listed,
    or_null,
    record,
)


def schema() -> Schema:
    """Return the schema of the moves and notices that are proposed, and of the violations that remain."""
    move = {
        "item": TEXT,
        "milestone": TEXT,
        "from": DATE,
        "to": DATE,
        "days": WHOLE,
        "rule": TEXT,
        "message": TEXT,
    }
    notice = {
        "item": TEXT,
        "date": DATE,
        "announces": listed(TEXT),
        "channels": listed(TEXT),
        "rules": listed(TEXT),
        "latest": or_null(BOUND),
    }
    way = {
        "direction": TEXT,
        "blocker": or_null(TEXT),
        "chain": listed(RULE_MESSAGE),
        "sentences": listed(TEXT),
    }
    conflict = {"rule": TEXT, "item": TEXT, "milestone": or_null(TEXT), "ways": listed(record(way))}
    remaining = {
        "rule": TEXT,
        "severity": SEVERITY,
        "item": or_null(TEXT),
        "milestone": or_null(TEXT),
        "message": TEXT,
        "new": FLAG,
        "advice": listed(TEXT),
    }
    fields = {
        "format_version": FORMAT_VERSION,
        "path": TEXT,
        "as_of": DATE,
        "prefer": TEXT,
        "written": FLAG,
        "moves": listed(record(move)),
        "notices": listed(record(notice)),
        "conflicts": listed(record(conflict)),
        "remaining": listed(record(remaining)),
    }
    return {"title": "Proposed moves and notices", **record(fields)}
