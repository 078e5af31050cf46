"""A kind of rule: its name, its parameters, its constraints, its sentences."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal

from planner.dates import UNITS, Day, Duration
from planner.engine.constraint import Constraint, Days, Finding, InForce
from planner.named_tuple import NamedTuple
from planner.policy import Compatibility, ItemType

if TYPE_CHECKING:
    from planner.engine.rules.scene import Sample, Scene
    from planner.engine.schedule import Schedule

ParameterType = Literal[
    "milestone",  # a milestone of `of`                                    -> str
    "milestones",  # a list of them                                        -> tuple[str, ...]
    "origin",  # "M"; next.M, previous.M, replacement.M of versions; version.M of changes -> Origin
    "duration",  # "90 days"                                               -> Duration
    "spans",  # a duration, "3 releases", or a list of such                -> tuple[Duration | Releases, ...]
    "channels",  # a list of the policy's channels                         -> tuple[str, ...]
    "fields",  # a list of milestones of `of`, text keys or declared fields -> tuple[str, ...]
    "flag",  # true or false                                               -> bool
    "severity",  # error, warning, info                                    -> Severity
    "whole",  # a whole number, 0 or more                                  -> int
    "weekdays",  # a list of mon … sun                                     -> tuple[str, ...]
    "days",  # a list such as "last weekday of month", "15 jan"            -> tuple[str, ...]
    "months",  # a list of jan … dec                                       -> tuple[str, ...]
    "country",  # a country code for the `holidays` package                -> str
    "roll",  # next                                                        -> str
    "period",  # month, quarter, half, year                                -> str
    "versions",  # a condition on versions, like `when`                    -> Condition
]


class Parameter(NamedTuple):
    """One key of a rule in the policy file."""

    name: str
    type: ParameterType
    required: bool = False
    description: str = ""
    """One line for the schema and `planner rule`."""
    attribute: str | None = None
    """The attribute of the parameters that holds it, if its name differs."""


class Releases(NamedTuple):
    """A span that counts releases: "3 releases"."""

    number: int

    def __str__(self) -> str:
        return "1 release" if self.number == 1 else f"{self.number} releases"


def is_nothing(span: Duration | Releases) -> bool:
    """Return True for a span of zero units, such as "0 days"."""
    return isinstance(span, Duration) and not span.number


def is_steady(span: Duration | Releases) -> bool:
    """Return True for a span of days or weeks, which is as many days wherever it lies."""
    return isinstance(span, Duration) and span.unit in ("day", "week")


def is_exact(span: Duration | Releases) -> bool:
    """Return True for a span that leads to one single day: none of calendar periods, and none of releases."""
    return isinstance(span, Duration) and span.unit in UNITS


def contradicting_numbers(name: str, values: Mapping[str, object]) -> Iterator[str]:
    """Yield a sentence if whole numbers `at_least` and `at_most` are both missing, or contradict each other.

    `name` is the words for the rule, as in "a count".
    """
    least, most = values.get("at_least"), values.get("at_most")
    if least is None and most is None:
        yield f"{name} needs `at_least` or `at_most`, or both"
    if isinstance(least, int) and isinstance(most, int) and least > most:
        yield f"no number is at least {least} and at most {most}"


class Origin(NamedTuple):
    """The start of a gap: a milestone of the item itself or of a related version."""

    milestone: str
    of: Literal["own", "next", "previous", "replacement", "version"] = "own"

    def __str__(self) -> str:
        return self.milestone if self.of == "own" else f"{self.of}.{self.milestone}"


class Along(NamedTuple):
    """Dates that a rule wants announced together with another date."""

    milestone: str
    also: tuple[str, ...]
    channels: tuple[str, ...]
    """The channels in question; empty for any channel."""


class RuleKind(NamedTuple):
    """A kind of rule, as the rest of the program knows it: nothing else asks which kind a rule is of.

    `ability.py` has the protocols of the constraints of a kind that sets one of the flags.
    """

    name: str
    of: tuple[ItemType | None, ...]
    """The values of `of` that a rule may have; the first is the default, None stands for both."""
    parameters: tuple[Parameter, ...]
    make: Callable[[Mapping[str, object]], object]
    """Build the kind's own parameters from values that are already of the right type."""
    contradictions: Callable[[Mapping[str, object]], Iterable[str]]
    """Yield a sentence for each parameter that is missing or contradicts another.

    Where the rule forgives days, they are given as `tolerance`.
    """
    constraints: "Callable[[InForce, Schedule], Iterable[Constraint]]"
    sentence: Callable[[Any, str], str]
    """Say what a rule demands, from its parameters and a name for the item ("a version")."""
    doubtful: "Callable[[InForce, Schedule, Days], Iterable[Constraint | None]] | None" = None
    """Yield the same constraints in the same order, and None for each that clearly holds on these days.

    It saves a check the constraint. None: the kind makes every constraint.
    """
    example: "Callable[[Scene, Any, Day], Sample] | None" = None
    """Make a small plan with the judged date on a day; None: one item without dates breaks the rule."""
    advice: "Callable[[Finding, Schedule], Iterable[str]]" = lambda finding, schedule: ()
    """Yield imperative phrases for the ways to remove a violation without moving a date."""
    lacks: Callable[[Mapping[str, object], Collection[str], str], Iterable[str]] = lambda *_: ()
    """Yield a sentence for what the policy must have for the rule to mean anything.

    From the parameters, the roles of the milestones of versions, and the policy's `unversioned`.
    """
    moves_dates: bool = False
    """True if the kind bounds dates for windows and ripples: its constraints are `HardConstraint`."""
    built_in: bool = False
    """True if the kind is always on, so that no policy can have a rule of it."""
    names_days: bool = False
    """True if the kind names the days on which a date may fall: its constraints are `NamesDays`."""
    asks_for_notices: bool = False
    """True if sending a notice removes violations of the kind: its constraints are `AsksForNotices`."""
    sets_floors: bool = False
    """True if a date must lie some time after another date: the constraints of the kind are `SetsFloors`."""
    answers_quickly: bool = False
    """True if a constraint tells a violation without wording it: the constraints are `AnswersQuickly`."""
    corrected: bool = False
    """True if a notice that corrects the told date removes violations of the kind."""
    steady: Callable[[Any], bool] = lambda parameters: False
    """Return True if the rule keeps dates the same number of days apart, wherever they lie."""
    along: Callable[[Any], Along] | None = None
    """Give the dates that are announced along with another one."""
    needs: Callable[[Any], tuple[str, ...]] = lambda parameters: ()
    """Give the milestones that an item must have for the rule to judge it."""
    only: Compatibility | None = None
    """The compatibility of the changes that it judges; None: of either."""

    def written(self, parameters: object) -> dict[str, object]:
        """Return the values of a rule's parameters by the keys that a policy file has for them."""
        return {each.name: getattr(parameters, each.attribute or each.name) for each in self.parameters}

    def channels(self, parameters: object) -> tuple[str, ...]:
        """Return the channels that a rule names in any of its parameters."""
        keys = (each.name for each in self.parameters if each.type == "channels")
        return tuple(channel for key in keys for channel in getattr(parameters, key, ()))
