"""The JSON Schema of `planner export --to headers-json`."""

from planner.reports.schemas.types import (
    DATE,
    FORMAT_VERSION,
    TEXT,
    Schema,
    by_name,
    or_null,
    record,
)


def schema() -> Schema:
    """Return the schema of the response headers of versions and of changes, by name."""
    fields = dict.fromkeys(("Deprecation", "Sunset", "Link"), TEXT)
    headers = record({"track": or_null(TEXT), "headers": record(fields, optional=tuple(fields))})
    maps = {"versions": by_name(headers), "changes": by_name(headers)}
    return {
        "title": "Response headers",
        **record({"format_version": FORMAT_VERSION, "product": TEXT, "as_of": DATE, **maps}),
    }
