"""The policy of the open plan as it changes on disk: the plan is judged by it at once, edits stay."""

from asyncio import to_thread
from typing import TYPE_CHECKING

from planner.dates import counted
from planner.terminal_text import position, shown
from planner.tui.background import is_open
from planner.tui.controllers.plan_view import PlanView

if TYPE_CHECKING:
    from planner.diagnostics import Diagnostic


async def look_at_policy(screen: PlanView) -> None:
    """Evaluate the plan by its policy on disk if that changed, and say the number of errors before and after.

    If the policy has errors, say the first one and keep the old policy. Nothing happens during a drag, a step
    or a dialog; the next look finds the change.
    """
    session, plan = screen.session, screen.session.plan
    found = await to_thread(session.changed_policy)
    if found is None or not is_open(screen) or screen.dragging or session.plan is not plan:
        return
    if not screen.stepping.free:
        return  # until the next look
    before, steps = session.counts.error, session.policy_steps(found)
    if steps is not None:
        if not await screen.stepping.take("the policy on disk", lambda: steps, keep=False):
            return
        errors, was = counted(session.counts.error, "error"), f"{before} before"
        screen.say(f"The policy changed on disk. Under it the plan has {errors} ({was}).")
    elif found.diagnostics:
        first = _told(found.diagnostics[0], session.path)
        more = (
            f" and {counted(len(found.diagnostics) - 1, 'error')} more" if len(found.diagnostics) > 1 else ""
        )
        screen.say(
            f"The policy changed on disk but cannot be used: {first}{more}. The old one counts.", "error"
        )


def _told(diagnostic: "Diagnostic", path: str) -> str:
    """Return the file, position and message of a diagnostic; `path` is the file unless it names one."""
    place = position(diagnostic.path or path, diagnostic.line, diagnostic.column)
    return f"{place}: {shown(diagnostic.message)}"
