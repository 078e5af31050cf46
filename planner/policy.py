"""A policy: milestones, channels, taxonomy, rules and the reasons that a waiver may give.

What a rule of one kind needs beyond the parts that all rules share is `Rule.parameters`,
defined beside the kind's constraints in `planner.engine.rules`.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal

from planner.dates import Day
from planner.named_tuple import NamedTuple

NOTHING: Mapping[Any, Any] = MappingProxyType({})

ItemType = Literal["version", "change"]
Role = Literal["released", "default", "deprecated", "retired"]
Severity = Literal["error", "warning", "info"]
Compatibility = Literal["compatible", "incompatible"]
Unversioned = Literal["default", "oldest", "latest", "none"]

ROLES: tuple[Role, ...] = ("released", "default", "deprecated", "retired")
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""Worst first."""


def severities_at_least(severity: Severity) -> tuple[Severity, ...]:
    """Return this severity and the worse ones, worst first."""
    return SEVERITIES[: SEVERITIES.index(severity) + 1]


class Milestone(NamedTuple):
    """A named date in the life of a version or change."""

    name: str
    of: ItemType = "version"
    role: Role | None = None
    label: str | None = None
    phase: str | None = None
    """The phase that starts here."""
    answers: str | None = None
    """The answer to requests for the version from here on."""
    exclusive: bool = False
    """True if only one version of a track has the milestone at a time: the version with the latest date."""
    superseded: str | None = None
    """The phase once another version has the exclusive milestone."""
    symbol: str | None = None
    after: str | None = None
    """The milestone directly after which it was placed; `Policy.milestones` is in order already."""
    parallel: bool = False
    """True if the milestone has no order among its neighbours."""

    @property
    def title(self) -> str:
        """The label, or the name if there is none."""
        return self.label or self.name


class Field(NamedTuple):
    """A further key of items that a policy declares and rules may ask for."""

    name: str
    of: tuple[ItemType, ...] = ("version", "change")
    one_of: tuple[str, ...] | None = None
    required: bool = False
    """True if a plan must give a value for each item of the types in `of`."""
    default: str | bool | None = None
    """The value that conditions read where an item leaves it out."""


Condition = Mapping[str, tuple[str | bool, ...]]
"""Key of an item -> the values of which it must have one; `has` -> milestones, all of them."""


class Rule(NamedTuple):
    """A rule of any kind: the parts that all kinds share."""

    id: str
    kind: str
    parameters: object = None
    of: ItemType | None = "version"
    """The items judged: versions or changes; None for both."""
    severity: Severity = "error"
    clause: str | None = None
    because: str | None = None
    when: Condition = NOTHING
    unless: Condition = NOTHING
    yields_to: tuple[str, ...] = ()
    waivable: bool = True
    effective_from: Day | None = None
    effective_until: Day | None = None
    tolerance: int = 0
    """Days of shortfall or excess that are forgiven."""
    effective_by: str | None = None
    """The milestone, of a change also `version.M`, that `effective_from` and `effective_until` look at.

    None: the judged date.
    """
    url: str | None = None
    """The address of the page that publishes the rule."""


class Policy(NamedTuple):
    """The contents of a policy file, merged with the policies that it extends."""

    name: str
    title: str | None = None
    milestones: tuple[Milestone, ...] = ()
    """In lifecycle order, those of versions and those of changes each."""
    channels: Mapping[str, str] = NOTHING
    compatible: frozenset[str] = frozenset()
    incompatible: frozenset[str] = frozenset()
    unlisted: Compatibility = "incompatible"
    reasons: Mapping[str, str] = NOTHING
    fields: Mapping[str, Field] = NOTHING
    rules: tuple[Rule, ...] = ()
    unversioned: Unversioned = "none"
    invalid: str | None = None
    tracks: tuple[str, ...] | None = None
    """The only track names allowed; None allows any."""
    url: str | None = None
    """The address of the published policy."""

    @property
    def long_name(self) -> str:
        """The title, or the name if there is none."""
        return self.title or self.name

    def milestones_of(self, item_type: ItemType) -> tuple[Milestone, ...]:
        """Return the milestones of versions or of changes, in lifecycle order."""
        return tuple(each for each in self.milestones if each.of == item_type)

    def of_role(self, role: Role, of: ItemType = "version") -> str | None:
        """Return the name of the milestone (of versions or of changes) with a role; None if none has it."""
        return next((each.name for each in self.milestones_of(of) if each.role == role), None)

    def compatibility(self, change_kind: str) -> Compatibility:
        """Return the compatibility of a kind of change: `unlisted` for a kind in neither list."""
        if change_kind in self.compatible:
            return "compatible"
        if change_kind in self.incompatible:
            return "incompatible"
        return self.unlisted
