"""The JSON Schema of `planner export --to json`."""

from planner.reports.schemas.policy_types import POLICY_BRIEF
from planner.reports.schemas.types import (
    DATE,
    FINDING,
    FLAG,
    FORMAT_VERSION,
    ITEM_TYPE,
    ROLE,
    TEXT,
    Schema,
    listed,
    or_null,
    record,
)


def schema() -> Schema:
    """Return the schema of a plan with its policy, phases and findings.

    The entries of the plan may have any keys, such as the names of milestones.
    """
    related = record({"item": TEXT, "what": TEXT, "date": DATE})
    finding = record(FINDING | {"sums": listed(TEXT), "related": listed(related)})
    phase = {
        "from": DATE,
        "until": or_null(DATE),
        "phase": TEXT,
        "answers": or_null(TEXT),
        "milestone": TEXT,
        "role": or_null(ROLE),
        "superseded": FLAG,
    }
    phases = {"item": TEXT, "item_type": ITEM_TYPE, "track": or_null(TEXT), "phases": listed(record(phase))}
    model = {
        "format_version": FORMAT_VERSION,
        "as_of": DATE,
        "plan": _plan(),
        "policy": record(POLICY_BRIEF),
        "phases": listed(record(phases)),
        "findings": listed(finding),
    }
    return {"title": "Plan with its phases and findings", **record(model)}


def _plan() -> Schema:
    """Return the schema of the plan's data, with the keys of its file; dates are texts."""
    entries = listed({"type": "object"})
    return {
        "type": "object",
        "properties": {
            "format": {"const": 1},
            "product": TEXT,
            "policy": TEXT,
            "judge_from": DATE,
            **dict.fromkeys(("version", "change", "notice", "freeze", "waiver"), entries),
        },
        "required": ["format", "product", "policy"],
    }
