"""Ripples against exhaustive search: on small plans, every choice of days for the dates that may move."""

from datetime import date, timedelta
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.dates import Day, to_day
from planner.engine.binding import binding, broken
from planner.engine.compile import Compiled
from planner.engine.ripple import Direction, Ripple, ripple
from planner.engine.schedule import Schedule
from planner.engine.statement import Days, Slot
from tests.engine.against import compiled
from tests.oracle.strategies import Case

AS_OF = date(2027, 1, 4)
MILESTONES = ("a", "b", "c")
_SEARCHED = 34
"""Days each way from the as-of date: small spans keep every least solution within."""

spans = st.integers(0, 7).map(lambda days: f"{days} days")
near = st.integers(-3, 9).map(lambda days: AS_OF + timedelta(days=days))


@st.composite
def gaps(draw: st.DrawFn) -> dict[str, Any]:
    start, end = draw(st.sampled_from([("a", "b"), ("b", "c"), ("a", "c"), ("b", "a")]))
    rule: dict[str, Any] = {
        "kind": "gap",
        "from": draw(st.sampled_from([start, f"next.{start}", f"previous.{start}"])),
        "to": end,
    }
    bounds = draw(st.sampled_from(["least", "least", "most", "both"]))
    least = draw(st.integers(0, 5))
    if bounds != "most":
        rule["at_least"] = f"{least} days"
    if bounds != "least":
        rule["at_most"] = f"{least + draw(st.integers(0, 4))} days"
    return rule


notices = st.builds(
    lambda milestone, span: {
        "kind": "notice",
        "milestone": milestone,
        "at_least": span,
        "channels": ["email"],
    },
    st.sampled_from(MILESTONES),
    spans,
)
calendars = st.builds(
    lambda milestone, days: {"kind": "calendar", "milestones": [milestone], "weekdays": sorted(days)},
    st.sampled_from(MILESTONES),
    st.sets(st.sampled_from(["mon", "tue", "thu", "sun"]), min_size=1),
)


@st.composite
def small(draw: st.DrawFn) -> Case:
    """At most four dates, each a few days from the as-of date."""
    rules = draw(st.lists(st.one_of(gaps(), gaps(), notices, calendars), min_size=1, max_size=4))
    policy = {
        "format": 1,
        "name": "small",
        "milestone": [{"name": name} for name in MILESTONES],
        "channels": {"email": "Email"},
        "rule": [{"id": f"rule-{index}", **rule} for index, rule in enumerate(rules)],
    }
    places = draw(st.sets(st.tuples(st.integers(0, 1), st.sampled_from(MILESTONES)), min_size=1, max_size=3))
    versions: list[dict[str, Any]] = [{"name": f"v{index}"} for index in range(2)]
    for index, milestone in sorted(places):
        versions[index][milestone] = draw(near)
        if draw(st.integers(0, 5)) == 0:
            versions[index].setdefault("pinned", []).append(milestone)
    plan: dict[str, Any] = {"format": 1, "product": "Small", "policy": "policy.toml", "version": versions}
    if draw(st.booleans()):
        notice = {"version": "v0", "announces": list(MILESTONES), "date": draw(near), "channels": ["email"]}
        if draw(st.booleans()):
            notice["told"] = {}
        plan["notice"] = [notice]
    return Case(plan, policy, AS_OF)


def free(schedule: Schedule, direction: Direction) -> list[Slot]:
    """The dates that a ripple may move; notices only ever need to go out sooner."""
    slots = [slot for slot in range(len(schedule.owners)) if schedule.may_move(slot, schedule.days)]
    return slots if direction == "earlier" else [s for s in slots if schedule.owners[s].what != "notice"]


def solutions(constraints: Compiled, direction: Direction) -> list[dict[Slot, Day]]:
    schedule = constraints.schedule
    slots = free(schedule, direction)
    as_of, days = to_day(AS_OF), Days(schedule.days)
    ranges = [
        range(days[slot], as_of + _SEARCHED) if direction == "later" else range(as_of, days[slot] + 1)
        for slot in slots
    ]
    found = []
    for choice in product(*ranges):
        moves = dict(zip(slots, choice, strict=True))
        with days.moved(moves):
            if not any(broken(each, schedule, days) for each in constraints.statements):
                found.append(moves)
    return found


def unmoved(schedule: Schedule, outcome: Ripple) -> bool:
    return all(schedule.may_move(slot, schedule.days) for slot in outcome.moves)


@settings(max_examples=150, deadline=None)
@given(small())
def test_the_later_ripple_is_the_least_solution_or_a_conflict(case: Case) -> None:
    constraints = binding(compiled(case).schedule)
    schedule = constraints.schedule
    outcome = ripple(constraints, schedule.days, "later")
    found = solutions(constraints, "later")
    assert unmoved(schedule, outcome)
    if not found:
        assert outcome.conflicts
        return
    assert not outcome.conflicts
    least = {slot: min(each[slot] for each in found) for slot in free(schedule, "later")}
    assert least in found
    assert {**{slot: schedule.days[slot] for slot in least}, **outcome.days} == least


@settings(max_examples=150, deadline=None)
@given(small())
def test_the_earlier_ripple_is_the_latest_solution_that_is_no_later_or_a_conflict(case: Case) -> None:
    constraints = binding(compiled(case).schedule)
    schedule = constraints.schedule
    outcome = ripple(constraints, schedule.days, "earlier")
    found = solutions(constraints, "earlier")
    assert unmoved(schedule, outcome)
    if not found:
        assert outcome.conflicts
        return
    assert not outcome.conflicts
    latest = {slot: max(each[slot] for each in found) for slot in free(schedule, "earlier")}
    assert latest in found
    assert {**{slot: schedule.days[slot] for slot in latest}, **outcome.days} == latest


@settings(max_examples=100, deadline=None)
@given(small())
def test_what_a_ripple_leaves_broken_it_names_as_a_conflict(case: Case) -> None:
    constraints = binding(compiled(case).schedule)
    outcome = ripple(constraints, constraints.schedule.days, "later")
    days = Days(constraints.schedule.days)
    with days.moved(outcome.days):
        left = [each for each in constraints.statements if broken(each, constraints.schedule, days)]
    assert len(left) == len(outcome.conflicts)
