"""`new-version` and `everywhere`: where a change ships, by its compatibility."""

from collections.abc import Iterator

from planner.engine.rules.kind import RuleKind
from planner.engine.rules.require import ItemStatement
from planner.engine.schedule import Schedule
from planner.engine.statement import InForce, Statement
from planner.plan import Change


def _changes(in_force: InForce, schedule: Schedule, compatibility: str) -> Iterator[tuple[int, Change]]:
    for index in schedule.judged(in_force.rule):
        change = schedule.items[index]
        if isinstance(change, Change) and schedule.policy.compatibility(change.kind) == compatibility:
            yield index, change


def new_version(in_force: InForce, schedule: Schedule) -> Iterator[Statement]:
    """An incompatible change names a version of the plan."""
    for index, change in _changes(in_force, schedule, "incompatible"):
        if schedule.shipped_in(index) is None:
            named = f"{change.version} is not in the plan" if change.version else "it names no version"
            message = f"{change.name} ({change.kind}) is incompatible and needs a new version: {named}"
            yield ItemStatement(in_force, index, schedule, message)


def everywhere(in_force: InForce, schedule: Schedule) -> Iterator[Statement]:
    """A compatible change names no version: it goes to all at once."""
    for index, change in _changes(in_force, schedule, "compatible"):
        if change.version is not None:
            message = (
                f"{change.name} ({change.kind}) is compatible: it goes to all, not only to {change.version}"
            )
            yield ItemStatement(in_force, index, schedule, message)


NEW_VERSION = RuleKind("new-version", ("change",), (), lambda _: None, lambda _: (), new_version)
EVERYWHERE = RuleKind("everywhere", ("change",), (), lambda _: None, lambda _: (), everywhere)
