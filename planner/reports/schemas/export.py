"""The JSON Schema of `planner export --to json`."""

from planner.reports.schemas.types import (
    DATE,
    FINDING,
    FLAG,
    FORMAT_VERSION,
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
        "policy": _policy(),
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


def _policy() -> Schema:
    """Return the schema of the policy in brief."""
    milestone = {
        "name": TEXT,
        "of": ITEM_TYPE,
        "role": or_null(ROLE),
        "label": TEXT,
        "phase": or_null(TEXT),
        "answers": or_null(TEXT),
        "exclusive": FLAG,
        "superseded": or_null(TEXT),
    }
    rule = {
        "id": TEXT,
        "kind": TEXT,
        "severity": SEVERITY,
        "clause": or_null(TEXT),
        "url": or_null(TEXT),
        "because": or_null(TEXT),
        "waivable": FLAG,
    }
    return record(
        {
            "name": TEXT,
            "title": or_null(TEXT),
            "url": or_null(TEXT),
            "unversioned": TEXT,
            "invalid": or_null(TEXT),
            "milestones": listed(record(milestone)),
            "channels": by_name(TEXT),
            "reasons": by_name(TEXT),
            "rules": listed(record(rule)),
        }
    )
