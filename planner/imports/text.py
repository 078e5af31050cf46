"""The text of an imported plan, in the form that `planner fmt` gives it."""

from collections.abc import Sequence

from planner.files.format import CannotFormat, formatted
from planner.files.plan.data import in_lifecycle_order
from planner.files.plan.file import read_plan_bytes
from planner.files.plan.text import render_plan
from planner.imports.source import CannotImport
from planner.plan import Plan
from planner.policy import Policy
from planner.terminal_text import position, shown


def plan_text(plan: Plan, policy: Policy, comments: Sequence[str], path: str) -> str:
    """Return the text of a new plan file in the form of `planner fmt`, with comment lines at its top.

    `path` is the file that it will be written to: a policy's path is relative to it. Raise CannotImport if
    the planner could not read the text again.
    """
    heading = "".join(f"# {shown(each)}\n" for each in comments)
    rendered = heading + render_plan(in_lifecycle_order(plan, policy))
    try:
        text = formatted(rendered, "plan", policy)
    except CannotFormat:
        text = rendered
    file = read_plan_bytes(path, text.encode())
    if file.plan is None:
        errors = (*file.diagnostics, *file.policy_diagnostics)
        raise CannotImport("\n".join(f"{position(each.path or path)}: {each.message}" for each in errors))
    return text
