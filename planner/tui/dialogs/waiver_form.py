"""The forms that add and edit a waiver."""

from planner.edits import waivers
from planner.edits.entries import NEW
from planner.engine.constraint import Finding
from planner.plan import Plan, Waiver
from planner.policy import Policy
from planner.tui.dialogs.fields import (
    CheckField,
    DayField,
    DayReader,
    Field,
    SelectField,
    TextField,
    Values,
)
from planner.tui.dialogs.form import Form, Outcome
from planner.tui.panels.inspection import dated


def waiver_form(
    plan: Plan, policy: Policy, finding: Finding, rules: tuple[str, ...], day_of: DayReader
) -> Form[Plan]:
    """Return the form that adds a waiver of a finding's item and these rules.

    It proposes to allow the date of the finding.
    """
    item = plan.items[finding.item].name
    new = Waiver(key=NEW, rules=rules, item=item, note="", allows=finding.date)
    fields = _fields(plan, policy, new, rules, day_of)

    def read(values: Values) -> Plan:
        """Return the plan with the new waiver; raise ValueError if a value is missing or not possible."""
        reason = values.required("reason", "a reason that the policy accepts")
        return waivers.add(plan, _filled(new, values)._replace(reason=reason))

    def describe(edited: Plan) -> Outcome:
        """Return the date that the new waiver allows and the day on which it expires, in words, if any."""
        return _days(edited.waivers[-1])

    return Form(
        f"Waive a violation of {item}",
        fields,
        read,
        describe=describe,
        apply="Waive",
        hint=finding.reason.message,
        days=day_of,
    )


def edited_waiver_form(plan: Plan, policy: Policy, waiver: Waiver, day_of: DayReader) -> Form[Plan]:
    """Return the form that edits a waiver; it offers the rules of the policy that may be waived."""
    offered = [each.id for each in policy.rules if each.waivable]
    fields = _fields(plan, policy, waiver, tuple(offered), day_of)

    def read(values: Values) -> Plan:
        """Return the plan with the edited waiver; raise ValueError if a value is missing or not possible."""
        return waivers.edit(plan, _filled(waiver, values))

    def describe(edited: Plan) -> Outcome:
        """Return the date that the edited waiver allows and the day on which it expires, in words, if any."""
        return _days(next(each for each in edited.waivers if each.key == waiver.key))

    return Form(f"Edit a waiver for {waiver.item}", fields, read, describe=describe, days=day_of)


def _fields(
    plan: Plan, policy: Policy, waiver: Waiver, rules: tuple[str, ...], day_of: DayReader
) -> list[Field]:
    """Return the fields of a waiver; a choice of rules only if `rules` are several."""
    reasons = tuple((name, f"{name}: {said}") for name, said in policy.reasons.items())
    approvers = tuple(dict.fromkeys(each.approved_by for each in plan.waivers if each.approved_by))
    choice = CheckField(
        name="rules", label="Rules", options=tuple((each, each) for each in rules), values=waiver.rules
    )
    return [
        *((choice,) if len(rules) > 1 else ()),
        SelectField(
            name="reason",
            label="Reason",
            options=reasons,
            value=waiver.reason,
            prompt="a reason that the policy accepts",
        ),
        TextField(name="note", label="Note", value=waiver.note, placeholder="why, in a sentence"),
        TextField("approved_by", "Approved by", waiver.approved_by or "", suggestions=approvers),
        DayField(
            name="allows",
            label="Allows",
            value=waiver.allows,
            day=lambda text, _: day_of(text, waiver.allows),
            placeholder="the date that was agreed to",
        ),
        DayField(
            name="expires",
            label="Expires",
            value=waiver.expires,
            day=lambda text, _: day_of(text, waiver.expires, coming=True),
            placeholder="a date, or nothing",
        ),
    ]


def _filled(waiver: Waiver, values: Values) -> Waiver:
    """Return the waiver with the typed and chosen values; raise FieldError if its note is missing."""
    return waiver._replace(
        rules=values.several("rules") if "rules" in values.fields else waiver.rules,
        note=values.required("note", "a note (why, in a sentence)"),
        reason=values.text("reason"),
        approved_by=values.text("approved_by"),
        allows=values.day("allows"),
        expires=values.day("expires"),
    )


def _days(waiver: Waiver) -> Outcome:
    """Return the date that a waiver allows and the day on which it expires, in words; empty without both."""
    dates = (("allows", waiver.allows), ("expires", waiver.expires))
    return Outcome(", ".join(f"{word} {dated(day)}" for word, day in dates if day is not None))
