"""The subject of an export: a plan and its evaluation."""

from datetime import time
from typing import NamedTuple

from planner.dates import Day
from planner.engine.evaluate import Evaluation
from planner.engine.schedule import Schedule
from planner.exports.changed import ComparisonBase
from planner.plan import Plan
from planner.policy import Policy


class CannotExport(Exception):
    """An error: a format cannot be written; the message says why in a sentence."""


class ExportedPlan(NamedTuple):
    """A plan, its evaluation, and the options of some formats."""

    plan: Plan
    evaluation: Evaluation
    since: ComparisonBase | None = None
    """The comparison that review documents show."""
    notice: str | None = None
    """The name of a notice, or an item: announcements are drafted for it alone."""
    templates: str | None = None
    """A folder of templates that replace or extend the package's announcements."""
    changed_at: time = time()
    """The time on the as-of date at which the plan was last changed; midnight if that was before."""

    @property
    def schedule(self) -> Schedule:
        """The schedule of the evaluation."""
        return self.evaluation.compiled.schedule

    @property
    def policy(self) -> Policy:
        """The policy of the evaluation."""
        return self.schedule.policy

    @property
    def as_of(self) -> Day:
        """The as-of date of the evaluation."""
        return self.schedule.as_of
