"""Recording what went out: a notice is sent, was not sent after all, or is withdrawn by another."""

from typing import TYPE_CHECKING

from planner.edits import notices
from planner.plan import Notice

if TYPE_CHECKING:
    from planner.tui.controllers.editing import Editing


def _name(notice: Notice) -> str:
    """Return the name of a notice for the label of a step: of its communication, else of its item."""
    return f"{notice.name or notice.item} notice"


async def mark_sent(editing: "Editing") -> None:
    """Ask on which day the selected notice was sent, and record it for its whole communication as one step.

    The dates that it told are recorded, too. Nothing happens if no notice is selected.
    """
    notice = editing.notice
    if notice is None:
        return
    from planner.tui.dialogs.sent_form import sent_form

    form = sent_form(editing.session.plan, notice, editing.session.as_of, editing.day_of)
    plan = await editing.screen.app.push_screen_wait(form)
    if plan is not None:
        await editing.screen.edit(f"{_name(notice)} sent", plan)


async def mark_unsent(editing: "Editing") -> None:
    """Record as one step that the selected notice and its communication were not sent after all.

    Ask first, since history changes. Nothing happens if no notice is selected.
    """
    notice = editing.notice
    if notice is None:
        return
    plan = notices.recall(editing.session.plan, notice.key)
    if await editing.change(f"{_name(notice)} not sent", plan):
        editing.say("It is recorded as not sent.")


async def withdraw(editing: "Editing") -> None:
    """Ask in a form for a new notice about the milestones that the selected notice told, and add it.

    The form proposes that it withdraws them on the as-of date. Nothing happens if no notice is selected.
    """
    notice, item, session = editing.notice, editing.item, editing.session
    if notice is None or item is None:
        return
    from planner.tui.dialogs.notice_form import new_notice_form

    proposed = notices.withdrawal(notice, session.as_of)
    form = new_notice_form(session.plan, session.policy, item, proposed, editing.day_of)
    await editing.ask(f"{item.name} notice added", form)
