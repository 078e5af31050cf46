"""What is exported: a plan, and all that was found about it."""

from typing import NamedTuple

from planner.dates import Day
from planner.engine.evaluate import Evaluation
from planner.engine.schedule import Schedule
from planner.exports.changed import ComparisonBase
from planner.plan import Plan
from planner.policy import Policy


class CannotExport(Exception):
    """Why there is nothing to write, in a sentence."""


class ExportedPlan(NamedTuple):
    plan: Plan
    evaluation: Evaluation
    since: ComparisonBase | None = None
    """What review documents tell as changed."""
    notice: str | None = None
    """Announcements are drafted of this notice alone: by its name, or of this item."""
    templates: str | None = None
    """A folder with announcements' templates of one's own."""

    @property
    def schedule(self) -> Schedule:
        return self.evaluation.compiled.schedule

    @property
    def policy(self) -> Policy:
        return self.schedule.policy

    @property
    def as_of(self) -> Day:
        return self.schedule.as_of
