"""The form for waivers of several violations, with one reason."""

from collections.abc import Sequence

from planner.dates import counted
from planner.edits import several
from planner.plan import Plan, Waiver
from planner.policy import Policy
from planner.tui.dialogs.fields import DayField, DayReader, SelectField, TextField, Values
from planner.tui.dialogs.form import Form, Outcome
from planner.tui.panels.inspection import dated

ALLOWS = (("now", "the dates as they are now"), ("any", "any date"))


def waivers_form(plan: Plan, policy: Policy, new: Sequence[Waiver], day_of: DayReader) -> Form[Plan]:
    """Return the form that adds the waivers `new`, all with the same typed reason and note.

    Each allows the date that it has already, or any date if that is chosen.
    """
    approvers = tuple(dict.fromkeys(each.approved_by for each in plan.waivers if each.approved_by))
    fields = (
        SelectField(
            "reason",
            "Reason",
            tuple((name, f"{name}: {said}") for name, said in policy.reasons.items()),
            prompt="a reason that the policy accepts",
        ),
        TextField("note", "Note", placeholder="why, in a sentence"),
        TextField("approved_by", "Approved by", suggestions=approvers),
        SelectField(name="allows", label="Allows", options=ALLOWS, value="now"),
        DayField(
            name="expires",
            label="Expires",
            value=None,
            day=lambda text, _: day_of(text, coming=True),
            placeholder="a date, or nothing",
        ),
    )

    def filled(values: Values) -> list[Waiver]:
        """Return the waivers with the typed values; raise FieldError if a value is missing."""
        return [
            each._replace(
                reason=values.required("reason", "a reason that the policy accepts"),
                note=values.required("note", "a note (why, in a sentence)"),
                approved_by=values.text("approved_by"),
                allows=each.allows if values.text("allows") == "now" else None,
                expires=values.day("expires"),
            )
            for each in new
        ]

    def read(values: Values) -> Plan:
        """Return the plan with the waivers; raise ValueError if a value is missing or not possible."""
        return several.waive(plan, filled(values))

    def describe(edited: Plan) -> Outcome:
        """Return the day on which the waivers expire, in words; empty without one."""
        expires = edited.waivers[-1].expires
        return Outcome("" if expires is None else f"expires {dated(expires)}")

    items = list(dict.fromkeys(each.item for each in new))
    rules = list(dict.fromkeys(rule for each in new for rule in each.rules))
    return Form(
        f"Waive {counted(len(new), 'violation')} of {counted(len(items), 'item')}",
        fields,
        read,
        describe=describe,
        apply="Waive",
        hint=f"{', '.join(rules)}: {', '.join(items)}",
        days=day_of,
    )
