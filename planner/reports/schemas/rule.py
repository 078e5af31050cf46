"""The JSON Schema of `planner rule`."""

from planner.reports.schemas.policy_types import RULE_IN_FULL
from planner.reports.schemas.types import (
    BOUND,
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
    """Return the schema of a rule as each policy has it, or of the meaning of another id."""
    date = record({"message": TEXT, "broken": FLAG, "spare": or_null(WHOLE)}, optional=("spare",))
    rule = RULE_IN_FULL | {
        "policy": TEXT,
        "cure": or_null(TEXT),
        "example": or_null(record({"message": TEXT, "holds": or_null(BOUND)})),
        "dates": or_null(listed(date)),
    }
    meaning = record({"id": TEXT, "source": TEXT, "means": TEXT, "cure": or_null(TEXT)})
    fields = {
        "format_version": FORMAT_VERSION,
        "rules": listed(record(rule)),
        "meaning": or_null(meaning),
    }
    return {"title": "Rule", **record(fields)}
