"""The comparisons that `diff` reports, and its output formats, registered here."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Literal, NamedTuple

from planner.compare import Comparison
from planner.compare.keys import EditedKey
from planner.dates import Day
from planner.reports import Format
from planner.reports.look import ReportStyle

FORMATS: Mapping[str, Format] = {
    "text": Format(""),
    "markdown": Format("for a pull request", pictures=True),
    "json": Format(""),
}
Status = Literal["changed", "renamed", "added", "removed"]


class Diff(NamedTuple):
    """A plan in two states, compared.

    `old` and `new` name the states; None stands for a state in which the plan does not exist, compared as a
    plan without entries.
    """

    old: str | None
    new: str | None
    product: str
    as_of: Day
    found: Comparison
    status: Status = "changed"
    picture: Sequence[str] = ()
    """The lines of a Mermaid chart of the new state, for a format that shows pictures."""

    @property
    def differs(self) -> bool:
        """True if an entry, a promise or a violation differs, or the file was added, removed or renamed."""
        return self.found.differs or self.status != "changed"


class TriedPolicy(NamedTuple):
    """A policy that was changed to see what its plans gain and lose."""

    policy: str
    """Its name or path, as it was given."""
    changes: Sequence[EditedKey]
    """The keys of its rules that were changed."""
    passed_over: int
    """The number of plans that have another policy."""


class Diffs(NamedTuple):
    """The comparisons of several plans."""

    as_of: Day
    plans: Sequence[Diff]
    tried: TriedPolicy | None = None
    """The reason for the differences, if it is a change of the policy and not of the plans."""

    @property
    def differing(self) -> list[Diff]:
        """The comparisons in which anything changed."""
        return [each for each in self.plans if each.differs]


def render(diff: Diff | Diffs, output_format: str, look: ReportStyle) -> str:
    """Return the text of one comparison, or of several, in a format of `FORMATS`: whole lines."""
    module = import_module(f"planner.reports.diff.{output_format}")
    if isinstance(diff, Diffs):
        rendered_all: Callable[[Diffs, ReportStyle], str] = module.render_all
        return rendered_all(diff, look)
    rendered: Callable[[Diff, ReportStyle], str] = module.render
    return rendered(diff, look)
