"""The form for the filter of a list of plans."""

from collections.abc import Sequence
from typing import cast

from planner.dates import Day, counted, parse_duration
from planner.portfolio.arrangement import Only, PlanFilter, matches
from planner.portfolio.summary import PlanSummary
from planner.tui.dialogs.fields import CheckField, Field, SelectField, TextField, Values
from planner.tui.dialogs.form import Form, Outcome

ONLY = (
    ("violated", "violated: something is open"),
    ("due", "due: overdue, or a date lies close ahead"),
    ("unreadable", "cannot be read: the file has errors"),
)


def plan_filter_form(
    plan_filter: PlanFilter, summaries: Sequence[PlanSummary], as_of: Day, hint: str
) -> Form[PlanFilter]:
    """Return the form for the filter of the list of plans; it tells how many plans the filter would show.

    It begins with `plan_filter`. Policies are asked for if the plans have several. `hint` is a line about
    keys that filter, too.
    """
    policies = sorted({each.policy for each in summaries if each.policy} | plan_filter.policies)
    of_policies = CheckField(
        name="policies",
        label="Policies",
        options=tuple((each, each) for each in policies),
        values=tuple(sorted(plan_filter.policies)),
    )
    fields: tuple[Field, ...] = (
        TextField(
            name="text",
            label="Has",
            value=plan_filter.text,
            placeholder="a part of the product, file, version or change",
        ),
        SelectField(name="only", label="Only", options=ONLY, value=plan_filter.only, prompt="all plans"),
        TextField("within", "Due within", str(plan_filter.within)),
        *((of_policies,) if len(policies) > 1 else ()),
    )

    def read(values: Values) -> PlanFilter:
        """Return the typed filter; raise ValueError if its time is no duration."""
        return PlanFilter(
            text=values.text("text") or "",
            only=cast("Only | None", values.text("only")),
            within=parse_duration((values.text("within") or "").lower()),
            policies=frozenset(values.several("policies")),
        )

    def describe(wanted: PlanFilter) -> Outcome:
        """Return the number of plans that the filter shows, in words; doubtful if none."""
        found = sum(matches(each, wanted, as_of) for each in summaries)
        return Outcome(f"{found} of {counted(len(summaries), 'plan')}", doubtful=not found)

    return Form(
        "Which plans?",
        fields,
        read,
        describe=describe,
        apply="Filter",
        hint=hint,
    )
