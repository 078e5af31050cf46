"""The policy of the open plan as it changes on disk: the plan is judged by it at once, edits stay."""

from asyncio import to_thread
from typing import TYPE_CHECKING

from planner.dates import counted
from planner.terminal_text import position, shown

if TYPE_CHECKING:
    from planner.files.problem import Problem
    from planner.tui.screens.planner import PlannerScreen


async def look_at_policy(screen: "PlannerScreen") -> None:
    """Take the policy that is on disk now; where it has errors, say them and keep the one that was read."""
    session, plan = screen.session, screen.session.plan
    found = await to_thread(session.changed_policy)
    if found is None or screen.dragging or session.plan is not plan:
        return
    before = session.counts.error
    if session.use_policy(found):
        screen.refresh_session()
        errors, was = counted(session.counts.error, "error"), f"{before} before"
        screen.say(f"The policy changed on disk. Judged by it the plan has {errors} ({was}).")
    elif found.problems:
        first = _told(found.problems[0], session.path)
        more = f" and {counted(len(found.problems) - 1, 'error')} more" if len(found.problems) > 1 else ""
        screen.say(
            f"The policy changed on disk but cannot be used: {first}{more}. The old one counts.", "error"
        )


def _told(problem: "Problem", path: str) -> str:
    place = position(problem.path or path, problem.line, problem.column)
    return f"{place}: {shown(problem.message)}"
