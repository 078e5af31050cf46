"""The form for a waiver."""

from planner.dates import iso
from planner.edits import waivers
from planner.edits.entries import NEW
from planner.engine.constraint import Finding
from planner.plan import Plan, Waiver
from planner.policy import Policy
from planner.tui.dialogs.form import (
    CheckField,
    DayReader,
    Field,
    Form,
    Outcome,
    SelectField,
    TextField,
    Values,
)
from planner.tui.panels.inspection import dated


def waiver_form(
    plan: Plan, policy: Policy, finding: Finding, rules: tuple[str, ...], day_of: DayReader
) -> Form[Plan]:
    """Return the form that adds a waiver of a violation."""
    item = plan.items[finding.item]
    choice: list[Field] = [CheckField("rules", "Rules", tuple((each, each) for each in rules), rules)]
    fields: list[Field] = [
        *(choice if len(rules) > 1 else ()),
        SelectField(
            "reason", "Reason", tuple((name, f"{name}: {said}") for name, said in policy.reasons.items())
        ),
        TextField("note", "Note", placeholder="why, in a sentence"),
        TextField("approved_by", "Approved by"),
        TextField(
            "allows",
            "Allows",
            iso(finding.date) if finding.date is not None else "",
            "the date that was agreed to",
        ),
        TextField("expires", "Expires", placeholder="a date, or nothing"),
    ]

    def read(values: Values) -> Plan:
        allows, expires = values.text("allows"), values.text("expires")
        waiver = Waiver(
            NEW,
            values.several("rules") if len(rules) > 1 else rules,
            item.name,
            values.text("note") or "",
            values.required("reason", "a reason that the policy accepts"),
            values.text("approved_by"),
            None if allows is None else day_of(allows, finding.date),
            None if expires is None else day_of(expires, coming=True),
        )
        return waivers.add(plan, waiver)

    return Form(
        f"Waive a violation of {item.name}",
        fields,
        read,
        describe=_dates_of_last,
        apply="Waive",
        hint=finding.reason.message,
    )


def _dates_of_last(plan: Plan) -> Outcome:
    """Say which dates the waiver that was added has."""
    waiver = plan.waivers[-1]
    dates = (("allows", waiver.allows), ("expires", waiver.expires))
    return Outcome(", ".join(f"{word} {dated(day)}" for word, day in dates if day is not None))
