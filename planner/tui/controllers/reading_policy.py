"""The policy page of a plan's screen, opened at the rules of the selected item."""

from planner.terminal_text import shown
from planner.tui.controllers.plan_view import PlanView
from planner.tui.dialogs.policy import PolicyScreen, SelectedItem, policy_sections, rules_about


def policy_screen(screen: PlanView) -> PolicyScreen:
    """Return the dialog with the policy of the open plan.

    If an item is selected, its rules come first, and of them those of the chosen violation.
    """
    session, item, chosen = screen.session, screen.item, screen.violations.chosen
    policy, selected = session.policy, None
    if item is not None:
        selected = SelectedItem(
            name=session.plan.items[item].name,
            rules=rules_about(session.compiled, item),
            findings=session.findings(item),
            chosen=chosen.rules if chosen is not None and chosen.item == item else (),
        )
    title = f"{shown(policy.long_name)}"
    return PolicyScreen(title, policy_sections(policy, selected, screen.signs))
