"""The summary lines of `diff`, for one plan and for several."""

from collections import Counter

from planner.dates import counted, iso
from planner.reports.diff.diff import Diff, Diffs, TriedPolicy
from planner.wording.diff import DiffLine, edited_line
from planner.wording.diff import summary as of_comparison

VIOLATION_CHANGES = ("gained", "grew", "lost", "shrank", "waived")
"""The attributes of a comparison that hold violations."""


def names(diff: Diff) -> list[str]:
    """Return the names of a plan in the old and the new state; one name if they are the same.

    A state in which the plan does not exist has no name.
    """
    return [each for each in dict.fromkeys((diff.old, diff.new)) if each is not None]


def totals(diffs: Diffs) -> str:
    """Return a line like `3 plans: 1 changed, 2 removed; 1 promise touched; as of 2026-11-21`.

    For a tried policy, return the numbers of violations instead.
    """
    if diffs.tried is not None:
        return _totals_of_trial(diffs, diffs.tried)
    counts = Counter(each.status for each in diffs.differing)
    parts = [f"{number} {status}" for status, number in counts.items()]
    same = len(diffs.plans) - len(diffs.differing)
    if same:
        parts.append(f"{same} without a difference")
    touched = sum(len(each.found.promises) for each in diffs.plans)
    promises = f"; {counted(touched, 'promise')} touched" if touched else ""
    return f"{counted(len(diffs.plans), 'plan')}: {', '.join(parts)}{promises}; as of {iso(diffs.as_of)}"


def changed_rules(tried: TriedPolicy) -> list[DiffLine]:
    """Return a line per changed key of the tried policy; if no key changed, a line that says so."""
    lines = [edited_line(each) for each in tried.changes]
    return lines or [DiffLine("nothing", "the policy is as it was")]


def _totals_of_trial(diffs: Diffs, tried: TriedPolicy) -> str:
    """Return a line like `3 plans under clio: violations: 4 gained in 2 plans; as of 2026-11-21`."""
    parts = []
    for word in VIOLATION_CHANGES:
        numbers = [number for each in diffs.plans if (number := len(getattr(each.found, word)))]
        if numbers:
            parts.append(f"{sum(numbers)} {word} in {counted(len(numbers), 'plan')}")
    told = f"violations: {', '.join(parts)}" if parts else "no violation gained or lost"
    others = f"; {counted(tried.passed_over, 'plan')} of other policies" if tried.passed_over else ""
    return (
        f"{counted(len(diffs.plans), 'plan')} under {tried.policy}: {told}; as of {iso(diffs.as_of)}{others}"
    )


def summary(diff: Diff) -> str:
    """Return a line like `2 dates, 1 added; violations: 1 gained, 2 lost`, for one plan.

    For a file that was only renamed, or that does not differ, it says so.
    """
    if diff.status == "renamed" and not diff.found.differs:
        return "Renamed, no other difference"
    return of_comparison(diff.found)
