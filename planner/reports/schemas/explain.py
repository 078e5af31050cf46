"""The JSON Schema of `planner explain`."""

from typing import get_args

from planner.engine.questions.explain import Fact
from planner.reports.schemas.types import (
    BOUND,
    COUNT,
    DATE,
    FORMAT_VERSION,
    RULE_MESSAGE,
    TEXT,
    Schema,
    listed,
    or_null,
    record,
)


def schema() -> Schema:
    """Return the schema of the reasons why dates of an item can be no earlier and no later."""
    fact = or_null({"enum": list(get_args(Fact))})
    link = {
        "item": TEXT,
        "milestone": TEXT,
        "date": or_null(BOUND),
        "bound": or_null(BOUND),
        "rule": or_null(TEXT),
        "why": or_null(TEXT),
        "fact": fact,
    }
    end = or_null(record({"date": or_null(BOUND), "sentence": TEXT, "chain": listed(record(link))}))
    slack = record({"days": or_null(COUNT), "breaks": listed(RULE_MESSAGE)})
    date = {
        "milestone": TEXT,
        "date": DATE,
        "fact": fact,
        "earliest": end,
        "latest": end,
        "allowed": or_null(BOUND),
        "contradiction": listed(RULE_MESSAGE),
        "objections": listed(RULE_MESSAGE),
        "slack": or_null(record({"earlier": slack, "later": slack})),
    }
    fields = {
        "format_version": FORMAT_VERSION,
        "path": TEXT,
        "as_of": DATE,
        "item": TEXT,
        "dates": listed(record(date)),
    }
    return {"title": "Reasons for dates", **record(fields)}
