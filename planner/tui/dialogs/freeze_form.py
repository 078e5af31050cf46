"""The forms that add and edit a freeze."""

from planner.dates import Day, counted
from planner.edits import freezes
from planner.edits.entries import NEW
from planner.plan import Freeze, Plan
from planner.tui.dialogs.fields import DayField, DayReader, Field, TextField, Values
from planner.tui.dialogs.form import Form, Outcome
from planner.tui.panels.inspection import dated


def new_freeze_form(plan: Plan, start: Day, day_of: DayReader) -> Form[Plan]:
    """Return the form that adds a freeze; it proposes the two weeks from `start` on."""
    fields = _fields(plan, None, start, day_of)

    def read(values: Values) -> Plan:
        """Return the plan with the new freeze; raise ValueError if it has no valid days."""
        return freezes.add(plan, _filled(Freeze(NEW, start, start), values))

    def describe(edited: Plan) -> Outcome:
        """Return the first and last day of the new freeze, and its number of days, in words."""
        return _length(edited.freezes[-1])

    title = "Add a freeze: days on which nothing may change"
    return Form(title, fields, read, describe=describe, apply="Add", days=day_of)


def freeze_form(plan: Plan, freeze: Freeze, day_of: DayReader) -> Form[Plan]:
    """Return the form that edits a freeze: its name, its first and its last day."""
    fields = _fields(plan, freeze, freeze.start, day_of)

    def read(values: Values) -> Plan:
        """Return the plan with the edited freeze; raise ValueError if it has no valid days."""
        return freezes.edit(plan, _filled(freeze, values))

    def describe(edited: Plan) -> Outcome:
        """Return the first and last day of the edited freeze, and its number of days, in words."""
        return _length(next(each for each in edited.freezes if each.key == freeze.key))

    return Form(f"Edit freeze {freeze.name or ''}".rstrip(), fields, read, describe=describe, days=day_of)


def _fields(plan: Plan, freeze: Freeze | None, start: Day, day_of: DayReader) -> list[Field]:
    """Return the fields for the name and the days of a freeze; None: of a new one, from `start` on.

    A typed first day such as `+3 days` counts from the first day before, of a new freeze from the as-of date;
    a typed last day counts from the typed first day.
    """

    def first_day(text: str, values: Values) -> Day:
        """Return the typed first day, counted from the first day of the freeze or the as-of date."""
        return day_of(text, None if freeze is None else freeze.start, coming=True)

    def last_day(text: str, values: Values) -> Day:
        """Return the typed last day, counted from the typed first day."""
        return day_of(text, values.required_day("from", "a first day"), coming=True)

    names = tuple(dict.fromkeys(each.name for each in plan.freezes if each.name))
    return [
        TextField(
            name="name",
            label="Name",
            value=(freeze and freeze.name) or "",
            placeholder="Year end",
            suggestions=names,
        ),
        DayField(
            name="from", label="From", value=start, day=first_day, placeholder="2026-12-18, in 2 weeks, q4"
        ),
        DayField(
            name="to",
            label="To",
            value=None if freeze is None else freeze.end,
            day=last_day,
            placeholder="2027-01-04, +14 days (from its start), end of december",
            typed="+13 days",
        ),
    ]


def _filled(freeze: Freeze, values: Values) -> Freeze:
    """Return the freeze with the typed name and days; raise FieldError if a day is missing."""
    return freeze._replace(
        start=values.required_day("from", "a first day"),
        end=values.required_day("to", "a last day"),
        name=values.text("name"),
    )


def _length(freeze: Freeze) -> Outcome:
    """Return the first and last day of a freeze, and its number of days, in words."""
    days = counted(freeze.end - freeze.start + 1, "day")
    return Outcome(f"{dated(freeze.start)} to {dated(freeze.end)}: {days}")
