"""The forms that add and edit a notice."""

from planner.dates import Day
from planner.edits import notices
from planner.edits.entries import NEW
from planner.plan import Item, Notice, Plan, Version
from planner.policy import ItemType, Policy
from planner.tui.dialogs.fields import CheckField, DayField, DayReader, Field, TextField, Values
from planner.tui.dialogs.form import Form, Outcome
from planner.tui.panels.inspection import apart, dated


def proposed_notice(policy: Policy, item: Item, as_of: Day) -> Notice:
    """Return a new notice that announces all an item's dates, by all channels, on the as-of date."""
    return Notice(
        key=NEW, item=item.name, date=as_of, announces=tuple(item.dates), channels=tuple(policy.channels)
    )


def new_notice_form(
    plan: Plan, policy: Policy, item: Item, proposed: Notice, day_of: DayReader
) -> Form[Plan]:
    """Return the form that adds a notice about an item; it begins with the values of `proposed`."""

    def read(values: Values) -> Plan:
        """Return the plan with the new notice; raise ValueError if it is not possible."""
        return notices.add(plan, _filled(proposed, values))

    known = {each.key for each in plan.notices}

    def describe(edited: Plan) -> Outcome:
        """Return the day on which the new notice goes out, and its distance from the as-of date, in words."""
        return _day(next(each for each in edited.notices if each.key not in known), day_of)

    title = "Withdraw by a notice" if proposed.withdraws else "Add a notice"
    fields = _fields(plan, policy, item, proposed, day_of)
    return Form(f"{title} about {item.name}", fields, read, describe=describe, apply="Add", days=day_of)


def notice_form(plan: Plan, policy: Policy, item: Item, notice: Notice, day_of: DayReader) -> Form[Plan]:
    """Return the form that edits a notice."""

    def read(values: Values) -> Plan:
        """Return the plan with the edited notice; raise ValueError if it is not possible."""
        return notices.edit(plan, _filled(notice, values))

    def describe(edited: Plan) -> Outcome:
        """Return the day on which the edited notice goes out, and its distance from the as-of date."""
        return _day(notices.notice(edited, notice.key), day_of)

    fields = _fields(plan, policy, item, notice, day_of)
    return Form(f"Edit a notice about {item.name}", fields, read, describe=describe, days=day_of)


def _fields(plan: Plan, policy: Policy, item: Item, notice: Notice, day_of: DayReader) -> list[Field]:
    """Return the fields of a notice about an item: day, milestones, channels, name and note."""
    of: ItemType = "version" if isinstance(item, Version) else "change"
    milestones = tuple((each.name, each.title) for each in policy.milestones_of(of))
    names = tuple(dict.fromkeys(each.name for each in plan.notices if each.name and each.told is None))
    return [
        DayField(
            name="date",
            label="Goes out",
            value=notice.date,
            day=lambda text, _: day_of(text, notice.date, coming=True),
        ),
        CheckField(name="announces", label="Announces", options=milestones, values=notice.announces),
        CheckField(name="withdraws", label="Withdraws", options=milestones, values=notice.withdraws),
        CheckField(
            name="channels",
            label="Channels",
            options=tuple(
                (each, f"{each}: {said}" if said else each) for each, said in policy.channels.items()
            ),
            values=notice.channels,
        ),
        TextField(
            name="name",
            label="Name",
            value=notice.name or "",
            placeholder="shared by notices that go out together",
            suggestions=names,
        ),
        TextField("note", "Note", notice.note or ""),
    ]


def _filled(notice: Notice, values: Values) -> Notice:
    """Return the notice with the typed and chosen values; raise FieldError if its day is missing."""
    return notice._replace(
        date=values.required_day("date", "a date"),
        announces=values.several("announces"),
        withdraws=values.several("withdraws"),
        channels=values.several("channels"),
        name=values.text("name"),
        note=values.text("note"),
    )


def _day(notice: Notice, day_of: DayReader) -> Outcome:
    """Return the day on which a notice goes out, and its distance from the as-of date, in words."""
    return Outcome(f"goes out on {dated(notice.date)}, {apart(notice.date, day_of.as_of)}")
