"""The form for a notice."""

from planner.dates import Day, iso
from planner.edits import notices
from planner.edits.entries import NEW
from planner.plan import Item, Notice, Plan, Version
from planner.policy import ItemType, Policy
from planner.tui.forms.form import AnyOf, DayReader, Field, Form, Text, Values


def notice_form(
    plan: Plan, policy: Policy, item: Item, notice: Notice | None, *, on: Day, day_of: DayReader
) -> Form[Plan]:
    """`on` is the day proposed for a new one."""
    of: ItemType = "version" if isinstance(item, Version) else "change"
    shown = notice or Notice(NEW, item.name, on, tuple(item.dates), tuple(policy.channels))
    fields: list[Field] = [
        Text("date", "Goes out", iso(shown.date)),
        AnyOf(
            "announces",
            "Announces",
            tuple((each.name, each.title) for each in policy.milestones_of(of)),
            shown.announces,
        ),
        AnyOf(
            "channels",
            "Channels",
            tuple((each, f"{each}: {said}" if said else each) for each, said in policy.channels.items()),
            shown.channels,
        ),
        Text("name", "Name", shown.name or "", "shared by notices that go out together"),
        Text("note", "Note", shown.note or ""),
    ]

    def read(values: Values) -> Plan:
        filled = shown._replace(
            date=day_of(values.required("date", "a date")),
            announces=values.several("announces"),
            channels=values.several("channels"),
            name=values.text("name"),
            note=values.text("note"),
        )
        return notices.add(plan, filled) if notice is None else notices.edit(plan, filled)

    if notice is None:
        return Form(f"Add a notice about {item.name}", fields, read, apply="Add")
    return Form(f"Edit a notice about {item.name}", fields, read)
