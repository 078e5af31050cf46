"""The summary lines of `diff`, for one plan and for several."""

from collections import Counter

from planner.dates import counted, iso
from planner.reports.diff.diff import Diff, Diffs
from planner.wording.diff import summary as of_comparison


def totals(diffs: Diffs) -> str:
    """Return `3 plans: 1 changed, 1 removed, 1 without a difference; as of 2026-11-21`."""
    counts = Counter(each.status for each in diffs.differing)
    parts = [f"{number} {status}" for status, number in counts.items()]
    same = len(diffs.plans) - len(diffs.differing)
    if same:
        parts.append(f"{same} without a difference")
    return f"{counted(len(diffs.plans), 'plan')}: {', '.join(parts)}; as of {iso(diffs.as_of)}"


def summary(diff: Diff) -> str:
    """Return `2 dates, 1 added; 1 violation gained, 2 lost`."""
    if diff.status == "renamed" and not diff.found.differs:
        return "Renamed, no other difference"
    return of_comparison(diff.found)
