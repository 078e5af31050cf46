"""Fixing from the screen: a proposal for one violation or for all is shown and taken as one step."""

from collections.abc import Collection

from planner.engine.solve.ripple import Direction
from planner.engine.task import Task
from planner.policy import severities_at_least
from planner.proposals import Proposal, propose_steps
from planner.tui.controllers.plan_view import PlanView
from planner.tui.dialogs.below import rows_above
from planner.tui.dialogs.fix import FixScreen
from planner.tui.panels.entries import ViolationEntry
from planner.tui.panels.proposed import summary


async def fix_all(screen: PlanView) -> None:
    """Propose a fix of all violations of severity error, and make it one step if it is accepted."""
    await _fix(screen, "Fix everything that breaks a rule", "Everything fixed")


async def fix_one(screen: PlanView, entry: ViolationEntry) -> None:
    """Propose a fix of one violation, and make it one step if it is accepted.

    Its rules count as hard, whatever their severity.
    """
    item, rules = screen.session.plan.items[entry.item].name, entry.rules
    what = f"{', '.join(rules)} of {item}"
    await _fix(screen, f"Fix {what}", f"{what} fixed", items=(item,), rules=rules, entry=entry)


async def _fix(
    screen: PlanView,
    title: str,
    label: str,
    *,
    items: Collection[str] = (),
    rules: Collection[str] = (),
    entry: ViolationEntry | None = None,
) -> None:
    """Show a proposed fix in its dialog, with ghosts on the timeline, and make it one step if it is accepted.

    Args:
        screen: The plan's screen.
        title: The title of the dialog.
        label: The name of the step.
        items: The names of the items to fix; none: all items.
        rules: The ids of the rules to fix; none: all rules.
        entry: The violation whose severity, with the worse ones, counts as hard; None: errors only.
    """
    session, timeline = screen.session, screen.timeline
    plan = session.plan
    severities = severities_at_least(entry.severity if entry is not None else "error")

    def proposed(prefer: Direction) -> Task[Proposal]:
        """Return the task that works the fix out, with moves in the preferred direction."""
        return propose_steps(
            plan,
            session.policy,
            session.as_of,
            prefer=prefer,
            severities=severities,
            items=items,
            rules=rules,
        )

    def show(proposal: Proposal) -> None:
        """Show the ghosts of the proposed days, and scroll the cursor out from behind the dialog."""
        owners = session.compiled.schedule.owners
        timeline.show_ghosts(
            {owners[slot].place: move.end for move in proposal.moves for slot in session.slots_of(move.place)}
        )
        timeline.reveal_cursor(rows_above(screen.app.size.height))

    top = timeline.scroll_offset.y
    accepted = await screen.app.push_screen_wait(FixScreen(title, proposed, show, screen.signs))
    timeline.show_ghosts({})
    timeline.rows_changed()
    timeline.scroll_to(y=top, animate=False)
    if accepted is not None and await screen.edit(label, accepted.plan):
        screen.say(f"{summary(accepted)} accepted; {screen.key_of('undo')} undoes them.")
