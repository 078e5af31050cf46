"""The form for a notice."""

from planner.dates import Day, iso
from planner.edits import notices
from planner.edits.entries import NEW
from planner.plan import Item, Notice, Plan, Version
from planner.policy import ItemType, Policy
from planner.tui.dialogs.form import CheckField, DayReader, Field, Form, Outcome, TextField, Values
from planner.tui.panels.inspection import apart, dated


def notice_form(
    plan: Plan, policy: Policy, item: Item, notice: Notice | None, *, as_of: Day, day_of: DayReader
) -> Form[Plan]:
    """Return the form that edits a notice; a new one (None) is proposed for the as-of date."""
    of: ItemType = "version" if isinstance(item, Version) else "change"
    shown = notice or Notice(NEW, item.name, as_of, tuple(item.dates), tuple(policy.channels))
    milestones = tuple((each.name, each.title) for each in policy.milestones_of(of))
    fields: list[Field] = [
        TextField("date", "Goes out", iso(shown.date)),
        CheckField("announces", "Announces", milestones, shown.announces),
        CheckField("withdraws", "Withdraws", milestones, shown.withdraws),
        CheckField(
            "channels",
            "Channels",
            tuple((each, f"{each}: {said}" if said else each) for each, said in policy.channels.items()),
            shown.channels,
        ),
        TextField("name", "Name", shown.name or "", "shared by notices that go out together"),
        TextField("note", "Note", shown.note or ""),
    ]

    def read(values: Values) -> Plan:
        filled = shown._replace(
            date=day_of(values.required("date", "a date"), shown.date, coming=True),
            announces=values.several("announces"),
            withdraws=values.several("withdraws"),
            channels=values.several("channels"),
            name=values.text("name"),
            note=values.text("note"),
        )
        return notices.add(plan, filled) if notice is None else notices.edit(plan, filled)

    known = {each.key for each in plan.notices} - ({notice.key} if notice is not None else set())

    def describe(edited: Plan) -> Outcome:
        """Say on which day the notice goes out."""
        day = next(each.date for each in edited.notices if each.key not in known)
        return Outcome(f"goes out on {dated(day)}, {apart(day, as_of)}")

    if notice is None:
        return Form(f"Add a notice about {item.name}", fields, read, describe=describe, apply="Add")
    return Form(f"Edit a notice about {item.name}", fields, read, describe=describe)
