"""The version that answers on a day, by role, and the version that has the default of its track.

`served` and `status` go by this alike.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence

from planner.dates import NEVER, Day
from planner.engine.constraint import Days, Slot, Unmoved
from planner.engine.schedule import Schedule
from planner.named_tuple import NamedTuple


class Tenure(NamedTuple):
    """The start of a tenure: the day from which a version has an exclusive milestone, and its slot."""

    day: Day
    slot: Slot


class Tenures(NamedTuple):
    """The tenures of a track in order.

    The slots of `elsewhere` have moved: their tenures in `staying` are passed over. A step of a drag asks for
    the tenure before or after some days only, so these are found without merging both lists.
    """

    staying: list[Tenure]
    moved: list[Tenure]
    elsewhere: Container[Slot]

    def before(self, end: Tenure) -> Iterator[Tenure]:
        """Yield the tenures that start before a given start, the last of them first."""
        staying, moved, elsewhere = self
        one, other = bisect_left(staying, end) - 1, bisect_left(moved, end) - 1
        while one >= 0 or other >= 0:
            if one >= 0 and staying[one].slot in elsewhere:
                one -= 1
            elif other < 0 or (one >= 0 and staying[one] > moved[other]):
                yield staying[one]
                one -= 1
            else:
                yield moved[other]
                other -= 1

    def after(self, start: Tenure) -> Iterator[Tenure]:
        """Yield the tenures that start after a given start, the first of them first."""
        staying, moved, elsewhere = self
        one, other = bisect_right(staying, start), bisect_right(moved, start)
        while one < len(staying) or other < len(moved):
            if one < len(staying) and staying[one].slot in elsewhere:
                one += 1
            elif other == len(moved) or (one < len(staying) and staying[one] < moved[other]):
                yield staying[one]
                one += 1
            else:
                yield moved[other]
                other += 1


class Life(NamedTuple):
    """The days on which a version answers: from `released` until `retired` or its withdrawal."""

    item: int
    released: Slot | None
    retired: Slot | None
    withdrawn: Day | None

    def answers(self, day: Day, days: Sequence[Day]) -> bool:
        """Return True if the version answers on a day; `days` has the dates by slot."""
        return (
            self.released is not None
            and days[self.released] <= day
            and not (self.retired is not None and days[self.retired] <= day)
            and self.exists(day)
        )

    def exists(self, day: Day) -> bool:
        """Return True if the version is not withdrawn on or before a day."""
        return self.withdrawn is None or day < self.withdrawn


def lives(schedule: Schedule) -> Iterator[Life]:
    """Yield the life of each version of the plan."""
    released, retired = schedule.policy.of_role("released"), schedule.policy.of_role("retired")
    for item in range(schedule.versions):
        slots = schedule.slots[item]
        yield Life(
            item=item,
            released=None if released is None else slots.get(released),
            retired=None if retired is None else slots.get(retired),
            withdrawn=schedule.withdrawn.get(item),
        )


class DefaultTrack:
    """The versions of a track and the tenures of its default."""

    def __init__(self, of_track: Sequence[Life], defaults: Mapping[int, Slot]) -> None:
        self.lives = {life.item: life for life in of_track}
        self.defaults = {item: slot for item, slot in defaults.items() if item in self.lives}
        self.owners = {slot: item for item, slot in self.defaults.items()}
        self.slots = tuple(self.defaults.values())

    def tenures(self, days: Days) -> Tenures:
        """Return the tenures of the default on the present dates, moved ones included."""
        unmoved = days.unmoved
        if unmoved is None or unmoved.known is None:
            return Tenures(self._sorted(days, days.known), [], ())
        was = Before(days, unmoved.before)
        moved = sorted(Tenure(days[slot], slot) for slot in unmoved.before if slot in self.owners)
        return Tenures(self._sorted(was, unmoved.known), moved, unmoved.before)

    def tenures_before(self, days: Days, unmoved: Unmoved) -> Tenures:
        """Return the tenures of the default as they were before `unmoved` dates moved."""
        known = {} if unmoved.known is None else unmoved.known
        return Tenures(self._sorted(Before(days, unmoved.before), known), [], ())

    def _sorted(self, days: "Sequence[Day] | Before", known: dict[object, object]) -> list[Tenure]:
        """Return the tenures of the track in order; `known` remembers them."""
        key = "tenures", *self.slots[:1]  # of one track; all its slots together take long to hash
        found = known.get(key)
        if not isinstance(found, list):
            found = known[key] = sorted(Tenure(days[slot], slot) for slot in self.slots)
        return found

    def holder(self, tenures: Tenures, day: Day) -> int | None:
        """Return the index of the version that has the default on a day, or None.

        A version that is withdrawn by that day is passed over, so that the one before it has the default
        again.
        """
        if not tenures.moved and not tenures.elsewhere:  # a check asks so for each version
            last = bisect_left(tenures.staying, (day + 1, -1)) - 1
            item = self.owners[tenures.staying[last].slot] if last >= 0 else None
            if item is None or self.lives[item].exists(day):
                return item
        for tenure in tenures.before(Tenure(day + 1, -1)):
            item = self.owners[tenure.slot]
            if self.lives[item].exists(day):
                return item
        return None

    def ahead_of(self, tenures: Tenures, end: Tenure) -> Iterator[int]:
        """Yield the indices of the versions that may have the default just before `end`, the latest first.

        That is the version with the last tenure before `end`; if it is withdrawn at some time, also the one
        before it, and so on.
        """
        for tenure in tenures.before(end):
            item = self.owners[tenure.slot]
            yield item
            if self.lives[item].withdrawn is None:
                return

    def served_again(self, tenures: Tenures, item: int, day: Day, days: Days) -> Day | None:
        """Return the first day after a given one on which another version than `item` takes the default.

        It counts only if it answers on that day, and has the default at its end. Return None if there is no
        such day.
        """
        for tenure in tenures.after(Tenure(day, NEVER)):
            other = self.owners[tenure.slot]
            answers = other != item and self.lives[other].answers(tenure.day, days)
            if answers and self.holder(tenures, tenure.day) == other:
                return tenure.day
        return None


class Before:
    """Dates where they were before some moved."""

    def __init__(self, days: Sequence[Day], before: Mapping[Slot, Day]) -> None:
        self._days = days
        self._before = before

    def __getitem__(self, slot: Slot) -> Day:
        was = self._before.get(slot)
        return self._days[slot] if was is None else was
