"""The types of policies and rules from which the schemas of outputs are built."""

from planner.reports.schemas.types import (
    FLAG,
    ITEM_TYPE,
    ROLE,
    SEVERITY,
    TEXT,
    Schema,
    by_name,
    listed,
    or_null,
    record,
)

_MILESTONE = record(
    {
        "name": TEXT,
        "of": ITEM_TYPE,
        "role": or_null(ROLE),
        "label": TEXT,
        "phase": or_null(TEXT),
        "answers": or_null(TEXT),
        "exclusive": FLAG,
        "superseded": or_null(TEXT),
    }
)
_RULE_BRIEF: dict[str, Schema] = {
    "id": TEXT,
    "kind": TEXT,
    "severity": SEVERITY,
    "clause": or_null(TEXT),
    "url": or_null(TEXT),
    "because": or_null(TEXT),
    "waivable": FLAG,
}
RULE_IN_FULL: dict[str, Schema] = _RULE_BRIEF | {
    "of": or_null(TEXT),
    "demands": TEXT,
    "terms": listed(TEXT),
    "yields_to": listed(TEXT),
}
"""The fields of a rule with its demand in words."""
POLICY_BRIEF: dict[str, Schema] = {
    "name": TEXT,
    "title": or_null(TEXT),
    "url": or_null(TEXT),
    "unversioned": TEXT,
    "invalid": or_null(TEXT),
    "milestones": listed(_MILESTONE),
    "channels": by_name(TEXT),
    "reasons": by_name(TEXT),
    "rules": listed(record(_RULE_BRIEF)),
}
"""The fields of a policy that explain the dates and findings of a plan."""
