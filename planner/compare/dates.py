"""Dates that moved, were set or were removed, and the dates of added and removed entries."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from planner.compare.entry_name import EntryName, entry_name
from planner.compare.pairs import Pairs
from planner.dates import Day
from planner.plan import Change, PlanEntry, Version

FIELDS = {"date": "date", "start": "from", "end": "to", "allows": "allows", "expires": "expires"}
"""The fields of entries that hold one date, and their keys in the file."""


class EntryDates(NamedTuple):
    """An added or removed entry with its dates."""

    subject: EntryName
    dates: Mapping[str, Day]


class DateChange(NamedTuple):
    """A date that moved, was set (`old` is None) or was removed (`new` is None)."""

    subject: EntryName
    what: str
    """The key in the file."""
    old: Day | None
    new: Day | None
    key: int = 0
    """The key of the entry in the new plan; 0 if it does not matter."""

    @property
    def days(self) -> int | None:
        """The number of days it moved later, negative for earlier; None unless both dates are set."""
        return None if self.old is None or self.new is None else self.new - self.old


def entry_dates(entry: PlanEntry) -> EntryDates:
    """Return the name of an entry with its dates, by their keys in the file."""
    return EntryDates(entry_name(entry), _days(entry))


def date_changes(pairs: Pairs) -> Iterator[DateChange]:
    """Yield the dates that differ between the two states of each entry that both have.

    Dates that were set or removed are among them; a day of withdrawal counts as a date.
    """
    for before, now in pairs.kept:
        old, new = _days(before), _days(now)
        for what in dict.fromkeys((*new, *old)):
            if old.get(what) != new.get(what):
                yield DateChange(
                    subject=entry_name(now), what=what, old=old.get(what), new=new.get(what), key=now.key
                )


def _days(entry: PlanEntry) -> Mapping[str, Day]:
    """Return the dates of an entry by their keys in the file, the day of a version's withdrawal included."""
    if isinstance(entry, Version) and entry.withdrawn is not None:
        return {**entry.dates, "withdrawn": entry.withdrawn}
    if isinstance(entry, Version | Change):
        return entry.dates
    found = {what: getattr(entry, field, None) for field, what in FIELDS.items()}
    return {what: day for what, day in found.items() if day is not None}
