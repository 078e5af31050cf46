"""A slot for every date of a plan: whose date it is, what moves along with it, and whether it may move.

It holds no dates (those are in `Days`), so a moved date leaves it as it is; an edit of
anything else makes a new one.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, islice

from planner.dates import LAST_DAY, Day
from planner.engine.constraint import Dated, Days, Finding, Place, Reason, Slot
from planner.named_tuple import NamedTuple
from planner.plan import Change, Freeze, Item, Plan, Version, Waiver
from planner.policy import ItemType, Milestone, Policy, Rule, Severity

NOTICE = "notice"
"""The name of the date of a notice among the dates of an item."""


Channel = str | None
"""A channel; None is the unnamed channel, of notices without channels."""


class Announcement(NamedTuple):
    """A notice as rules read it."""

    slot: Slot
    announces: tuple[str, ...]
    channels: tuple[str, ...]
    told: Mapping[str, Day] | None
    withdraws: tuple[str, ...] = ()

    @property
    def by(self) -> tuple[Channel, ...]:
        """The channels; the unnamed one if there are none."""
        return self.channels or (None,)


class Owner(NamedTuple):
    """The item, the name and the place of the date in a slot."""

    item: int
    what: str
    place: Place


class Slots:
    """The items of a plan, and a slot for each of their dates and for each notice."""

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
        """The slot of each dated milestone, by item; for rules: without dates from a withdrawal on."""
        self.written = self.slots
        """The same, dates from a withdrawal on included."""
        self.withdrawn: dict[int, Day] = {}
        """The day of withdrawal, by withdrawn version."""
        self.takes_back = False
        """True if a sent notice withdraws a milestone."""
        self.announcements: list[list[Announcement]] = [[] for _ in self.items]
        self.waivers: list[list[Waiver]] = [[] for _ in self.items]
        self.tracks: list[str | None] = [self._track(item) for item in self.items]
        self.known: dict[object, object] = {}
        """Values that all rules of a kind share, by keys that each kind chooses."""
        self.days = Days(self._lay_out(plan))

    def _lay_out(self, plan: Plan) -> Iterator[Day]:
        """Yield all dates in slot order, those of items before those of notices, and note their slots.

        Notices and waivers are put to their items, too.
        """
        slot = 0
        for item in self.items:
            dates = item.dates
            self.slots.append(dict(zip(dates, range(slot, slot + len(dates)), strict=True)))
            slot += len(dates)
            yield from dates.values()
        for number, version in enumerate(plan.versions):
            if version.withdrawn is not None:
                self._withdraw(number, version)
        for place, notice in enumerate(plan.notices, slot):
            _, item_name, day, announces, channels, told, _, _, _, _, withdraws = notice
            if withdraws and told is not None:
                self.takes_back = True
            announcement = Announcement(
                slot=place, announces=announces, channels=channels, told=told, withdraws=withdraws
            )
            self.announcements[self.index[item_name]].append(announcement)
            yield day
        for waiver in plan.waivers:
            self.waivers[self.index[waiver.item]].append(waiver)

    def _withdraw(self, item: int, version: Version) -> None:
        """Hide a version's dates on and after its withdrawal: `slots` loses them, `written` keeps them."""
        assert version.withdrawn is not None
        if self.written is self.slots:
            self.written = [*self.slots]
        self.withdrawn[item] = version.withdrawn
        self.slots[item] = {
            milestone: slot
            for milestone, slot in self.written[item].items()
            if version.dates[milestone] < version.withdrawn
        }

    def appears(self, moves: Mapping[Slot, Day]) -> bool:
        """Return True if moves take a date of a withdrawn version across the day of its withdrawal.

        Then other dates are there for the rules: the moves are judged on a schedule made anew.
        """
        if not self.withdrawn:
            return False
        moved = ((self.owners[slot], day) for slot, day in moves.items())
        return any(
            (owner.what in self.slots[owner.item]) != (day < self.withdrawn[owner.item])
            for owner, day in moved
            if owner.item in self.withdrawn and owner.what != NOTICE
        )

    def last_day(self, slots: Iterable[Slot]) -> Day:
        """Return the last day to which dates may move and still count for the rules.

        That is the day before the earliest withdrawal among the versions whose milestones they are. If none
        was withdrawn, and for dates of notices, it is the calendar's last day.
        """
        if not self.withdrawn:
            return LAST_DAY
        owners = (self.owners[slot] for slot in slots)
        items = (each.item for each in owners if each.what != NOTICE)
        return min((self.withdrawn[each] - 1 for each in items if each in self.withdrawn), default=LAST_DAY)

    def plan_on(self, days: Sequence[Day]) -> Plan:
        """Return the plan with other dates: `days` has one for each slot."""
        dated = iter(days)
        plan = self._plan
        return plan._replace(
            versions=tuple(
                each._replace(dates={name: next(dated) for name in each.dates}) for each in plan.versions
            ),
            changes=tuple(
                each._replace(dates={name: next(dated) for name in each.dates}) for each in plan.changes
            ),
            notices=tuple(each._replace(date=next(dated)) for each in plan.notices),
        )

    @cached_property
    def milestones(self) -> dict[ItemType, tuple[Milestone, ...]]:
        """The milestones of versions and of changes, in lifecycle order."""
        of = self.policy.milestones_of
        return {"version": of("version"), "change": of("change")}

    @cached_property
    def exclusive(self) -> frozenset[str]:
        """The names of the milestones that one version of a track has at a time."""
        return frozenset(each.name for each in self.milestones["version"] if each.exclusive)

    @cached_property
    def owners(self) -> list[Owner]:
        """The owner of the date in each slot: an item's milestone, or a notice."""
        owners = [
            Owner(index, milestone, Place(item.key, milestone))
            for index, item in enumerate(self.items)
            for milestone in item.dates
        ]
        notices = self._plan.notices
        owners += (Owner(self.index[each.item], NOTICE, Place(each.key, "date")) for each in notices)
        return owners

    def owner(self, slot: Slot) -> Owner:
        """Return the owner of the date in one slot.

        It does not make all of `owners`: a plan with few findings needs few of them.
        """
        known: list[Owner] | None = self.__dict__.get("owners")  # a screen has them all
        if known is not None:
            return known[slot]
        first_notice = len(self.days) - len(self._plan.notices)
        if slot >= first_notice:
            notice = self._plan.notices[slot - first_notice]
            return Owner(self.index[notice.item], NOTICE, Place(notice.key, "date"))
        item = bisect_right(self._first_slots, slot) - 1
        milestone = next(islice(self.items[item].dates, slot - self._first_slots[item], None))
        return Owner(item, milestone, Place(self.items[item].key, milestone))

    @cached_property
    def _first_slots(self) -> list[Slot]:
        """The slot of the first date of each item, or where it would be."""
        return [0, *accumulate(len(item.dates) for item in self.items[:-1])]

    @cached_property
    def pinned(self) -> set[Slot]:
        """The slots of dates that only a person moves: pinned dates, and dates of sent notices."""
        first = len(self.days) - len(self._plan.notices)
        pinned = {
            slots[milestone]
            for slots, item in zip(self.written, self.items, strict=True)
            for milestone in item.pinned
            if milestone in slots
        }
        notices = enumerate(self._plan.notices, first)
        return pinned.union(slot for slot, each in notices if each.pinned or each.told is not None)

    @cached_property
    def _together(self) -> dict[Slot, tuple[Slot, ...]]:
        """The slots of notices of one name, which move together."""
        named: dict[str, list[Slot]] = {}
        for slot, notice in enumerate(self._plan.notices, len(self.days) - len(self._plan.notices)):
            if notice.name is not None:
                named.setdefault(notice.name, []).append(slot)
        return {slot: tuple(slots) for slots in named.values() for slot in slots}

    def _track(self, item: Item) -> str | None:
        """Return the track of an item; of a change without one, the track of the version that it ships in."""
        if item.track is None and isinstance(item, Change) and item.version is not None:
            shipped_in = self.index.get(item.version)
            if shipped_in is not None:
                return self.items[shipped_in].track
        return item.track

    def item_type(self, item: int) -> ItemType:
        """Return whether an item is a version or a change."""
        return "version" if item < self.versions else "change"

    def moving_with(self, slot: Slot) -> tuple[Slot, ...]:
        """Return the slots that move together: of all notices of one name, or the slot alone."""
        return self._together.get(slot, (slot,))

    def may_move(self, slot: Slot, days: Days) -> bool:
        """Return True if a ripple may move a date: no date that moves with it is past or pinned.

        The date of a sent notice counts as pinned; `days` decide what is past.
        """
        return all(days[each] >= self.as_of and each not in self.pinned for each in self.moving_with(slot))

    def slot(self, item: int, milestone: str) -> Slot | None:
        """Return the slot of an item's milestone; None if it has no date, or none that counts.

        A date on or after the withdrawal of its version does not count.
        """
        return self.slots[item].get(milestone)

    def dated(self, slot: Slot, day: Day) -> Dated:
        """Return a date with the name of its item and its place, as findings show it; `day` is the date."""
        owner = self.owner(slot)
        return Dated(item=self.items[owner.item].name, what=owner.what, day=day, place=owner.place)

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
        channels: tuple[str, ...] | None = None,
        moves_dates: bool = True,
    ) -> Finding:
        """Return a finding of a rule that blames the date in a slot; `date` is that date.

        Its severity is the rule's unless given. The finding is about the item that owns the date.
        """
        item, milestone, place = self.owner(slot)
        return Finding(
            rule=rule,
            severity=severity or rule.severity,
            item=item,
            milestone=milestone,
            date=date,
            place=place,
            reason=reason,
            earliest=earliest,
            latest=latest,
            days=days,
            moves_dates=moves_dates,
            channels=channels,
        )
