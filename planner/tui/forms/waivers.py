"""The form for a waiver."""

from planner.dates import Day, iso
from planner.edits import waivers
from planner.edits.entries import NEW
from planner.engine.statement import Finding
from planner.plan import Plan, Waiver
from planner.policy import Policy
from planner.tui.forms.form import AnyOf, DayReader, Field, Form, OneOf, Text, Values


def waiver_form(
    plan: Plan, policy: Policy, finding: Finding, rules: tuple[str, ...], day_of: DayReader
) -> Form[Plan]:
    item = plan.items[finding.item]
    choice: list[Field] = [AnyOf("rules", "Rules", tuple((each, each) for each in rules), rules)]
    fields: list[Field] = [
        *(choice if len(rules) > 1 else ()),
        OneOf("reason", "Reason", tuple((name, f"{name}: {said}") for name, said in policy.reasons.items())),
        Text("note", "Note", placeholder="why, in a sentence"),
        Text("approved_by", "Approved by"),
        Text(
            "allows",
            "Allows",
            iso(finding.date) if finding.date is not None else "",
            "the date that was agreed to",
        ),
        Text("expires", "Expires", placeholder="a date, or nothing"),
    ]

    def optional(values: Values, name: str) -> Day | None:
        text = values.text(name)
        return None if text is None else day_of(text)

    def read(values: Values) -> Plan:
        waiver = Waiver(
            NEW,
            values.several("rules") if len(rules) > 1 else rules,
            item.name,
            values.text("note") or "",
            values.required("reason", "a reason that the policy accepts"),
            values.text("approved_by"),
            optional(values, "allows"),
            optional(values, "expires"),
        )
        return waivers.add(plan, waiver)

    return Form(f"Waive a violation of {item.name}", fields, read, apply="Waive", hint=finding.reason.message)
