"""A rule shown by dates: a small plan for which it does not hold, and the nearest day for which it does."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from planner.dates import Day
from planner.engine.rules import KINDS
from planner.engine.rules.calendar import Calendar
from planner.engine.rules.count import Count
from planner.engine.rules.forbid import Forbidden
from planner.engine.rules.gap import Gap
from planner.engine.rules.kind import Releases
from planner.engine.rules.mentions import Mention
from planner.engine.rules.notice import NoticeGiven
from planner.engine.rules.promise import Promised
from planner.engine.schedule import Schedule
from planner.engine.statement import Finding
from planner.plan import Change, Item, Notice, Plan, Version
from planner.policy import Policy, Rule

START: Day = 739_995
"""2027-01-14, a Thursday."""
_FAR = 60 * 366
_RELEASES_APART = 60
_SEARCHED = 800
"""Days within which any calendar says no, if it ever does."""


class Example(NamedTuple):
    breaks: Finding
    """What the rule finds; its message tells the example."""
    holds: Day | None
    """The nearest day of that date on which it finds nothing; None where no bound is broken."""


def example(policy: Policy, rule: Rule) -> Example | None:
    """Made up from the rule's own parameters and judged by the engine; None where no plan breaks it."""
    always = rule._replace(effective_from=None, effective_until=None)
    making = _Making(policy, always)
    beyond = 1 + rule.tolerance
    guesses: Iterable[Day] = (START - beyond, START + beyond, START + _FAR)
    if isinstance(rule.parameters, Calendar):
        guesses = range(START, START + _SEARCHED)
    broken = next((finding for day in guesses if (finding := making.finding(day)) is not None), None)
    if broken is None:
        return None
    holds = broken.latest if broken.earliest is None else broken.earliest
    if holds is None:
        return Example(broken, None)
    nearest = holds - beyond if broken.earliest is not None else holds + beyond
    return Example(making.finding(nearest) or broken, holds)


class _Making:
    def __init__(self, policy: Policy, rule: Rule) -> None:
        self.policy = policy
        self.rule = rule
        self.of = rule.of or "version"

    def finding(self, day: Day) -> Finding | None:
        """What the rule finds in the example with the date it judges on a day."""
        schedule = Schedule(self.plan(day), self.policy, START)
        statements = list(KINDS[self.rule.kind].statements(schedule.in_force(self.rule), schedule))
        found = (finding for each in statements for finding in each.findings(schedule.days))
        return next(found, None)

    def plan(self, day: Day) -> Plan:
        given, first = self.rule.parameters, self._milestones()[:1]
        items: list[Item] = []
        notices: list[Notice] = []
        match given:
            case Gap():
                items = self._gap(given, day)
            case NoticeGiven():
                items = [self._item({given.announcing: min(START, day), given.milestone: day})]
                notices = [self._notice(START, (given.announcing,), given.channels)]
            case Mention():
                items = [self._item(dict.fromkeys((given.milestone, *given.also), START))]
                notices = [self._notice(START, (given.milestone,), given.channels)]
            case Promised():
                milestone = self._promised(given)
                items = [self._item({milestone: day})]
                told = {milestone: START}
                notices = [self._notice(START - 90, (milestone,))._replace(told=told)]
            case Count():
                items = self._counted(given, day)
            case Calendar():
                items = [self._item(dict.fromkeys((given.milestones or first)[:1], day))]
            case Forbidden():
                items = [self._item({given.milestone: START})]
            case None if self.rule.kind == "order":
                items = [
                    self._item({milestone: START - n for n, milestone in enumerate(self._milestones()[:2])})
                ]
            case None if self.rule.kind == "overdue":
                items, notices = [self._item({})], [self._notice(START - 3, first)]
            case None if self.rule.kind == "everywhere":
                items = [_version(0, {}), self._item({}, version="1.0")]
            case _:
                items = [self._item({})]
        return Plan(
            product="an example",
            policy=self.policy.name,
            versions=tuple(each for each in items if isinstance(each, Version)),
            changes=tuple(each for each in items if isinstance(each, Change)),
            notices=tuple(notices),
        )

    def _gap(self, gap: Gap, day: Day) -> list[Item]:
        start, judged = {gap.origin.milestone: START}, {gap.to: day}
        match gap.origin.of:
            case "own":
                items: list[Item] = [self._item({**start, **judged})]
            case "next":
                items = [self._item(judged), _version(1, start)]
            case "previous":
                items = [_version(0, start), self._item(judged, key=1)]
            case "version":
                items = [_version(0, start), self._item(judged, version="1.0")]
        released = [each.name for each in self.policy.milestones_of("version") if each.role == "released"]
        wanted = max((each.number for each in gap.at_least if isinstance(each, Releases)), default=0)
        releases: list[Item] = [
            _version(10 + number, dict.fromkeys(released, START + _RELEASES_APART * number))
            for number in range(1, wanted + 1)
        ]
        return items + releases

    def _counted(self, count: Count, day: Day) -> list[Item]:
        """One short of those that must be alive as one retires, or one more than may be as one starts."""
        long_ago = START - _FAR
        if count.at_least is not None and count.until is not None:
            others = [_version(number, {count.start: long_ago}) for number in range(1, count.at_least)]
            return [self._item({count.start: long_ago, count.until: day}), *others]
        most = count.at_most or 0
        return [_version(number, {count.start: long_ago}) for number in range(most)] + [
            self._item({count.start: day}, key=most)
        ]

    def _item(self, dates: Mapping[str, Day], *, key: int = 0, version: str | None = None) -> Item:
        """One that the rule looks at."""
        when = {name: values for name, values in self.rule.when.items() if name != "has"}
        dates = {**{str(each): START for each in self.rule.when.get("has", ())}, **dates}
        chosen = {name: values[0] for name, values in when.items()}
        track = str(chosen.pop("track")) if "track" in chosen else None
        if self.of == "version":
            return _version(key, dates)._replace(track=track, fields=chosen)
        chosen.pop("compatibility", None)
        significant = bool(chosen.pop("significant", False))
        kind = str(chosen.pop("kind", self._kind()))
        return Change(9, "the change", kind, version, track, dates, significant=significant, fields=chosen)

    def _kind(self) -> str:
        """A kind of change that the rule looks at."""
        wanted = self.rule.when.get("compatibility", ())
        if self.rule.kind in ("new-version", "everywhere"):
            wanted = ("incompatible",) if self.rule.kind == "new-version" else ("compatible",)
        avoided = self.rule.unless.get("kind", ())
        kinds = [*sorted(self.policy.incompatible | self.policy.compatible), "unlisted"]
        fitting = (
            each
            for each in kinds
            if each not in avoided and (not wanted or self.policy.compatibility(each) in wanted)
        )
        return next(fitting, kinds[0])

    def _notice(self, day: Day, announces: tuple[str, ...], channels: tuple[str, ...] = ()) -> Notice:
        by = channels or tuple(self.policy.channels)[:1]
        return Notice(20, "1.0" if self.of == "version" else "the change", day, announces, by)

    def _promised(self, promised: Promised) -> str:
        told = [
            each.name for each in self.policy.milestones if each.of == self.of and each.role != "released"
        ]
        return (promised.milestones or told or self._milestones())[0]

    def _milestones(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.policy.milestones if each.of == self.of)


def _version(number: int, dates: Mapping[str, Day]) -> Version:
    return Version(number, f"{number + 1}.0", dates=dates)
