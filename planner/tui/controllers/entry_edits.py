"""Editing the selection by a form: an item, a notice, a freeze, a waiver, a track, or the plan itself."""

from typing import TYPE_CHECKING

from planner.dates import counted
from planner.edits.entries import entry
from planner.plan import Change, Freeze, Item, Notice, Plan, Version, Waiver

if TYPE_CHECKING:
    from planner.tui.controllers.editing import Editing


async def edit(editing: "Editing") -> None:
    """Edit the selected entry, track or plan in its form as one step; of a selected date, its item."""
    selection = editing.selecting.target
    if selection.type == "track":
        await _track(editing, selection.track)
    elif selection.type == "plan":
        await _plan(editing)
    elif selection.key is not None:
        owner = entry(editing.session.plan, selection.key)
        if isinstance(owner, Version | Change):
            await edit_item(editing, owner)
        elif isinstance(owner, Notice):
            await _notice(editing, owner)
        elif isinstance(owner, Freeze):
            await _freeze(editing, owner)
        else:
            await edit_waiver(editing, owner)


async def edit_item(editing: "Editing", item: Item, focus: str = "") -> None:
    """Edit an item in its form as one step; the form begins in the field `focus`, else in its first."""
    from planner.tui.dialogs.item_form import item_form

    session = editing.session
    form = item_form(session.plan, session.policy, item, editing.day_of)
    form.first_field = focus
    await editing.ask(f"{item.name} edited", form)


async def _notice(editing: "Editing", notice: Notice) -> None:
    """Edit a notice in its form as one step."""
    from planner.tui.dialogs.notice_form import notice_form

    session = editing.session
    item = next(each for each in session.plan.items if each.name == notice.item)
    form = notice_form(session.plan, session.policy, item, notice, editing.day_of)
    await editing.ask(f"{item.name} notice edited", form)


async def _freeze(editing: "Editing", freeze: Freeze) -> None:
    """Edit a freeze in its form as one step."""
    from planner.tui.dialogs.freeze_form import freeze_form

    session = editing.session
    name = freeze.name or "freeze"
    await editing.ask(f"{name} edited", freeze_form(session.plan, freeze, editing.day_of))


async def edit_waiver(editing: "Editing", waiver: Waiver) -> None:
    """Edit a waiver in its form as one step."""
    from planner.tui.dialogs.waiver_form import edited_waiver_form

    session = editing.session
    form = edited_waiver_form(session.plan, session.policy, waiver, editing.day_of)
    await editing.ask(f"{waiver.item}: waiver edited", form)


async def waive(editing: "Editing") -> None:
    """Edit the waiver of the chosen violation in its form as one step.

    If the chosen violation has no waiver, ask for one of `editing.waivable` and add it; nothing if that is
    None.
    """
    if editing.waiver is not None:
        await edit_waiver(editing, editing.waiver)
        return
    violation = editing.waivable
    if violation is None:
        return
    from planner.tui.dialogs.waiver_form import waiver_form

    rules = tuple(dict.fromkeys(each.rule.id for each in violation.findings if each.rule.waivable))
    session = editing.session
    await editing.ask(
        f"{session.plan.items[violation.item].name}: {', '.join(rules)} waived",
        waiver_form(session.plan, session.policy, violation.worst, rules, editing.day_of),
    )


async def _track(editing: "Editing", track: str | None) -> None:
    """Rename a track (None: the unnamed one) in its form as one step."""
    from planner.tui.dialogs.track_form import track_form

    session = editing.session
    await editing.ask(f"track {track or ''} renamed", track_form(session.plan, session.policy, track))


async def _plan(editing: "Editing") -> None:
    """Edit the plan's own keys in their form as one step; the form refuses a policy that does not fit."""
    from planner.tui.dialogs.own_keys_form import own_keys_form

    session = editing.session
    known: dict[str, str | None] = {}

    def trouble(plan: Plan) -> str | None:
        """Return why a plan does not fit the policy that it names; None if it fits."""
        if plan.policy not in known:
            known[plan.policy] = _misfit(plan)
        return known[plan.policy]

    def _misfit(plan: Plan) -> str | None:
        """Return the first error of a plan under its policy, with the number of others; None if it fits."""
        errors = session.policy_of(plan).diagnostics
        if not errors:
            return None
        first = f"line {errors[0].line}: {errors[0].message}" if errors[0].path is None else errors[0].message
        more = f" and {counted(len(errors) - 1, 'error')} more" if len(errors) > 1 else ""
        return f"{plan.policy} does not fit the plan: {first}{more}"

    await editing.ask("plan edited", own_keys_form(session.plan, trouble, editing.day_of))
