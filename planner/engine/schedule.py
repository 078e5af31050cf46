"""A plan laid out for judging: its items, a slot for every date, and who is whose neighbour.

It holds no dates (those are in `Days`), so a moved date leaves it as it is; an edit of
anything else makes a new one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from planner.dates import Day
from planner.engine.constraint import Dated, Days, Finding, InForce, Place, Reason, Slot
from planner.plan import Change, Freeze, Item, Plan, Waiver
from planner.policy import Compatibility, Condition, ItemType, Policy, Rule, Severity

NOTICE = "notice"
"""What a notice's date is called among the dates of an item."""


class Announcement(NamedTuple):
    """A notice as rules read it."""

    slot: Slot
    announces: tuple[str, ...]
    channels: tuple[str, ...]
    told: Mapping[str, Day] | None


class Owner(NamedTuple):
    """Whose date a slot holds."""

    item: int
    what: str
    place: Place


class Schedule:
    def __init__(self, plan: Plan, policy: Policy, as_of: Day) -> None:
        self._plan = plan
        self.policy = policy
        self.as_of = as_of
        self.judge_from: Day = plan.judge_from or 0
        self.items: tuple[Item, ...] = plan.items
        self.freezes: tuple[Freeze, ...] = plan.freezes
        self.versions = len(plan.versions)
        """Items below this index are versions, the others changes."""
        self.index = {item.name: index for index, item in enumerate(self.items)}
        self.slots: list[dict[str, Slot]] = []
        """Of each item, the slot of each milestone that has a date."""
        self.announcements: list[list[Announcement]] = [[] for _ in self.items]
        self.waivers: list[list[Waiver]] = [[] for _ in self.items]
        self.tracks: list[str | None] = [self._track(item) for item in self.items]
        self._neighbours: dict[tuple[str, int], list[Slot | None]] = {}
        self._by_track: dict[tuple[str | None, str], tuple[Slot, ...]] = {}
        self.days = Days(self._lay_out(plan))

    def _lay_out(self, plan: Plan) -> Iterator[Day]:
        """Every date in the order of its slot: those of the items, then those of the notices."""
        slot = 0
        for item in self.items:
            dates = item.dates
            self.slots.append(dict(zip(dates, range(slot, slot + len(dates)), strict=True)))
            slot += len(dates)
            yield from dates.values()
        for place, notice in enumerate(plan.notices, slot):
            announcement = Announcement(place, notice.announces, notice.channels, notice.told)
            self.announcements[self.index[notice.item]].append(announcement)
            yield notice.date
        for waiver in plan.waivers:
            self.waivers[self.index[waiver.item]].append(waiver)

    @cached_property
    def owners(self) -> list[Owner]:
        """Whose date each slot holds."""
        owners = [
            Owner(index, milestone, Place(item.key, milestone))
            for index, item in enumerate(self.items)
            for milestone in item.dates
        ]
        notices = self._plan.notices
        owners += (Owner(self.index[each.item], NOTICE, Place(each.key, "date")) for each in notices)
        return owners

    @cached_property
    def pinned(self) -> set[Slot]:
        """Dates that nothing moves but a person; those of notices that were sent are facts."""
        first = len(self.days) - len(self._plan.notices)
        pinned = {
            slots[milestone]
            for slots, item in zip(self.slots, self.items, strict=True)
            for milestone in item.pinned
            if milestone in slots
        }
        notices = enumerate(self._plan.notices, first)
        return pinned.union(slot for slot, each in notices if each.pinned or each.told is not None)

    @cached_property
    def _together(self) -> dict[Slot, tuple[Slot, ...]]:
        """The dates of notices of one name, which move as one."""
        named: dict[str, list[Slot]] = {}
        for slot, notice in enumerate(self._plan.notices, len(self.days) - len(self._plan.notices)):
            if notice.name is not None:
                named.setdefault(notice.name, []).append(slot)
        return {slot: tuple(slots) for slots in named.values() for slot in slots}

    @cached_property
    def announced(self) -> list[dict[tuple[str, str | None], list[Announcement]]]:
        """Of each item, its notices by (milestone, channel) and by (milestone, None), as in the file."""
        announced: list[dict[tuple[str, str | None], list[Announcement]]] = []
        for announcements in self.announcements:
            told: dict[tuple[str, str | None], list[Announcement]] = {}
            for notice in announcements:
                for milestone in notice.announces:
                    for channel in (None, *notice.channels):
                        told.setdefault((milestone, channel), []).append(notice)
            announced.append(told)
        return announced

    def telling(self, item: int, milestone: str, channel: str | None) -> Sequence[Announcement]:
        """The item's notices that announce a milestone, by one channel or (None) by any."""
        return self.announced[item].get((milestone, channel), ())

    def _track(self, item: Item) -> str | None:
        if item.track is None and isinstance(item, Change) and item.version is not None:
            shipped_in = self.index.get(item.version)
            if shipped_in is not None:
                return self.items[shipped_in].track
        return item.track

    def item_type(self, item: int) -> ItemType:
        return "version" if item < self.versions else "change"

    def moving_with(self, slot: Slot) -> tuple[Slot, ...]:
        """The date itself, and those of the notices of one name with it."""
        return self._together.get(slot, (slot,))

    def may_move(self, slot: Slot, days: Days) -> bool:
        """Whether a ripple may move a date: not one that is past, pinned, or of a notice that was sent."""
        return all(days[each] >= self.as_of and each not in self.pinned for each in self.moving_with(slot))

    def slot(self, item: int, milestone: str) -> Slot | None:
        return self.slots[item].get(milestone)

    def dated(self, slot: Slot, day: Day) -> Dated:
        owner = self.owners[slot]
        return Dated(self.items[owner.item].name, owner.what, day, owner.place)

    def blame(
        self,
        rule: Rule,
        slot: Slot,
        date: Day,
        reason: Reason,
        *,
        earliest: Day | None = None,
        latest: Day | None = None,
        days: int | None = None,
        severity: Severity | None = None,
    ) -> Finding:
        """The finding that one date breaks a rule; of the rule's own severity unless given."""
        item, milestone, place = self.owners[slot]
        return Finding(
            rule, severity or rule.severity, item, milestone, date, place, reason, earliest, latest, days
        )

    def shipped_in(self, item: int) -> int | None:
        """The version a change ships in; None where it names none of the plan."""
        change = self.items[item]
        if not isinstance(change, Change) or change.version is None:
            return None
        version = self.index.get(change.version)
        return version if version is not None and version < self.versions else None

    def following(self, item: int, milestone: str) -> Slot | None:
        """That date of the nearest later version of the same track that has it."""
        return self._neighbour(item, milestone, -1)

    def preceding(self, item: int, milestone: str) -> Slot | None:
        """That date of the nearest earlier version of the same track that has it."""
        return self._neighbour(item, milestone, 1)

    def _neighbour(self, item: int, milestone: str, step: int) -> Slot | None:
        known = self._neighbours.get((milestone, step))
        if known is None:
            known = self._neighbours[milestone, step] = [None] * self.versions
            nearest: dict[str | None, Slot] = {}
            for index in range(self.versions)[::step]:
                track = self.tracks[index]
                known[index] = nearest.get(track)
                slot = self.slots[index].get(milestone)
                if slot is not None:
                    nearest[track] = slot
        return known[item]

    def of_track(self, track: str | None, milestone: str) -> tuple[Slot, ...]:
        """That date of every version of a track that has it."""
        known = self._by_track.get((track, milestone))
        if known is None:
            known = self._by_track[track, milestone] = tuple(
                slots[milestone]
                for slots, of in zip(self.slots[: self.versions], self.tracks, strict=False)
                if of == track and milestone in slots
            )
        return known

    def in_force(self, rule: Rule) -> InForce:
        since = max(self.judge_from, rule.effective_from or 0)
        until = rule.effective_until
        return InForce(rule, since, until if until is not None else 10_000_000)

    def judged(self, rule: Rule) -> Iterable[int]:
        """The items that a rule looks at: its `of`, its `when`, and not its `unless`."""
        first = self.versions if rule.of == "change" else 0
        last = self.versions if rule.of == "version" else len(self.items)
        items = range(first, last)
        if not rule.when and not rule.unless:
            return items
        return (
            item
            for item in items
            if self._matches(item, rule.when) and not (rule.unless and self._matches(item, rule.unless))
        )

    def changes(self, rule: Rule, compatibility: Compatibility) -> Iterator[tuple[int, Change]]:
        """The changes that a rule looks at, of one compatibility."""
        for index in self.judged(rule):
            change = self.items[index]
            if isinstance(change, Change) and self.policy.compatibility(change.kind) == compatibility:
                yield index, change

    def _matches(self, item: int, condition: Condition) -> bool:
        for key, values in condition.items():
            if key == "has":
                if not all(milestone in self.slots[item] for milestone in values):
                    return False
            elif self._value(item, key) not in values:
                return False
        return True

    def _value(self, index: int, key: str) -> str | bool | None:
        item = self.items[index]
        if key == "track":
            return self.tracks[index]
        if key == "compatibility":
            return self.policy.compatibility(item.kind) if isinstance(item, Change) else None
        value = item.fields.get(key, getattr(item, key, False))
        return value if isinstance(value, str | bool) else False

    def has_text(self, index: int, key: str) -> bool:
        """Whether an item has a date or a text under this key; a blank text is not there."""
        if key in self.slots[index]:
            return True
        item = self.items[index]
        value = item.fields.get(key, getattr(item, key, None))
        return bool(value.strip()) if isinstance(value, str) else value is not None
