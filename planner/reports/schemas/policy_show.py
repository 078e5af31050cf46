"""The JSON Schema of `planner policy show`."""

from planner.reports.schemas.policy_types import POLICY_BRIEF, RULE_IN_FULL
from planner.reports.schemas.types import (
    FLAG,
    FORMAT_VERSION,
    ITEM_TYPE,
    TEXT,
    Schema,
    listed,
    or_null,
    record,
)


def schema() -> Schema:
    """Return the schema of a policy in full."""
    changes = {"compatible": listed(TEXT), "incompatible": listed(TEXT), "unlisted": TEXT}
    field = {
        "name": TEXT,
        "of": listed(ITEM_TYPE),
        "one_of": or_null(listed(TEXT)),
        "required": FLAG,
        "default": or_null({"type": ["string", "boolean"]}),
    }
    policy = POLICY_BRIEF | {
        "promise": or_null(TEXT),
        "coverage": or_null(TEXT),
        "tracks": or_null(listed(TEXT)),
        "changes": record(changes),
        "fields": listed(record(field)),
        "rules": listed(record(RULE_IN_FULL)),
    }
    return {
        "title": "Policy in full",
        **record({"format_version": FORMAT_VERSION, "policy": record(policy)}),
    }
