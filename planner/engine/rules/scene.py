"""The parts of example plans, from which a kind of rule builds its example."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from planner.dates import Day
from planner.plan import Change, Item, Notice, Version
from planner.policy import NOTHING, Compatibility, Condition, Policy, Rule

START: Day = 739_995
"""2027-01-14, a Thursday."""
FAR = 60 * 366


class Sample(NamedTuple):
    """The items and notices of an example plan."""

    items: Sequence[Item]
    notices: Sequence[Notice] = ()


class Scene:
    """Items and notices that a rule looks at."""

    start = START
    long_ago = START - FAR

    def __init__(self, policy: Policy, rule: Rule) -> None:
        self.policy = policy
        self.rule = rule
        self.of = rule.of or "version"

    @property
    def milestones(self) -> tuple[str, ...]:
        """The milestones that an item of the rule can have, in lifecycle order."""
        return tuple(each.name for each in self.policy.milestones if each.of == self.of)

    @property
    def promised(self) -> tuple[str, ...]:
        """The milestones that an item of the rule can have, except the one of role `released`."""
        return tuple(
            each.name for each in self.policy.milestones if each.of == self.of and each.role != "released"
        )

    def sample(self, items: Sequence[Item], notices: Sequence[Notice] = ()) -> Sample:
        """Return an example plan of these items and notices."""
        return Sample(items, notices)

    def item(
        self,
        dates: Mapping[str, Day],
        *,
        key: int = 0,
        version: str | None = None,
        replacement: str | None = None,
        compatibility: Compatibility | None = None,
        among: Condition = NOTHING,
    ) -> Item:
        """Return an item with these dates that the conditions of the rule, and `among`, match.

        It is a version with the number `key`, or a change of the version with the name `version`.
        """
        asked = {**among, **self.rule.when}
        when = {name: values for name, values in asked.items() if name != "has"}
        dates = {**{str(each): START for each in asked.get("has", ())}, **dates}
        chosen = {name: values[0] for name, values in when.items()}
        track = str(chosen.pop("track")) if "track" in chosen else None
        if self.of == "version":
            significant = bool(chosen.pop("significant", False))
            return self.version(key, dates)._replace(
                track=track, fields=chosen, significant=significant, replacement=replacement
            )
        chosen.pop("compatibility", None)
        significant = bool(chosen.pop("significant", False))
        kind = str(chosen.pop("kind", self._kind(compatibility)))
        return Change(
            key=9,
            name="the change",
            kind=kind,
            version=version,
            track=track,
            dates=dates,
            significant=significant,
            fields=chosen,
        )

    def version(self, number: int, dates: Mapping[str, Day], among: Condition = NOTHING) -> Version:
        """Return a version that a condition matches, on the rule's track; its number 0 is called 1.0."""
        dates = {**{str(each): START for each in among.get("has", ())}, **dates}
        fields = {name: values[0] for name, values in among.items() if name in self.policy.fields}
        track = self.rule.when.get("track") or among.get("track")
        return Version(
            number, f"{number + 1}.0", dates=dates, fields=fields, track=str(track[0]) if track else None
        )

    def notice(self, day: Day, announces: tuple[str, ...], channels: tuple[str, ...] = ()) -> Notice:
        """Return a planned notice of version 1.0, or of the change.

        It goes by the channels, or if none is given, by the policy's first one.
        """
        by = channels or tuple(self.policy.channels)[:1]
        return Notice(
            key=20,
            item="1.0" if self.of == "version" else "the change",
            date=day,
            announces=announces,
            channels=by,
        )

    def _kind(self, compatibility: Compatibility | None) -> str:
        """Return the first kind of change, by name, that the rule applies to and that has the compatibility.

        For None, any compatibility will do that the rule asks for. Return the first kind of all if none fits.
        """
        wanted = self.rule.when.get("compatibility", ()) if compatibility is None else (compatibility,)
        avoided = self.rule.unless.get("kind", ())
        kinds = [*sorted(self.policy.incompatible | self.policy.compatible), "unlisted"]
        fitting = (
            each
            for each in kinds
            if each not in avoided and (not wanted or self.policy.compatibility(each) in wanted)
        )
        return next(fitting, kinds[0])
