"""`gap`: a date lies at least, or at most, so long after another date."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, cast

from planner.dates import LAST_DAY, Day, Duration, add
from planner.engine.constraint import Constraint, Days, Finding, InForce, Slot
from planner.engine.rules.gap_constraint import Gap, GapConstraint
from planner.engine.rules.kind import Origin, Parameter, Releases, RuleKind, is_exact, is_nothing, is_steady
from planner.engine.rules.wording import conditions, either, listed
from planner.engine.schedule import Schedule
from planner.policy import NOTHING as NO_CONDITION
from planner.policy import Condition

if TYPE_CHECKING:
    from planner.engine.rules.scene import Sample, Scene
    from planner.plan import Item


_SlotOf = Callable[[int], Slot | None]


def _own(schedule: Schedule, milestone: str, among: Condition) -> _SlotOf:
    """Return a function that returns the slot of an item's own milestone, or None."""
    return lambda item: schedule.slots[item].get(milestone)


def _of_version(schedule: Schedule, milestone: str, among: Condition) -> _SlotOf:
    """Return a function that returns the slot of a milestone of a change's version, or None."""

    def slot(item: int) -> Slot | None:
        version = schedule.shipped_in(item)
        return None if version is None else schedule.slot(version, milestone)

    return slot


def _of_replacement(schedule: Schedule, milestone: str, among: Condition) -> _SlotOf:
    """Return a function that returns the slot of a milestone of a version's replacement, or None."""

    def slot(item: int) -> Slot | None:
        version = schedule.replacing(item)
        return None if version is None else schedule.slot(version, milestone)

    return slot


_START: Mapping[str, Callable[[Schedule, str, Condition], _SlotOf]] = {
    "own": _own,
    "next": lambda schedule, milestone, among: schedule.following(milestone, among).__getitem__,
    "previous": lambda schedule, milestone, among: schedule.preceding(milestone, among).__getitem__,
    "replacement": _of_replacement,
    "version": _of_version,
}
"""For each origin of a gap, a function that returns the slot of its start for an item."""


def constraints(in_force: InForce, schedule: Schedule) -> Iterator[Constraint]:
    """Yield a constraint for each judged item with the date where the gap ends.

    Items without a start of the gap are passed over, unless `require_from` is set.
    """
    gap = in_force.rule.parameters
    assert isinstance(gap, Gap)
    counts = any(isinstance(span, Releases) for span in (*gap.at_least, *gap.at_most))
    start_of = _START[gap.origin.of](schedule, gap.origin.milestone, gap.among)
    to, slots, releases = gap.to, schedule.slots, tuple[Slot, ...]()
    for item in schedule.judged(in_force.rule):
        end = slots[item].get(to)
        if end is None:
            continue
        start = start_of(item)
        if start is None and not gap.require_from:
            continue
        if counts:
            releases = schedule.releases(schedule.tracks[item], gap.among)
        yield GapConstraint(
            in_force=in_force, item=item, schedule=schedule, gap=gap, start=start, end=end, releases=releases
        )


def doubtful(in_force: InForce, schedule: Schedule, days: Days) -> Iterator[Constraint | None]:
    """Yield the same constraints as `constraints`, but None for dates that clearly lie late enough.

    Where the rule has an upper bound or counts releases, yield every constraint.
    """
    gap = in_force.rule.parameters
    assert isinstance(gap, Gap)
    spans = [each for each in gap.at_least if isinstance(each, Duration)]
    if gap.at_most or len(spans) < len(gap.at_least):
        yield from constraints(in_force, schedule)
        return
    start_of = _START[gap.origin.of](schedule, gap.origin.milestone, gap.among)
    to, slots, tolerance = gap.to, schedule.slots, in_force.rule.tolerance
    for item in schedule.judged(in_force.rule):
        end = slots[item].get(to)
        if end is None:
            continue
        start = start_of(item)
        if start is not None:
            begin, until = days[start], days[end]
            if tolerance:
                until = min(until + tolerance, LAST_DAY)
            for span in spans:
                if add(begin, span) > until:
                    break
            else:
                yield None
                continue
        elif not gap.require_from:
            continue
        yield GapConstraint(
            in_force=in_force, item=item, schedule=schedule, gap=gap, start=start, end=end, releases=()
        )


def _make(values: Mapping[str, object]) -> Gap:
    return Gap(
        origin=cast(Origin, values["from"]),
        to=cast(str, values["to"]),
        at_least=cast("tuple[Duration | Releases, ...]", values.get("at_least", ())),
        at_most=cast("tuple[Duration | Releases, ...]", values.get("at_most", ())),
        require_from=bool(values.get("require_from", False)),
        among=cast(Condition, values.get("among", NO_CONDITION)),
    )


_DAYS_IN = {"day": (1, 1), "week": (7, 7), "month": (28, 31), "year": (365, 366)}


def _contradictions(values: Mapping[str, object]) -> Iterator[str]:
    """Yield a sentence for each parameter that is missing, or that contradicts another."""
    at_least = cast("tuple[Duration | Releases, ...]", values.get("at_least", ()))
    at_most = cast("tuple[Duration | Releases, ...]", values.get("at_most", ()))
    if not at_least and not at_most:
        yield "a gap needs `at_least` or `at_most`, or both"
    for span in at_least:
        if isinstance(span, Duration) and at_most and all(_exceeds(span, most) for most in at_most):
            yield f"no date is at least {span} and at most {either([*map(str, at_most)])} later"
    counts = any(isinstance(span, Releases) for span in (*at_least, *at_most))
    origin = cast("Origin | None", values.get("from"))
    if values.get("among") and not counts and origin and origin.of not in ("next", "previous"):
        yield "`among` narrows `next`, `previous` and releases, and the gap has none of them"


