"""Check a policy file: its errors, or the mistakes of the policy with the lines they stand on."""

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.engine.rules.soundness.mistake import Examined, Mistake, PolicyKey
from planner.engine.rules.soundness.registry import FINDERS
from planner.files.locations import DataLocation
from planner.files.policy.inheritance import Merged, MergedEntry, WrittenValue
from planner.files.policy.read import read_policy


def mistakes(examined: Examined) -> tuple[Mistake, ...]:
    """Return all mistakes of a policy, by kind."""
    return tuple(mistake for find in FINDERS for mistake in find(examined))


def check_policy(name_or_path: str, folder: str | None) -> tuple[Diagnostic, ...]:
    """Return the mistakes of a policy and of the policies that it extends, by file and line.

    Raises:
        BrokenPolicy: The policy has errors, so that it cannot be examined.
        UnknownPolicy: There is no such policy.
    """
    policy, merged = read_policy(name_or_path, folder)
    for mistake in mistakes(Examined(policy, merged.first_layers())):
        location, at_value = max(
            (_location(merged, key) for key in mistake.keys), key=lambda each: merged.layer_of(each[0])
        )
        tell = location.report_value if at_value else location.report_key
        tell(mistake.code, mistake.message)
    return tuple(_diagnostics(merged))


def _diagnostics(merged: Merged) -> Iterator[Diagnostic]:
    for layer in reversed(merged.layers):
        yield from layer.diagnostics()


def _location(merged: Merged, key: PolicyKey) -> tuple[DataLocation, bool]:
    """Return the place of a key, and whether it has a value there; else that of its entry."""
    first, *within = key.path
    written = _written(merged, key).get(str(first))
    if written is None:
        return _entry(merged, key).location, False
    location, value = written.location, written.value
    for part in within:
        if isinstance(part, int) and not isinstance(value, list):
            continue  # a single value in place of a list of one
        location, value = location.at(part), value[part]
    return location, True


def _entry(merged: Merged, key: PolicyKey) -> MergedEntry:
    if isinstance(key.entry, tuple):
        return merged.milestones[key.entry]
    return merged.rules[key.entry]


def _written(merged: Merged, key: PolicyKey) -> dict[str, WrittenValue]:
    return merged.top if key.table == "top" else _entry(merged, key).keys
