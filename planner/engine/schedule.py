"""The structure of a plan for rules: their items, neighbours and the notices that count, over its slots."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from planner.dates import Day
from planner.engine.constraint import FOR_EVER, InForce, Slot
from planner.engine.slots import Announcement, Channel, Slots
from planner.plan import NOTHING, Change, Plan, Version
from planner.policy import Compatibility, Condition, Policy, Rule


class Schedule(Slots):
    """The structure of a plan: items, slots, tracks, neighbours and notices, without any dates."""

    def __init__(self, plan: Plan, policy: Policy, as_of: Day) -> None:
        super().__init__(plan, policy, as_of)
        self._neighbours: dict[tuple[str, int, object], list[Slot | None]] = {}
        self._by_track: dict[tuple[str | None, str], tuple[Slot, ...]] = {}
        self._releases: dict[object, tuple[Slot, ...]] = {}
        self._among: dict[object, frozenset[int]] = {}
        self._announced: dict[int, dict[tuple[str, str | None], list[Announcement]]] = {}

    def announced(self, item: int) -> dict[tuple[str, str | None], list[Announcement]]:
        """Return the notices that announce milestones of an item, in the order of the file.

        They are by (milestone, channel), and by (milestone, None) for any channel.
        """
        told = self._announced.get(item)
        if told is None:  # a check looks at few items so closely: all of 1,000 would take it 4 ms
            told = self._announced[item] = {}
            for notice in self.announcements[item]:
                _, milestones, channels, _, _ = notice
                for channel in (None, *channels):
                    for milestone in milestones:
                        if (key := (milestone, channel)) in told:
                            told[key].append(notice)
                        else:
                            told[key] = [notice]
        return told

    def telling(self, item: int, milestone: str, channel: str | None) -> Sequence[Announcement]:
        """Return the notices of an item that announce a milestone by a channel, or (None) by any or none.

        Planned and sent ones are among them, in the order of the file.
        """
        return self.announced(item).get((milestone, channel), ())

    def withdrawals(self, item: int, milestone: str) -> list[Announcement]:
        """Return the sent notices of an item that withdraw a milestone, in the order of the file."""
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
            """Return True if a channel has not withdrawn the milestone after a notice."""
            return last.get(by, (0, 0)) < (days[each.slot], each.slot)

        return [
            each
            for each in telling
            if (any(stands(each, by) for by in each.by) if channel is None else stands(each, channel))
        ]

    def shipped_in(self, item: int) -> int | None:
        """Return the index of the version that a change ships in.

        Return None if it names none of the plan, and for a version.
        """
        change = self.items[item]
        if not isinstance(change, Change) or change.version is None:
            return None
        version = self.index.get(change.version)
        return version if version is not None and version < self.versions else None

    def replacing(self, item: int) -> int | None:
        """Return the index of the version that a version's `replacement` names.

        Return None if it names none, or one that was withdrawn at any time, and for a change.
        """
        version = self.items[item]
        if not isinstance(version, Version) or version.replacement is None:
            return None
        other = self.index.get(version.replacement)
        return None if other is None or other in self.withdrawn or other >= self.versions else other

    def counting(self, among: Condition = NOTHING) -> Container[int]:
        """Return the indices of the versions that were never withdrawn and match `among`.

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

    def following(self, milestone: str, among: Condition = NOTHING) -> Sequence[Slot | None]:
        """Return, for each version, the slot of a milestone in the nearest later version that has it.

        It is of the same track and among the versions that `counting` returns; None if there is none. Later
        means later in the file, not by date.
        """
        return self._neighbours_of(milestone, -1, among)

    def preceding(self, milestone: str, among: Condition = NOTHING) -> Sequence[Slot | None]:
        """Return, for each version, the slot of a milestone in the nearest earlier version that has it.

        It is of the same track and among the versions that `counting` returns; None if there is none. Earlier
        means earlier in the file, not by date.
        """
        return self._neighbours_of(milestone, 1, among)

    def _neighbours_of(self, milestone: str, step: int, among: Condition) -> Sequence[Slot | None]:
        """Return, by version, the slot of a milestone in the nearest earlier (1) or later (-1) version.

        Only versions of the same track that `counting` returns and that have the milestone are looked at.
        """
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
        return known

    def of_track(self, track: str | None, milestone: str) -> tuple[Slot, ...]:
        """Return the slots of a milestone in all versions of a track, in the order of the file.

        Versions that were withdrawn are included, and dates after their withdrawal, too.
        """
        known = self._by_track.get((track, milestone))
        if known is None:
            known = self._by_track[track, milestone] = tuple(
                slots[milestone]
                for slots, of in zip(self.written[: self.versions], self.tracks, strict=False)
                if of == track and milestone in slots
            )
        return known

    def releases(self, track: str | None, among: Condition = NOTHING) -> tuple[Slot, ...]:
        """Return the slots of the release dates of a track's versions, of those that `counting` returns."""
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
        """Return a rule with the first and last day on which it applies in this plan.

        They come from its `effective_from` and `effective_until`, and from the plan's `judge_from`. With
        `effective_by`, the first two are about the date that this names, and only `judge_from` is about the
        judged date.
        """
        since, until = rule.effective_from or 0, rule.effective_until
        until = FOR_EVER if until is None else until
        if rule.effective_by is None:
            return InForce(rule, max(self.judge_from, since), until)
        by = self._looked_at(rule.effective_by)
        return InForce(rule, self.judge_from, FOR_EVER, by=by, since_by=since, until_by=until)

    def _looked_at(self, milestone: str) -> Mapping[int, Slot]:
        """Return the slot of the date that `effective_by` names, by each item that has it.

        `milestone` is a milestone of the item, or with "version." of the version that a change ships in.
        """
        relation, _, name = milestone.rpartition(".")
        found: dict[int, Slot] = {}
        for item in range(len(self.items)):
            of = self.shipped_in(item) if relation else item
            if of is not None and name in self.slots[of]:
                found[item] = self.slots[of][name]
        return found

    def judged(self, rule: Rule) -> Iterable[int]:
        """Return the indices of the items that a rule judges by its `of`, `when` and `unless`.

        Whether the rule is in force on a date is another question.
        """
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
        """Yield the changes that a rule judges and that have a compatibility, each with its index."""
        for index in self.judged(rule):
            change = self.items[index]
            if isinstance(change, Change) and self.policy.compatibility(change.kind) == compatibility:
                yield index, change

    def matches(self, item: int, condition: Condition) -> bool:
        """Return True if an item has one of the wanted values for every key of a condition.

        Of the key `has`, it must have all the milestones.
        """
        for key, values in condition.items():
            if key == "has":
                slots = self.slots[item]
                for milestone in values:  # `all` takes twice as long, and `when` has one milestone or two
                    if milestone not in slots:
                        return False
            elif self._value(item, key) not in values:
                return False
        return True

    def _value(self, index: int, key: str) -> str | bool | None:
        """Return the value of an item that a condition reads: a text or a boolean; None for no track.

        A field that the item leaves out has the policy's default; another key that is left out counts as
        False.
        """
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
        """Return True if an item has a date, a text or a boolean under a key; a blank text does not count."""
        if key in self.slots[index]:
            return True
        item = self.items[index]
        value = item.fields.get(key, getattr(item, key, None))
        return bool(value.strip()) if isinstance(value, str) else value is not None
