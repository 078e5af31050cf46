"""What `diff` tells: comparisons, and what was compared. Its formats are announced here."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Literal, NamedTuple

from planner.compare import Comparison
from planner.dates import Day
from planner.reports import Format
from planner.reports.look import ReportStyle

FORMATS: Mapping[str, Format] = {
    "text": Format(""),
    "markdown": Format("for a pull request"),
    "json": Format(""),
}
Status = Literal["changed", "renamed", "added", "removed"]


class Diff(NamedTuple):
    """A plan in two states; None where it is not there, which is compared as if nothing stood in it."""

    old: str | None
    new: str | None
    product: str
    as_of: Day
    found: Comparison
    status: Status = "changed"

    @property
    def differs(self) -> bool:
        return self.found.differs or self.status != "changed"


class Diffs(NamedTuple):
    """Several plans."""

    as_of: Day
    plans: Sequence[Diff]

    @property
    def differing(self) -> list[Diff]:
        return [each for each in self.plans if each.differs]


def render(diff: Diff | Diffs, output_format: str, look: ReportStyle) -> str:
    """Return whole lines."""
    module = import_module(f"planner.reports.diff.{output_format}")
    if isinstance(diff, Diffs):
        rendered_all: Callable[[Diffs, ReportStyle], str] = module.render_all
        return rendered_all(diff, look)
    rendered: Callable[[Diff, ReportStyle], str] = module.render
    return rendered(diff, look)
