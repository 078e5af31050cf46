"""The JSON Schema of the report of `planner check` (docs/ci.md)."""

from planner.reports.schemas.types import (
    COUNT,
    DATE,
    FINDING,
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
    """Return the schema of the report; its field `since` may be left out."""
    error = record({"code": TEXT, "message": TEXT, "line": or_null(WHOLE), "column": or_null(WHOLE)})
    related = record({"item": TEXT, "what": TEXT, "date": DATE, "line": WHOLE})
    place = {"line": WHOLE, "column": WHOLE, "related": listed(related)}
    plan = record(
        {
            "path": TEXT,
            "product": or_null(TEXT),
            "policy": or_null(TEXT),
            "judged": FLAG,
            "errors": listed(error),
            "violations": listed(record(FINDING | place)),
        }
    )
    counts = dict.fromkeys(("plans", "error", "warning", "info", "waived"), COUNT)
    report = {
        "format_version": FORMAT_VERSION,
        "as_of": DATE,
        "summary": record(counts),
        "since": record({"base": TEXT, "known": COUNT}),
        "plans": listed(plan),
    }
    return {"title": "Report of planner check", **record(report, optional=("since",))}
