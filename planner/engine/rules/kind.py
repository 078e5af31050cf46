"""What a kind of rule is: its name, its parameters as a policy writes them, its statements."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from planner.engine.statement import InForce, Statement
from planner.policy import ItemType

if TYPE_CHECKING:
    from planner.engine.schedule import Schedule

Takes = Literal[
    "milestone",  # a milestone of `of`                                    -> str
    "milestones",  # a list of them                                        -> tuple[str, ...]
    "origin",  # "M", "next.M", "previous.M" (versions), "version.M" (changes) -> Origin
    "duration",  # "90 days"                                               -> Duration
    "spans",  # a duration, "3 releases", or a list of such                -> tuple[Duration | Releases, ...]
    "channels",  # a list of the policy's channels                         -> tuple[str, ...]
    "fields",  # a list of milestones of `of`, text keys or declared fields -> tuple[str, ...]
    "flag",  # true or false                                               -> bool
    "severity",  # error, warning, info                                    -> Severity
    "whole",  # a whole number, 0 or more                                  -> int
    "weekdays",  # a list of mon … sun                                     -> tuple[str, ...]
    "days",  # a list such as "last weekday of month", "15 jan"            -> tuple[str, ...]
    "country",  # a country code for the `holidays` package                -> str
]


class Parameter(NamedTuple):
    """One key of a rule in the policy file."""

    name: str
    takes: Takes
    required: bool = False
    says: str = ""
    """One line for the schema and `planner rule`."""


class Releases(NamedTuple):
    """A span that counts releases: "3 releases"."""

    number: int

    def __str__(self) -> str:
        return "1 release" if self.number == 1 else f"{self.number} releases"


class Origin(NamedTuple):
    """Where a gap starts: a milestone of the item itself or of a related version."""

    milestone: str
    of: Literal["own", "next", "previous", "version"] = "own"

    def __str__(self) -> str:
        return self.milestone if self.of == "own" else f"{self.of}.{self.milestone}"


class RuleKind(NamedTuple):
    name: str
    of: tuple[ItemType | None, ...]
    """What a rule may give as `of`; the first is the default, None stands for both."""
    parameters: tuple[Parameter, ...]
    make: Callable[[Mapping[str, object]], object]
    """The kind's own parameters from values that are already of the right type."""
    contradictions: Callable[[Mapping[str, object]], Iterable[str]]
    """What is missing or contradictory in them, one sentence each."""
    statements: "Callable[[InForce, Schedule], Iterable[Statement]]"
    binds: bool = False
    """Whether it bounds dates, and so has a share in windows and ripples (DESIGN §5)."""
