"""What changed since another state of the plan, as review documents tell it."""

from collections.abc import Iterator
from typing import NamedTuple

from planner.compare import Comparison
from planner.compare.dates import Entered
from planner.compare.keys import Plain
from planner.compare.violations import Told
from planner.dates import Day, iso


class Since(NamedTuple):
    base: str
    """The other state, as it was asked for."""
    comparison: Comparison


class Moved(NamedTuple):
    whose: str
    what: str
    old: str
    new: str
    days: str


class Group(NamedTuple):
    title: str
    lines: tuple[str, ...]


def moved(comparison: Comparison) -> tuple[Moved, ...]:
    return tuple(
        Moved(
            str(each.subject),
            each.what,
            _day(each.old, "not set"),
            _day(each.new, "taken out"),
            "" if each.days is None else f"{each.days:+} d",
        )
        for each in comparison.dates
    )


def groups(comparison: Comparison) -> Iterator[Group]:
    """What else there is to tell; nothing where nothing is."""
    told = {
        "Added": map(_entered, comparison.added),
        "Removed": map(_entered, comparison.removed),
        "Renamed": (f"{each.old or 'no name'} → {each.new or 'no name'}" for each in comparison.renamed),
        "Edited": (
            f"{each.subject}: {each.what}: {_plain(each.old)} → {_plain(each.new)}"
            for each in comparison.edited
        ),
        "Promises touched": (
            f"{each.item} {each.milestone}, told {iso(each.told)}: {_day(each.old, 'not set')} →"
            f" {_day(each.new, 'gone')}{', and the record of it was rewritten' if each.rewritten else ''}"
            for each in comparison.promises
        ),
        "Violations gained": map(_violation, comparison.gained),
        "Violations that grew": (
            f"{_violation(now)} (before: {then.finding.reason.message})" for then, now in comparison.grew
        ),
        "Violations that shrank": (
            f"{_violation(now)} (before: {then.finding.reason.message})" for then, now in comparison.shrank
        ),
        "Violations lost": map(_violation, comparison.lost),
        "Newly waived": map(_violation, comparison.waived),
    }
    for title, lines in told.items():
        if group := tuple(lines):
            yield Group(title, group)


def _entered(entered: Entered) -> str:
    dates = ", ".join(f"{what} {iso(day)}" for what, day in entered.dates.items())
    return f"{entered.subject}: {dates}" if dates else str(entered.subject)


def _violation(told: Told) -> str:
    return f"{told.finding.severity} {told.finding.rule.id}: {told.finding.reason.message}"


def _day(day: Day | None, absent: str) -> str:
    return absent if day is None else iso(day)


def _plain(value: Plain) -> str:
    if isinstance(value, list):
        return ", ".join(map(_plain, value)) or "nothing"
    if isinstance(value, dict):
        return ", ".join(f"{name} {_plain(each)}" for name, each in value.items()) or "nothing"
    return "nothing" if value is None else str(value)
