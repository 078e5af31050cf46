"""The JSON Schema of `planner diff`, of one plan or several, and of `planner policy try`."""

from planner.reports.schemas.types import (
    COUNT,
    DATE,
    FINDING,
    FLAG,
    FORMAT_VERSION,
    TEXT,
    WHOLE,
    Schema,
    by_name,
    listed,
    or_null,
    record,
)

_ENTRY = {
    "entry": {"enum": ["plan", "rule", "track", "version", "change", "notice", "freeze", "waiver"]},
    "name": or_null(TEXT),
    "item": TEXT,
    "announces": listed(TEXT),
    "rules": listed(TEXT),
}
_VIOLATION = (
    "rule",
    "severity",
    "item",
    "milestone",
    "date",
    "earliest",
    "latest",
    "days",
    "message",
    "fingerprint",
)
"""The fields of a violation, which are fewer than in a report."""
_ONLY_OF_NOTICES_AND_WAIVERS = ("item", "announces", "rules")


def schema() -> Schema:
    """Return the schema: one comparison, or a list of them with totals.

    The fields about a tried policy are there only for `planner policy try`.
    """
    one = {"format_version": FORMAT_VERSION, **_comparison()}
    tried = {
        "policy": TEXT,
        "set": listed(
            record({"rule": or_null(TEXT), "parameter": TEXT, "old": or_null({}), "new": or_null({})})
        ),
        "passed_over": COUNT,
        "totals": by_name(COUNT),
    }
    several = {
        "format_version": FORMAT_VERSION,
        "as_of": DATE,
        "differs": FLAG,
        **tried,
        "plans": listed(record(_comparison())),
    }
    return {"title": "Comparison of plans", "anyOf": [record(one), record(several, optional=tuple(tried))]}


def _comparison() -> dict[str, Schema]:
    """Return the fields of one comparison."""
    violation = record({name: FINDING[name] for name in _VIOLATION})
    twice = record({"old": violation, "new": violation})
    words = {"old": or_null(TEXT), "new": or_null(TEXT)}
    promise = {
        "item": TEXT,
        "milestone": TEXT,
        "told": DATE,
        "old": or_null(DATE),
        "new": or_null(DATE),
        "rewritten": FLAG,
    }
    return {
        "old": or_null(TEXT),
        "new": or_null(TEXT),
        "product": TEXT,
        "as_of": DATE,
        "status": {"enum": ["changed", "renamed", "added", "removed"]},
        "differs": FLAG,
        "dates": listed(
            _of_entry({"key": TEXT, "old": or_null(DATE), "new": or_null(DATE), "days": or_null(WHOLE)})
        ),
        "added": listed(_of_entry({"dates": by_name(DATE)})),
        "removed": listed(_of_entry({"dates": by_name(DATE)})),
        "renamed": listed(_of_entry(words)),
        "edited": listed(_of_entry({"key": TEXT, **words})),
        "promises": listed(record(promise)),
        "violations": record(
            {
                "gained": listed(violation),
                "lost": listed(violation),
                "grew": listed(twice),
                "shrank": listed(twice),
                "waived": listed(violation),
            }
        ),
    }


def _of_entry(fields: dict[str, Schema]) -> Schema:
    """Return the schema of a difference of one entry of the plan: its own fields, and the entry's."""
    return record(_ENTRY | fields, optional=_ONLY_OF_NOTICES_AND_WAIVERS)
