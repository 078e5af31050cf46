"""The types from which the schemas of outputs are built."""

from typing import Any

from planner.policy import ROLES, SEVERITIES

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
COUNT: Schema = {"type": "integer", "minimum": 0}
WHOLE: Schema = {"type": "integer"}
DATE: Schema = {"type": "string", "format": "date"}
BOUND: Schema = {"anyOf": [DATE, {"enum": ["never", "before the calendar"]}]}
"""A date, or the words for a day beyond the calendar."""
SEVERITY: Schema = {"enum": list(SEVERITIES)}
ITEM_TYPE: Schema = {"enum": ["version", "change"]}
ROLE: Schema = {"enum": list(ROLES)}
FORMAT_VERSION: Schema = {"const": 1}


def or_null(schema: Schema) -> Schema:
    """Return the schema of a value that may be null."""
    return {"anyOf": [schema, {"type": "null"}]}


def listed(schema: Schema) -> Schema:
    """Return the schema of a list of values."""
    return {"type": "array", "items": schema}


def by_name(schema: Schema) -> Schema:
    """Return the schema of an object with any names, whose values all follow `schema`."""
    return {"type": "object", "additionalProperties": schema}


def record(fields: dict[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    """Return the schema of an object with exactly these fields, of which the optional ones may be missing."""
    return {
        "type": "object",
        "properties": fields,
        "required": [name for name in fields if name not in optional],
        "additionalProperties": False,
    }


RULE_MESSAGE = record({"rule": TEXT, "message": TEXT})
"""A rule and a sentence about it."""
WAIVER = record(
    {
        "reason": or_null(TEXT),
        "note": TEXT,
        "approved_by": or_null(TEXT),
        "allows": or_null(DATE),
        "expires": or_null(DATE),
    }
)
FINDING: dict[str, Schema] = {
    "rule": TEXT,
    "kind": TEXT,
    "severity": SEVERITY,
    "item": or_null(TEXT),
    "item_type": or_null(ITEM_TYPE),
    "track": or_null(TEXT),
    "milestone": or_null(TEXT),
    "date": or_null(DATE),
    "earliest": or_null(BOUND),
    "latest": or_null(BOUND),
    "days": or_null(WHOLE),
    "message": TEXT,
    "clause": or_null(TEXT),
    "fingerprint": TEXT,
    "channels": or_null(listed(TEXT)),
    "waived": or_null(WAIVER),
}
"""The fields of a finding, wherever it is printed in full."""
