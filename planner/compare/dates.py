"""Dates that moved, came or went, and entries that came or went with theirs."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from planner.compare.pairs import Pairs
from planner.compare.subject import EntryName, subject
from planner.dates import Day
from planner.plan import Change, PlanEntry, Version

FIELDS = {"date": "date", "start": "from", "end": "to", "allows": "allows", "expires": "expires"}
"""Fields that hold one date, and what the file calls them."""


class Entered(NamedTuple):
    """An entry that is there in one state alone, with its dates."""

    subject: EntryName
    dates: Mapping[str, Day]


class DateChange(NamedTuple):
    """A date that moved, or was set (nothing before), or was taken out (nothing now)."""

    subject: EntryName
    what: str
    """Its key in the file."""
    old: Day | None
    new: Day | None

    @property
    def days(self) -> int | None:
        return None if self.old is None or self.new is None else self.new - self.old


def entered(entry: PlanEntry) -> Entered:
    return Entered(subject(entry), _days(entry))


def date_changes(pairs: Pairs) -> Iterator[DateChange]:
    for before, now in pairs.kept:
        old, new = _days(before), _days(now)
        for what in dict.fromkeys((*new, *old)):
            if old.get(what) != new.get(what):
                yield DateChange(subject(now), what, old.get(what), new.get(what))


def _days(entry: PlanEntry) -> Mapping[str, Day]:
    if isinstance(entry, Version | Change):
        return entry.dates
    found = {what: getattr(entry, field, None) for field, what in FIELDS.items()}
    return {what: day for what, day in found.items() if day is not None}
