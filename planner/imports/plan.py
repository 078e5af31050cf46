"""Another plan, put under a new policy: milestones by role, or else by name."""

from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from planner.dates import Day
from planner.diagnostics import did_you_mean, quoted, quoted_list, visible
from planner.files.plan.file import PlanFile, read_plan_bytes
from planner.imports.request import Imported, ImportRequest, Remark
from planner.imports.row import Meaning, milestone_for
from planner.imports.source import CannotImport
from planner.plan import Change, Item, Notice, Plan, Version, Waiver
from planner.policy import ItemType, Policy
from planner.terminal_text import position

T = TypeVar("T")
_BUILT_IN = ("order",)


def read(request: ImportRequest) -> Imported:
    """Return the plan of another plan's file under the request's policy.

    Raise CannotImport if the file has errors, or is a folder.
    """
    source = request.source
    if source.data is None:
        raise source.failure("is a folder, not a file")
    file = read_plan_bytes(source.path, source.data)
    if file.plan is None or file.policy is None:
        raise CannotImport("\n".join(_errors(request, file)))
    return _Moving(request, file.plan, file.policy).imported()


def _errors(request: ImportRequest, file: PlanFile) -> Iterable[str]:
    """Yield a line, with its position, for each error of a plan's file and its policy."""
    for each in (*file.diagnostics, *file.policy_diagnostics):
        yield f"{position(each.path or request.source.name, each.line, each.column)}: {each.message}"


