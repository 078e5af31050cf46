"""The JSON Schema of `planner policy list`."""

from planner.reports.schemas.types import (
    COUNT,
    FORMAT_VERSION,
    TEXT,
    Schema,
    listed,
    or_null,
    record,
)


def schema() -> Schema:
    """Return the schema of the presets."""
    texts = dict.fromkeys(("title", "group", "promise", "coverage", "url"), or_null(TEXT))
    preset = record({"name": TEXT, **texts, "rules": COUNT})
    return {"title": "Presets", **record({"format_version": FORMAT_VERSION, "policies": listed(preset)})}
