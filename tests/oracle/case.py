"""A plan and its policy as the reading walks through them: items with their track, dates and notices."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

Entry = dict[str, Any]


@dataclass(frozen=True)
class Item:
    type: str
    name: str
    entry: Entry
    track: str | None
    dates: dict[str, date]  # the milestones that are known, in lifecycle order, before it was withdrawn
    notices: list[Entry]  # in the order of the file
    withdrawn: date | None = None

    def exists_on(self, day: date) -> bool:
        """Return False from the day on which the version was withdrawn."""
        return self.withdrawn is None or day < self.withdrawn

    @property
    def latest_date(self) -> date | None:
        return max(self.dates.values(), default=None)


@dataclass(frozen=True)
class Case:
    plan: Entry
    policy: Entry
    as_of: date
    items: list[Item]

    @property
    def judge_from(self) -> date | None:
        day: date | None = self.plan.get("judge_from")
        return day

    def versions_of(self, track: str | None) -> list[Item]:
        return [item for item in self.items if item.type == "version" and item.track == track]

    def counted_versions(self, track: str | None, among: Entry | None) -> list[Item]:
        """Return the versions of a track that were never withdrawn and match `among`."""
        line = [version for version in self.versions_of(track) if version.withdrawn is None]
        return line if among is None else [version for version in line if self.matches(among, version)]

    def matches(self, wanted: Entry, item: Item) -> bool:
        """ "all keys of the table must match" """
        return all(self._match(key, value, item) for key, value in wanted.items())

    def _match(self, key: str, value: Any, item: Item) -> bool:
        values = value if isinstance(value, list) else [value]
        if key == "has":
            return all(milestone in item.dates for milestone in values)
        if key == "compatibility":
            return self.compatibility(item) in values
        if key == "track":
            return item.track in values
        field = self.policy.get("fields", {}).get(key, {})
        of = field.get("of", [])
        absent = field.get("default") if item.type in ([of] if isinstance(of, str) else of) else None
        if absent is None and any(isinstance(v, bool) for v in values):
            absent = False
        return item.entry.get(key, absent) in values

    def version_named(self, name: str | None) -> Item | None:
        for item in self.items:
            if item.type == "version" and item.name == name:
                return item
        return None

    def milestones_of(self, item_type: str) -> list[Entry]:
        """In lifecycle order; `of` is "version" where absent. `after` puts one directly after another."""
        written = [m for m in self.policy.get("milestone", []) if m.get("of", "version") == item_type]

        def with_followers(milestone: Entry) -> list[Entry]:
            followers = [m for m in written if m.get("after") == milestone["name"]]
            return [milestone, *(each for follower in followers for each in with_followers(follower))]

        return [each for m in written if "after" not in m for each in with_followers(m)]

    def role(self, item: Item, milestone: str) -> str | None:
        for known in self.milestones_of(item.type):
            if known["name"] == milestone:
                role: str | None = known.get("role")
                return role
        return None

    def compatibility(self, item: Item) -> str | None:
        if item.type != "change":
            return None
        kinds = self.policy.get("changes", {})
        if item.entry.get("kind") in kinds.get("compatible", []):
            return "compatible"
        if item.entry.get("kind") in kinds.get("incompatible", []):
            return "incompatible"
        unlisted: str = kinds.get("unlisted", "incompatible")
        return unlisted


def read(plan: Entry, policy: Entry, as_of: date) -> Case:
    case = Case(plan, policy, as_of, [])
    case.items.extend(_items(case))
    return case


def _items(case: Case) -> Iterator[Item]:
    for item_type in ("version", "change"):
        for entry in case.plan.get(item_type, []):
            name = entry["name"]
            milestones = [m["name"] for m in case.milestones_of(item_type)]
            withdrawn = entry.get("withdrawn") if item_type == "version" else None
            yield Item(
                type=item_type,
                name=name,
                entry=entry,
                track=_track(case.plan, entry, item_type),
                dates={
                    m: entry[m]
                    for m in milestones
                    if m in entry and (withdrawn is None or entry[m] < withdrawn)
                },
                notices=[n for n in case.plan.get("notice", []) if n.get(item_type) == name],
                withdrawn=withdrawn,
            )


def _track(plan: Entry, entry: Entry, item_type: str) -> str | None:
    """ "An item without track belongs to the one unnamed track (a change to its version's)"."""
    if "track" in entry:
        own: str = entry["track"]
        return own
    if item_type == "change":
        for version in plan.get("version", []):
            if version["name"] == entry.get("version"):
                return _track(plan, version, "version")
    return None
