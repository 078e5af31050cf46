"""The milestones of a policy in lifecycle order, each directly after the milestone that its `after` names."""

from collections.abc import Iterator, Mapping

from planner.diagnostics import quoted
from planner.files.policy.inheritance import MergedEntry
from planner.policy import Milestone

Written = Mapping[tuple[str, str], MergedEntry]
"""Milestones by (of, name), in the order of the files."""


def lifecycle(written: Written) -> tuple[Milestone, ...]:
    """Return the milestones in lifecycle order, milestones of versions and of changes independently.

    A milestone with `after` comes directly after the one that it names, and its own followers come with
    it. Report an `after` that names no milestone, and cycles; milestones in a cycle come last.
    """
    followers: dict[tuple[str, str], list[tuple[str, str]]] = {}
    first: list[tuple[str, str]] = []
    for (of, name), entry in written.items():
        after = entry.value("after")
        if after is None:
            first.append((of, name))
        elif (of, after) in written:
            followers.setdefault((of, after), []).append((of, name))
        else:
            known = [other for item_type, other in written if item_type == of]
            location = entry.keys["after"].location
            hint = location.path_diagnostics.hint(after, known) or f" is no milestone of a {of}"
            location.report_value("unknown-milestone", f"{quoted(after)}{hint}")
            first.append((of, name))
    ordered = list(_placed(first, followers))
    in_cycles = [which for which in written if which not in ordered]
    for of, name in in_cycles:
        location = written[of, name].keys["after"].location
        location.report_value("cycle", f"`after` is a cycle: {quoted(name)} comes after itself")
    return tuple(_milestone(written[which]) for which in (*ordered, *in_cycles))


def _placed(
    first: list[tuple[str, str]], followers: Mapping[tuple[str, str], list[tuple[str, str]]]
) -> Iterator[tuple[str, str]]:
    """Yield each milestone and, after it, its followers, each with its own followers behind it."""
    waiting = first[::-1]
    while waiting:
        which = waiting.pop()
        yield which
        waiting.extend(reversed(followers.get(which, ())))


def _milestone(entry: MergedEntry) -> Milestone:
    """Return the milestone of a merged entry."""
    values = {key: each.value for key, each in entry.keys.items()}
    values.pop("meta", None)
    return Milestone(**values)


def check_roles(written: Written) -> None:
    """Report each milestone whose role an earlier milestone of the same type of item has already."""
    holders: dict[tuple[str, str], str] = {}
    for (of, name), entry in written.items():
        role = entry.value("role")
        if role is None:
            continue
        first = holders.setdefault((of, role), name)
        if first != name:
            taken = f"the role {quoted(role)} belongs to {quoted(first)} already"
            message = f"{taken}: only one milestone of a {of} can have it"
            entry.keys["role"].location.report_value("contradiction", message)