def _exceeds(least: Duration, most: Duration | Releases) -> bool:
    """Return True if the first span is longer than the second from every day.

    Return False where that is not certain: for releases, and for units without a common measure.
    """
    if isinstance(most, Releases):
        return False
    if least.unit == most.unit:
        return least.number > most.number
    if not {least.unit, most.unit} <= _DAYS_IN.keys():
        return False
    return least.number * _DAYS_IN[least.unit][0] > most.number * _DAYS_IN[most.unit][1]


_ORIGINS = {
    "own": "its",
    "next": "the next version's",
    "previous": "the previous version's",
    "replacement": "its replacement's",
    "version": "its version's",
}


def _sentence(gap: Gap, item: str) -> str:
    """Return what the rule demands of an item's date, as a sentence without its period."""
    start = f"{_ORIGINS[gap.origin.of]} {gap.origin.milestone} date"
    if gap.require_from:
        start += ", which must be there"
    least = [f"at least {span}" for span in gap.at_least if not is_nothing(span)]
    if not least and not gap.at_most:
        bounds = "not before"
    elif gap.at_least and gap.at_most and all(map(is_nothing, gap.at_most)):
        bounds = "the same as"
    elif gap.at_least == gap.at_most and len(gap.at_most) == 1 and is_exact(gap.at_most[0]):
        bounds = f"exactly {gap.at_most[0]} after"
    else:
        most = [f"at most {either([*map(str, gap.at_most)])}"] if gap.at_most else []
        longest = ", whichever is longer," if len(gap.at_most) > 1 else ""
        bounds = f"{listed([*least, *most])}{longest} after"
    counted = f"; of other versions only those count where {conditions(gap.among)}" if gap.among else ""
    return f"{item}'s {gap.to} date is {bounds} {start}{counted}"


_RELEASES_APART = 60


def _example(scene: "Scene", gap: Gap, day: Day) -> "Sample":
    """Return an example with a judged item, whose gap ends on a day, and the items that it needs."""
    start, judged = {gap.origin.milestone: scene.start}, {gap.to: day}
    match gap.origin.of:
        case "own":
            items: list[Item] = [scene.item({**start, **judged})]
        case "next":
            items = [scene.item(judged), scene.version(1, start, gap.among)]
        case "previous":
            items = [scene.version(0, start, gap.among), scene.item(judged, key=1)]
        case "replacement":
            items = [scene.item(judged, replacement="2.0"), scene.version(1, start)]
        case "version":
            items = [scene.version(0, start), scene.item(judged, version="1.0")]
    released = [each.name for each in scene.policy.milestones_of("version") if each.role == "released"]
    spans = (*gap.at_least, *gap.at_most)
    wanted = max((each.number for each in spans if isinstance(each, Releases)), default=0)
    releases = [
        scene.version(10 + number, dict.fromkeys(released, scene.start + _RELEASES_APART * number), gap.among)
        for number in range(1, wanted + 1)
    ]
    return scene.sample([*items, *releases])


def _steady(gap: Gap) -> bool:
    """Return True if all spans of the gap are of days or weeks."""
    return all(map(is_steady, (*gap.at_least, *gap.at_most)))


def _advice(finding: Finding, schedule: Schedule) -> Iterator[str]:
    """Yield the ways to remove a violation of a missing start or missing releases; else nothing."""
    gap = cast(Gap, finding.rule.parameters)
    milestone = gap.origin.milestone
    if _START[gap.origin.of](schedule, milestone, gap.among)(finding.item) is None:
        yield {
            "own": f"set its {milestone} date",
            "next": f"add a later version with a {milestone} date to the track",
            "previous": f"set the {milestone} date of an earlier version of the track",
            "replacement": f"name a version with a {milestone} date as its replacement",
            "version": f"name the version that it ships in, and set the {milestone} date of that version",
        }[gap.origin.of]
        yield f"remove its {gap.to} date"
    elif finding.earliest is None and finding.latest is None:
        if any(isinstance(span, Releases) for span in gap.at_least):
            yield "plan more releases of the track"
        yield f"remove its {gap.to} date"


def _needs(gap: Gap) -> tuple[str, ...]:
    """Return the milestones that an item must have to be judged: `to`, and a start of its own.

    With `require_from`, only `to`: an item without the start is judged, and violates the rule.
    """
    starts_at_item = gap.origin.of == "own" and not gap.require_from
    return (gap.to, gap.origin.milestone) if starts_at_item else (gap.to,)


KIND = RuleKind(
    name="gap",
    of=("version", "change"),
    parameters=(
        Parameter("from", "origin", required=True, description="where the gap starts", attribute="origin"),
        Parameter("to", "milestone", required=True, description="the date that is judged"),
        Parameter("at_least", "spans", description="no earlier than this long after; a list: all must hold"),
        Parameter(
            "at_most", "spans", description="no later than this long after; a list: the longest counts"
        ),
        Parameter("require_from", "flag", description="the date where the gap starts must be there"),
        Parameter("among", "versions", description="the versions that count as next, previous and releases"),
    ),
    make=_make,
    contradictions=_contradictions,
    constraints=constraints,
    doubtful=doubtful,
    sentence=_sentence,
    example=_example,
    advice=_advice,
    moves_dates=True,
    answers_quickly=True,
    sets_floors=True,
    steady=_steady,
    needs=_needs,
)