class _Moving:
    """The move of a plan to another policy, with remarks on everything that has no place there."""

    def __init__(self, request: ImportRequest, plan: Plan, old: Policy) -> None:
        self._request = request
        self._plan = plan
        self._new = request.policy
        self._remarks: list[Remark] = []
        self._milestones = {of: self._renamed(old, of) for of in ("version", "change")}
        self._types = {each.name: _type(each) for each in plan.items}

    def imported(self) -> Imported:
        """Return the plan under the new policy, with the remarks.

        Items of tracks that the new policy does not have are left out, with their notices and waivers, the
        changes of such versions, and replacements by them.
        """
        plan = self._plan
        dropped = {each.name for each in plan.versions if self._is_off_track(each)}
        changes = [
            each
            for each in plan.changes
            if not self._is_off_track(each) and not self._lacks_version(each, dropped)
        ]
        versions = [
            self._with_replacement(each, dropped) for each in plan.versions if each.name not in dropped
        ]
        kept: list[Item] = [*versions, *changes]
        items = [self._item(each) for each in kept]
        names = {each.name for each in items}
        moved = plan._replace(
            product=self._request.product or plan.product,
            policy=self._request.policy_name,
            judge_from=self._request.as_of,
            versions=tuple(each for each in items if isinstance(each, Version)),
            changes=tuple(each for each in items if isinstance(each, Change)),
            notices=_present(self._notice(each) for each in plan.notices if each.item in names),
            waivers=_present(self._waiver(each) for each in plan.waivers if each.item in names),
        )
        return Imported(moved, tuple(self._remarks))

    def _renamed(self, old: Policy, of: ItemType) -> dict[str, str]:
        """Return the new policy's milestones by the names of the old policy's milestones.

        The request's columns come first, then milestones of one role, then of one name; each new milestone
        is used once. Raise CannotImport for a column that names no milestone.
        """
        known = [each.name for each in self._new.milestones_of(of)]
        found: dict[str, str] = {}
        for name, wanted in self._request.columns.items():
            if name not in {each.name for each in old.milestones}:
                hint = did_you_mean(name, [each.name for each in old.milestones])
                raise CannotImport(f"--map {visible(name)}: no such milestone of the old policy{hint}")
            if wanted in known and any(each.name == name for each in old.milestones_of(of)):
                found[name] = wanted
            elif wanted not in {each.name for each in self._new.milestones}:
                hint = did_you_mean(wanted, known) or f": there are {quoted_list(known)}"
                raise CannotImport(f"--map {visible(name)}={visible(wanted)}: no such milestone{hint}")
        for by_role in (True, False):
            for each in old.milestones_of(of):
                meaning = Meaning(role=each.role) if by_role else Meaning(milestone=each.name)
                target = milestone_for(self._new, of, meaning)
                if target is not None and each.name not in found and target not in found.values():
                    found[each.name] = target
        return found

    def _is_off_track(self, item: Item) -> bool:
        """Return True, with a remark, if the new policy does not have the item's track.

        Raise CannotImport if the item has no track and the policy has several.
        """
        track, known = self._track(item), self._new.tracks
        if known is None or track in known:
            return False
        if track is None:
            if len(known) < 2 or (isinstance(item, Change) and item.version is not None):
                return False
            raise CannotImport(f"the policy has several tracks: give one with --track: {quoted_list(known)}")
        why = f"{quoted(track)} is no track of the policy; --track puts all versions on one"
        self._say(item.name, f"{why}: left out")
        return True

    def _lacks_version(self, change: Change, dropped: Collection[str]) -> bool:
        """Return True, with a remark, if the version of a change is among the dropped ones."""
        if change.version not in dropped:
            return False
        self._say(change.name, f"its version {quoted(str(change.version))} is not in the plan: left out")
        return True

    def _with_replacement(self, version: Version, dropped: Collection[str]) -> Version:
        """Return a version, without its replacement, and with a remark, if that is a dropped one."""
        if version.replacement not in dropped:
            return version
        self._say(
            version.name, f"its replacement {quoted(str(version.replacement))} is not in the plan: left out"
        )
        return version._replace(replacement=None)

    def _track(self, item: Item) -> str | None:
        """Return the track that an item gets: the request's, or else its own."""
        return self._request.track or item.track

    def _item(self, item: Item) -> Item:
        """Return an item with the track, dates, pinned dates and fields that the new policy has."""
        of = _type(item)
        return item._replace(
            track=self._track(item),
            dates=self._dates(item.name, of, item.dates),
            pinned=tuple(self._milestones[of][each] for each in item.pinned if each in self._milestones[of]),
            fields=self._fields(item),
        )

    def _dates(self, name: str, of: ItemType, dates: Mapping[str, Day]) -> dict[str, Day]:
        """Return the dates by the new milestones; add a remark for each date that has none."""
        for each in dates:
            if each not in self._milestones[of]:
                self._say(name, f"the policy has no milestone for {quoted(each)}: left out")
        milestones = self._milestones[of]
        return {milestones[each]: day for each, day in dates.items() if each in milestones}

    def _fields(self, item: Item) -> dict[str, str | bool]:
        """Return the item's fields that the new policy has; add a remark for each other one."""
        found: dict[str, str | bool] = {}
        for name, value in item.fields.items():
            field = self._new.fields.get(name)
            if field is None or _type(item) not in field.of:
                self._say(item.name, f"the policy has no field {quoted(name)}: left out")
            elif field.one_of is not None and value not in field.one_of:
                self._say(
                    item.name, f"{name} {quoted(str(value))} is none of {quoted_list(field.one_of)}: left out"
                )
            else:
                found[name] = value
        return found

    def _notice(self, notice: Notice) -> Notice | None:
        """Return a notice with the milestones and channels of the new policy; add a remark on all others.

        Return None, with a remark, if no milestone that it announces or withdraws is left.
        """
        milestones = self._milestones[self._types[notice.item]]
        announces = tuple(milestones[each] for each in notice.announces if each in milestones)
        withdraws = tuple(milestones[each] for each in notice.withdraws if each in milestones)
        unknown = [each for each in notice.channels if each not in self._new.channels]
        called = f"{notice.item}, notice"
        if not announces and not withdraws:
            self._say(called, "the policy has no milestone that it announces: left out")
            return None
        if gone := [each for each in (*notice.announces, *notice.withdraws) if each not in milestones]:
            self._say(called, f"the policy has no milestone for {quoted_list(gone)}: left out")
        if unknown:
            self._say(called, f"the policy has no channel {quoted_list(unknown)}: left out")
        told = notice.told
        if told is not None:
            told = {milestones[each]: day for each, day in told.items() if each in milestones}
        channels = tuple(each for each in notice.channels if each in self._new.channels)
        return notice._replace(announces=announces, withdraws=withdraws, channels=channels, told=told)

    def _waiver(self, waiver: Waiver) -> Waiver | None:
        """Return a waiver with the rules that the new policy has; add a remark on the others.

        Return None if no rule is left, or, with a remark, if the policy does not have the reason.
        """
        known = (*_BUILT_IN, *(each.id for each in self._new.rules))
        rules = tuple(each for each in waiver.rules if each in known)
        called = f"{waiver.item}, waiver"
        if unknown := [each for each in waiver.rules if each not in rules]:
            self._say(called, f"the policy has no rule {quoted_list(unknown)}: left out")
        if not rules:
            return None
        if waiver.reason is not None and waiver.reason not in self._new.reasons:
            self._say(called, f"the policy has no reason {quoted(waiver.reason)}: left out")
            return None
        return waiver._replace(rules=rules)

    def _say(self, row: str, reason: str) -> None:
        """Add a remark on an entry."""
        self._remarks.append(Remark(row, reason))


def _type(item: Item) -> ItemType:
    return "version" if isinstance(item, Version) else "change"


def _present(found: Iterable[T | None]) -> tuple[T, ...]:
    return tuple(each for each in found if each is not None)
