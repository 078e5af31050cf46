"""Check a policy file: its errors, or the mistakes of the policy with the lines they stand on."""

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.engine.rules.soundness.mistake import Examined, Mistake, PolicyKey
from planner.engine.rules.soundness.registry import FINDERS
from planner.files.locations import DataLocation
from planner.files.policy.inheritance import Merged, MergedEntry, WrittenValue
from planner.files.policy.read import read_policy


def mistakes(examined: Examined) -> tuple[Mistake, ...]:
    """Return all mistakes of a policy, in the order of the finders of the registry."""
    return tuple(mistake for find in FINDERS for mistake in find(examined))


def check_policy(name_or_path: str, folder: str | None) -> tuple[Diagnostic, ...]:
    """Return the mistakes of a policy and of the policies that it extends, its own file first, by line.

    `folder` is where a relative path starts. A mistake about several keys is reported once, at the one in the
    policy's own file if there is one, else in the nearest file that it extends.

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
    """Return where a key of a policy is written, and True.

    If it is left out, where its entry is, and False.
    """
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
    """Return the milestone or the rule that a key belongs to, merged from all files."""
    if isinstance(key.entry, tuple):
        return merged.milestones[key.entry]
    return merged.rules[key.entry]


def _written(merged: Merged, key: PolicyKey) -> dict[str, WrittenValue]:
    """Return the written keys, by name, of the table with a key: the top level, a milestone or a rule."""
    return merged.top if key.table == "top" else _entry(merged, key).keys
