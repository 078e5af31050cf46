"""The form that records a notice as sent."""

from planner.dates import iso
from planner.edits import notices
from planner.engine.rules.wording import listed
from planner.plan import Notice, Plan
from planner.tui.dialogs.fields import DayField, DayReader, FieldError, Values
from planner.tui.dialogs.form import Form, Outcome
from planner.tui.panels.inspection import dated


def sent_form(plan: Plan, notice: Notice, as_of: int, day_of: DayReader) -> Form[Plan]:
    """Return the form that asks on which day a notice was sent, and records its whole communication as sent.

    It tells the dates that people were told; a day after the as-of date is an error.
    """
    about = list(notices.same_communication(plan, notice))

    def read(values: Values) -> Plan:
        """Return the plan with the communication sent; raise FieldError if the day is missing or to come."""
        day = values.required_day("date", "the day on which it went out")
        if day > as_of:
            raise FieldError("date", f"{dated(day)} is yet to come: today is {iso(as_of)}")
        return notices.send(plan, notice.key, day)

    def describe(new: Plan) -> Outcome:
        """Return the dates that each notice of the communication told, in words."""
        return Outcome("; ".join(_recorded(notices.notice(new, each.key)) for each in about))

    name = notice.name or f"a notice about {notice.item}"
    fields = (
        DayField(
            name="date",
            label="Went out on",
            value=as_of,
            day=lambda text, _: day_of(text),
            placeholder="2027-02-15, yesterday, last monday",
        ),
    )
    hint = f"It is planned for {iso(notice.date)}."
    return Form(
        f"{name}: sent on which day?", fields, read, describe=describe, apply="Sent", hint=hint, days=day_of
    )


def _recorded(notice: Notice) -> str:
    """Return the dates that a sent notice told about its item, in words."""
    told = [f"{milestone} {iso(day)}" for milestone, day in (notice.told or {}).items()]
    return f"{notice.item}: told {listed(told) if told else 'no date'}"
