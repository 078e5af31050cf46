"""The text of a new plan file."""

from planner.files.plan.data import entries_data, head_data, reading_order
from planner.plan import Plan
from planner.toml.render import render_file


def render_plan(plan: Plan) -> str:
    """Return a plan as the text of a new file."""
    data = entries_data(plan)
    return render_file(head_data(plan), (data[entry.key] for entry in reading_order(plan)))
