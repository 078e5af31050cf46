"""The form for a freeze."""

from planner.dates import Day, counted, iso
from planner.edits import freezes
from planner.edits.entries import NEW
from planner.plan import Freeze, Plan
from planner.tui.dialogs.form import DayReader, Form, Outcome, TextField, Values
from planner.tui.panels.inspection import dated


def freeze_form(plan: Plan, start: Day, day_of: DayReader) -> Form[Plan]:
    """Return the form that adds a freeze."""
    fields = (
        TextField("name", "Name", placeholder="Year end"),
        TextField("from", "From", iso(start), "2026-12-18, in 2 weeks, q4"),
        TextField("to", "To", "+13 days", "2027-01-04, +14 days (from its start), end of december"),
    )

    def read(values: Values) -> Plan:
        first = day_of(values.required("from", "a date"), coming=True)
        last = day_of(values.required("to", "a date"), first, coming=True)
        return freezes.add(plan, Freeze(NEW, first, last, values.text("name")))

    return Form(
        "Add a freeze: days on which nothing may change", fields, read, describe=_days_of_last, apply="Add"
    )


def _days_of_last(plan: Plan) -> Outcome:
    """Say which days the freeze that was added covers."""
    freeze = plan.freezes[-1]
    days = counted(freeze.end - freeze.start + 1, "day")
    return Outcome(f"{dated(freeze.start)} to {dated(freeze.end)}: {days}")
