"""The structure of a plan for the engine: its items, a slot for every date, and neighbours.

It holds no dates (those are in `Days`), so a moved date leaves it as it is; an edit of
anything else makes a new one.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from planner.dates import LAST_DAY, Day
from planner.engine.constraint import FOR_EVER, Dated, Days, Finding, InForce, Place, Reason, Slot
from planner.named_tuple import NamedTuple
from planner.plan import NOTHING, Change, Freeze, Item, Plan, Version, Waiver
from planner.policy import Compatibility, Condition, ItemType, Milestone, Policy, Rule, Severity

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


class Schedule:
    """The structure of a plan: items, slots, tracks, neighbours and notices, without any dates."""

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
        """What rules of a kind share, by keys of their own."""
        self._neighbours: dict[tuple[str, int, object], list[Slot | None]] = {}
        self._by_track: dict[tuple[str | None, str], tuple[Slot, ...]] = {}
        self._releases: dict[object, tuple[Slot, ...]] = {}
        self._among: dict[object, frozenset[int]] = {}
        self.days = Days(self._lay_out(plan))

    def _lay_out(self, plan: Plan) -> Iterator[Day]:
        """Yield all dates in slot order: the dates of the items, then the dates of the notices."""
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
            announcement = Announcement(
                place, notice.announces, notice.channels, notice.told, notice.withdraws
            )
            if notice.withdraws and notice.told is not None:
                self.takes_back = True
            self.announcements[self.index[notice.item]].append(announcement)
            yield notice.date
        for waiver in plan.waivers:
            self.waivers[self.index[waiver.item]].append(waiver)

    def _withdraw(self, item: int, version: Version) -> None:
        """Take a version's dates from the day on which it was withdrawn away from the rules."""
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
        """Return True if moves bring a date of a withdrawn version before that day, or beyond it.

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
        """Return the last day on which dates are there for the rules: the day before a withdrawal."""
        if not self.withdrawn:
            return LAST_DAY
        owners = (self.owners[slot] for slot in slots)
        items = (each.item for each in owners if each.what != NOTICE)
        return min((self.withdrawn[each] - 1 for each in items if each in self.withdrawn), default=LAST_DAY)

    def plan_on(self, days: Sequence[Day]) -> Plan:
        """Return the plan with its dates on the given days, one for each slot."""
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

    @cached_property
    def announced(self) -> list[dict[tuple[str, str | None], list[Announcement]]]:
        """The notices of each item by (milestone, channel) and by (milestone, None), in file order."""
        announced: list[dict[tuple[str, str | None], list[Announcement]]] = []
        for announcements in self.announcements:
            told: dict[tuple[str, str | None], list[Announcement]] = {}
            for notice in announcements:
                channels = (None, *notice.channels)
                for milestone in notice.announces:
                    for channel in channels:
                        if (key := (milestone, channel)) in told:
                            told[key].append(notice)
                        else:
                            told[key] = [notice]
            announced.append(told)
        return announced

    def telling(self, item: int, milestone: str, channel: str | None) -> Sequence[Announcement]:
        """Return the notices of an item that announce a milestone by a channel, or by any (None)."""
        return self.announced[item].get((milestone, channel), ())

    def withdrawals(self, item: int, milestone: str) -> list[Announcement]:
        """Return the sent notices that withdraw a milestone, in the order of the file."""
        if not self.takes_back:
            return []
        sent = (each for each in self.announcements[item] if each.told is not None)
        return [each for each in sent if milestone in each.withdraws]

    def standing(
        self, item: int, milestone: str, channel: str | None, days: Sequence[Day]
    ) -> Sequence[Announcement]:
        """Return the notices that announce a milestone by one channel, or (None) by any, and still count.

        An announcement counts until a later sent notice by the channel withdraws the milestone; where any
        channel will do, until all its own channels have withdrawn it.
        """
        telling = self.telling(item, milestone, channel)
        withdrawals = self.withdrawals(item, milestone)
        if not telling or not withdrawals:
            return telling
        last: dict[Channel, tuple[Day, Slot]] = {}
        for each in withdrawals:
            for by in each.by:
                last[by] = max(last.get(by, (0, 0)), (days[each.slot], each.slot))

        def stands(each: Announcement, by: Channel) -> bool:
            return last.get(by, (0, 0)) < (days[each.slot], each.slot)

        return [
            each
            for each in telling
            if (any(stands(each, by) for by in each.by) if channel is None else stands(each, channel))
        ]

    def _track(self, item: Item) -> str | None:
        if item.track is None and isinstance(item, Change) and item.version is not None:
            shipped_in = self.index.get(item.version)
            if shipped_in is not None:
                return self.items[shipped_in].track
        return item.track

    def item_type(self, item: int) -> ItemType:
        """Return whether an item is a version or a change."""
        return "version" if item < self.versions else "change"

    def moving_with(self, slot: Slot) -> tuple[Slot, ...]:
        """Return the slots that move together: notices of one name, or the slot alone."""
        return self._together.get(slot, (slot,))

    def may_move(self, slot: Slot, days: Days) -> bool:
        """Return True if a ripple may move a date: it is not past, not pinned, and no sent notice."""
        return all(days[each] >= self.as_of and each not in self.pinned for each in self.moving_with(slot))

    def slot(self, item: int, milestone: str) -> Slot | None:
        """Return the slot of a milestone of an item; None if it has no such date."""
        return self.slots[item].get(milestone)

    def dated(self, slot: Slot, day: Day) -> Dated:
        """Return a date with its item and its place, for findings."""
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
        channels: tuple[str, ...] | None = None,
        moves_dates: bool = True,
    ) -> Finding:
        """Return the finding that a date breaks a rule; its severity is the rule's unless given."""
        item, milestone, place = self.owners[slot]
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

    def shipped_in(self, item: int) -> int | None:
        """Return the version that a change ships in; None if it names none of the plan."""
        change = self.items[item]
        if not isinstance(change, Change) or change.version is None:
            return None
        version = self.index.get(change.version)
        return version if version is not None and version < self.versions else None

    def replacing(self, item: int) -> int | None:
        """Return the version that replaces another; None where none is named or it was withdrawn."""
        version = self.items[item]
        if not isinstance(version, Version) or version.replacement is None:
            return None
        other = self.index.get(version.replacement)
        return None if other is None or other in self.withdrawn or other >= self.versions else other

    def counting(self, among: Condition = NOTHING) -> Container[int]:
        """Return the versions that were never withdrawn and match `among`.

        Rules see only these as next, previous or replacing versions and as releases; `rate`, `calendar` and
        `new-version` look at no others.
        """
        if not among and not self.withdrawn:
            return range(self.versions)
        key = tuple(among.items())
        known = self._among.get(key)
        if known is None:
            known = self._among[key] = frozenset(
                item
                for item in range(self.versions)
                if item not in self.withdrawn and (not among or self.matches(item, among))
            )
        return known

    def following(self, item: int, milestone: str, among: Condition = NOTHING) -> Slot | None:
        """Return the slot of a milestone in the nearest later version of the track that counts."""
        return self._neighbour(item, milestone, -1, among)

    def preceding(self, item: int, milestone: str, among: Condition = NOTHING) -> Slot | None:
        """Return the slot of a milestone in the nearest earlier version of the track that counts."""
        return self._neighbour(item, milestone, 1, among)

    def _neighbour(self, item: int, milestone: str, step: int, among: Condition) -> Slot | None:
        key = milestone, step, tuple(among.items())
        known = self._neighbours.get(key)
        if known is None:
            known = self._neighbours[key] = [None] * self.versions
            nearest: dict[str | None, Slot] = {}
            counting = self.counting(among)
            for index in range(self.versions)[::step]:
                track = self.tracks[index]
                known[index] = nearest.get(track)
                slot = self.slots[index].get(milestone)
                if slot is not None and index in counting:
                    nearest[track] = slot
        return known[item]

    def of_track(self, track: str | None, milestone: str) -> tuple[Slot, ...]:
        """Return the slots of a milestone in all versions of a track, withdrawn ones included."""
        known = self._by_track.get((track, milestone))
        if known is None:
            known = self._by_track[track, milestone] = tuple(
                slots[milestone]
                for slots, of in zip(self.written[: self.versions], self.tracks, strict=False)
                if of == track and milestone in slots
            )
        return known

    def releases(self, track: str | None, among: Condition = NOTHING) -> tuple[Slot, ...]:
        """Return the release dates of the versions of a track that count."""
        key = track, tuple(among.items())
        known = self._releases.get(key)
        if known is None:
            released, counting = self.policy.of_role("released"), self.counting(among)
            known = self._releases[key] = (
                tuple(
                    self.slots[item][released]
                    for item in range(self.versions)
                    if self.tracks[item] == track and released in self.slots[item] and item in counting
                )
                if released is not None
                else ()
            )
        return known

    def in_force(self, rule: Rule) -> InForce:
        """Return a rule with the time in which it applies to this plan."""
        since, until = rule.effective_from or 0, rule.effective_until
        until = FOR_EVER if until is None else until
        if rule.effective_by is None:
            return InForce(rule, max(self.judge_from, since), until)
        by = self._looked_at(rule.effective_by)
        return InForce(rule, self.judge_from, FOR_EVER, by=by, since_by=since, until_by=until)

    def _looked_at(self, milestone: str) -> Mapping[int, Slot]:
        """Return the date of each item that `effective_by` names, where the item has it."""
        relation, _, name = milestone.rpartition(".")
        found: dict[int, Slot] = {}
        for item in range(len(self.items)):
            of = self.shipped_in(item) if relation else item
            if of is not None and name in self.slots[of]:
                found[item] = self.slots[of][name]
        return found

    def judged(self, rule: Rule) -> Iterable[int]:
        """Return the items that a rule judges, by its `of`, `when` and `unless`."""
        first = self.versions if rule.of == "change" else 0
        last = self.versions if rule.of == "version" else len(self.items)
        items = range(first, last)
        if not rule.when and not rule.unless:
            return items
        return (
            item
            for item in items
            if self.matches(item, rule.when) and not (rule.unless and self.matches(item, rule.unless))
        )

    def changes(self, rule: Rule, compatibility: Compatibility) -> Iterator[tuple[int, Change]]:
        """Yield the changes of one compatibility that a rule judges."""
        for index in self.judged(rule):
            change = self.items[index]
            if isinstance(change, Change) and self.policy.compatibility(change.kind) == compatibility:
                yield index, change

    def matches(self, item: int, condition: Condition) -> bool:
        """Return True if an item has the values that a condition asks for."""
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
        value = item.fields.get(key, getattr(item, key, None))
        if value is None:
            field = self.policy.fields.get(key)
            if field is not None and self.item_type(index) in field.of:
                value = field.default
        return value if isinstance(value, str | bool) else False

    def has_text(self, index: int, key: str) -> bool:
        """Return True if an item has a date or a text under a key; a blank text does not count."""
        if key in self.slots[index]:
            return True
        item = self.items[index]
        value = item.fields.get(key, getattr(item, key, None))
        return bool(value.strip()) if isinstance(value, str) else value is not None
