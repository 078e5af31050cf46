"""Files that hold a plan without errors: only they can be edited."""

from planner.diagnostics import Diagnostic
from planner.files.plan.file import PlanFile
from planner.plan import Plan
from planner.policy import Policy


class CannotPlan(Exception):
    """Errors in a plan's file, or in its policy, that leave no plan to edit."""

    def __init__(self, path: str, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(f"{path} has errors")
        self.path = path
        self.diagnostics = diagnostics


def sound(plan_file: PlanFile) -> tuple[Plan, Policy]:
    """Return the plan and the policy of a file. Raise CannotPlan if either has errors."""
    if plan_file.plan is None or plan_file.policy is None:
        raise CannotPlan(plan_file.source.path, plan_file.diagnostics + plan_file.policy_diagnostics)
    return plan_file.plan, plan_file.policy
