"""`count`: how many versions of a track are alive when one starts or retires."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from planner.dates import NEVER, Day
from planner.engine.constraint import Constraint, Days, Finding, InForce, Reason, Slot
from planner.engine.rules.kind import Parameter, RuleKind, contradicting_numbers
from planner.engine.rules.wording import conditions, subject
from planner.engine.schedule import Schedule
from planner.named_tuple import NamedTuple
from planner.policy import NOTHING as NO_CONDITION
from planner.policy import Condition

if TYPE_CHECKING:
    from planner.engine.rules.scene import Sample, Scene


class Count(NamedTuple):
    """The parameters of a `count` rule."""

    start: str
    until: str | None = None
    at_least: int | None = None
    at_most: int | None = None
    among: Condition = NO_CONDITION
    """The versions that are counted."""


class CountedLife(NamedTuple):
    """The life of a version: from `start` until the day before `until`; without `start` it never lives."""

    item: int
    start: Slot | None
    until: Slot | None
    withdrawn: Day | None = None
    """The day on which it is withdrawn."""
    counts: bool = True
    """True if the version matches `among`; other versions are judged but not counted."""


class CountConstraint(NamedTuple):
    """A constraint on all versions of a track, since each one is counted with the others."""

    in_force: InForce
    item: int
    schedule: Schedule
    limits: Count
    lives: tuple[CountedLife, ...]
    judged: frozenset[int]

    def reads(self) -> Iterable[Slot]:
        """Return the slots that the findings depend on."""
        own = {slot for life in self.lives for slot in (life.start, life.until) if slot is not None}
        return own.union(self.in_force.reads(*self.judged))

    def findings(self, days: Days) -> Sequence[Finding]:
        """Return a violation for each judged version that retires with too few others, or is one too many."""
        starts: list[Day] = []
        ends: list[Day] = []
        for life in self.lives:
            if life.start is not None and life.counts:
                start = days[life.start]
                starts.append(start)
                end = NEVER if life.until is None else days[life.until]
                if life.withdrawn is not None:
                    end = min(end, life.withdrawn)
                ends.append(max(start, end))
        starts.sort()
        ends.sort()
        found = []
        for life in self.lives:
            if life.item not in self.judged:
                continue
            for slot, least, most in (
                (life.until, self.limits.at_least, None),
                (life.start, None, self.limits.at_most),
            ):
                if slot is None:
                    continue
                day = days[slot]
                alive = bisect_right(starts, day) - bisect_right(ends, day)
                short = least is not None and alive < least
                many = most is not None and alive > most
                if (short or many) and self.in_force.speaks_of(day, life.item, days):
                    found.append(self._finding(life.item, slot, day, alive))
        return found

    def _finding(self, item: int, slot: Slot, day: Day, alive: int) -> Finding:
        """Return the violation of a version whose start or end is in `slot`, with the number alive then."""
        what = self.schedule.owner(slot).what
        name = self.schedule.items[item].name
        if what == self.limits.start:
            why = f"makes {alive} alive in its track, at most {self.limits.at_most} may be"
        else:
            why = f"leaves {alive} alive in its track, at least {self.limits.at_least} must be"
        reason = Reason(f"{subject(name, what, day)} {why}")
        return self.schedule.blame(self.in_force.rule, slot, day, reason)


def constraints(in_force: InForce, schedule: Schedule) -> Iterator[Constraint]:
    """Yield a constraint for each track with a judged version; withdrawn versions are not judged."""
    count = in_force.rule.parameters
    assert isinstance(count, Count)
    judged = frozenset(schedule.judged(in_force.rule)).difference(schedule.withdrawn)
    tracks: dict[str | None, list[CountedLife]] = {}
    for item in range(schedule.versions):
        start = schedule.slot(item, count.start)
        until = None if count.until is None else schedule.slot(item, count.until)
        if start is not None or until is not None:
            withdrawn = schedule.withdrawn.get(item)
            counts = not count.among or schedule.matches(item, count.among)
            life = CountedLife(item=item, start=start, until=until, withdrawn=withdrawn, counts=counts)
            tracks.setdefault(schedule.tracks[item], []).append(life)
    for lives in tracks.values():
        if any(life.item in judged for life in lives):
            yield CountConstraint(
                in_force=in_force,
                item=lives[0].item,
                schedule=schedule,
                limits=count,
                lives=tuple(lives),
                judged=judged,
            )


def _make(values: Mapping[str, object]) -> Count:
    return Count(
        start=cast(str, values["from"]),
        until=cast("str | None", values.get("until")),
        at_least=cast("int | None", values.get("at_least")),
        at_most=cast("int | None", values.get("at_most")),
        among=cast(Condition, values.get("among", NO_CONDITION)),
    )


def _contradictions(values: Mapping[str, object]) -> Iterator[str]:
    """Yield a sentence for each parameter that is missing or contradicts another."""
    yield from contradicting_numbers("a count", values)
    if "at_least" in values and "until" not in values:
        yield "`at_least` is judged when a version retires: `until` says by which milestone"


def _sentence(count: Count, item: str) -> str:
    """Return what the rule demands of a version, as a sentence without its period."""
    parts = []
    if count.at_least is not None:
        others = "1 other version is" if count.at_least == 1 else f"{count.at_least} others are"
        parts.append(f"when {item} reaches {count.until}, at least {others} alive in its track")
    if count.at_most is not None:
        parts.append(
            f"when {item} reaches {count.start}, no more than {count.at_most} of its track are alive"
        )
    life = f"from {count.start} until {count.until}" if count.until else f"from {count.start} on"
    counted = f"; counted where {conditions(count.among)}" if count.among else ""
    return f"{'; '.join(parts)} (alive: {life}{counted})"


def _example(scene: "Scene", count: Count, day: Day) -> "Sample":
    """Return an example in which a version retires with one too few others, or starts as one too many."""
    long_ago = scene.long_ago
    if count.at_least is not None and count.until is not None:
        others = [
            scene.version(number, {count.start: long_ago}, count.among) for number in range(1, count.at_least)
        ]
        return scene.sample([scene.item({count.start: long_ago, count.until: day}), *others])
    most = count.at_most or 0
    others = [scene.version(number, {count.start: long_ago}, count.among) for number in range(most)]
    return scene.sample([*others, scene.item({count.start: day}, key=most, among=count.among)])


def _advice(finding: Finding, schedule: Schedule) -> Iterator[str]:
    """Yield the ways to have another number of versions alive on the day that a violation blames."""
    count = cast(Count, finding.rule.parameters)
    if finding.milestone == count.start and count.at_most is not None:
        if count.until is not None:
            yield f"set an earlier {count.until} date for another version of the track"
        yield f"set a later {count.start} date"
    else:
        yield f"set a later {finding.milestone} date"
        yield "add a version to the track that is supported then"


KIND = RuleKind(
    name="count",
    of=("version",),
    parameters=(
        Parameter(
            "from",
            "milestone",
            required=True,
            description="a version is alive from this date on",
            attribute="start",
        ),
        Parameter("until", "milestone", description="and no longer on this one; where absent, forever"),
        Parameter("at_least", "whole", description="how many others are alive when one retires"),
        Parameter("at_most", "whole", description="how many are alive when one starts, itself included"),
        Parameter(
            "among", "versions", description="the versions that are counted; where absent, all of the track"
        ),
    ),
    make=_make,
    contradictions=_contradictions,
    constraints=constraints,
    sentence=_sentence,
    example=_example,
    advice=_advice,
)
