"""The form for a freeze."""

from planner.dates import Day, iso
from planner.edits import freezes
from planner.edits.entries import NEW
from planner.plan import Freeze, Plan
from planner.tui.forms.form import DayReader, Form, Text, Values


def freeze_form(plan: Plan, start: Day, day_of: DayReader) -> Form[Plan]:
    fields = (
        Text("name", "Name", placeholder="Year end"),
        Text("from", "From", iso(start)),
        Text("to", "To", iso(start + 13)),
    )

    def read(values: Values) -> Plan:
        first, last = day_of(values.required("from", "a date")), day_of(values.required("to", "a date"))
        return freezes.add(plan, Freeze(NEW, first, last, values.text("name")))

    return Form("Add a freeze: days on which nothing may change", fields, read, apply="Add")
