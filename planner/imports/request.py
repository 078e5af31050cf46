"""A request to import a plan, and its answer."""

from collections.abc import Mapping
from typing import NamedTuple

from planner.dates import Day
from planner.imports.source import ImportSource
from planner.plan import Plan
from planner.policy import Policy
from planner.terminal_text import position, shown


class ImportRequest(NamedTuple):
    """A source, and the wishes for the plan that is made from it."""

    source: ImportSource
    policy: Policy
    policy_name: str
    """The policy as the plan will name it."""
    as_of: Day
    """The day of the import: earlier dates are history."""
    product: str | None = None
    track: str | None = None
    columns: Mapping[str, str] = {}
    """Milestones, or other keys of items, by the column or key of the source that holds them."""


class Remark(NamedTuple):
    """Something in the source that could not be used, and why."""

    row: str | None
    """The name of its row; None for all rows."""
    reason: str
    line: int | None = None

    def line_in(self, source: ImportSource) -> str:
        """Return the remark as a line: the source with the line, the row, the reason."""
        row = "" if self.row is None else f"{shown(self.row)}: "
        return f"{position(source.name, self.line)}: {row}{shown(self.reason)}"


class Imported(NamedTuple):
    """A plan made from a source, and everything in the source that it could not use."""

    plan: Plan
    remarks: tuple[Remark, ...] = ()
