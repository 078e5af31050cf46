"""Small cases whose dates lie days apart, so that every choice of days can be tried, one by one."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from typing import Any

from hypothesis import strategies as st

from planner.dates import Day, to_day
from planner.engine.announced import latest_told
from planner.engine.compile import Constraints
from planner.engine.constraint import Days, Slot
from planner.engine.schedule import Schedule
from planner.engine.slots import NOTICE
from planner.engine.solve.hard import hard_violation
from planner.engine.solve.ripple import Direction
from tests.oracle.drawing import pick
from tests.oracle.strategies import Case

AS_OF = date(2027, 1, 4)
MILESTONES = ("a", "b", "c")
SEARCHED = 28
"""Days from the as-of date on: past every least solution."""

_near = st.integers(-2, 6).map(lambda days: AS_OF + timedelta(days=days))


@st.composite
def _gaps(draw: st.DrawFn) -> dict[str, Any]:
    start, end = pick(draw, [("a", "b"), ("b", "c"), ("a", "c"), ("b", "a")])
    rule: dict[str, Any] = {
        "kind": "gap",
        "from": pick(draw, [start, f"next.{start}", f"previous.{start}"]),
        "to": end,
    }
    bounds = pick(draw, ["least", "least", "most", "both"])
    least = draw(st.integers(0, 3))
    if bounds != "most":
        rule["at_least"] = f"{least} days"
    if bounds != "least":
        rule["at_most"] = f"{least + draw(st.integers(0, 3))} days"
    return rule


_channels = st.sampled_from([["email"], ["email", "docs"]])
_notices = st.builds(
    lambda milestone, days, channels: {
        "kind": "notice",
        "milestone": milestone,
        "at_least": f"{days} days",
        "channels": channels,
    },
    st.sampled_from(MILESTONES),
    st.integers(0, 4),
    _channels,
)
_calendars = st.builds(
    lambda milestone, days: {"kind": "calendar", "milestones": [milestone], "weekdays": sorted(days)},
    st.sampled_from(MILESTONES),
    st.sets(st.sampled_from(["mon", "tue", "thu", "sun"]), min_size=1),
)
_rules = st.lists(st.one_of(_gaps(), _gaps(), _notices, _calendars), min_size=1, max_size=4)
_places = st.sets(st.tuples(st.integers(0, 1), st.sampled_from(MILESTONES)), min_size=1, max_size=3)


@st.composite
def small(draw: st.DrawFn, most_notices: int = 2) -> Case:
    """At most three milestones, and notices of one version, each a few days from the as-of date."""
    rules = draw(_rules)
    policy = {
        "format": 1,
        "name": "small",
        "milestone": [{"name": name} for name in MILESTONES],
        "channels": {"email": "Email", "docs": "Documentation"},
        "rule": [{"id": f"rule-{index}", **rule} for index, rule in enumerate(rules)],
    }
    places = draw(_places)
    versions: list[dict[str, Any]] = [{"name": f"v{index}"} for index in range(2)]
    for index, milestone in sorted(places):
        versions[index][milestone] = draw(_near)
        if draw(st.integers(0, 5)) == 0:
            versions[index].setdefault("pinned", []).append(milestone)
    plan: dict[str, Any] = {"format": 1, "product": "Small", "policy": "policy.toml", "version": versions}
    plan["notice"] = [_notice(draw, versions[0]) for _ in range(draw(st.integers(0, most_notices)))]
    return Case({key: value for key, value in plan.items() if value != []}, policy, AS_OF)


def _notice(draw: st.DrawFn, version: Mapping[str, Any]) -> dict[str, Any]:
    notice: dict[str, Any] = {
        "version": version["name"],
        "announces": list(MILESTONES),
        "date": draw(_near),
        "channels": draw(_channels),
    }
    sent = draw(st.integers(0, 3))
    if sent == 0:
        notice["told"] = {}
    elif sent == 1:
        notice["told"] = {each: draw(_near) for each in MILESTONES if each in version and draw(st.booleans())}
    return notice


def failing(constraints: Constraints, days: Days) -> set[int]:
    return {
        index
        for index, each in enumerate(constraints.all)
        if hard_violation(each, constraints.schedule, days)
    }


def solutions(constraints: Constraints, days: Days, direction: Direction) -> list[dict[Slot, Day]]:
    """The choices of days with which every hard constraint holds."""
    found = []
    for choice in choices(constraints.schedule, days, direction):
        with days.moved(choice):
            if not any(hard_violation(each, constraints.schedule, days) for each in constraints.all):
                found.append(choice)
    return found


def choices(schedule: Schedule, days: Days, direction: Direction) -> Iterator[dict[Slot, Day]]:
    """Every way to put the dates that may move elsewhere in one direction; notices only ever go sooner."""
    slots = [
        slot
        for slot, owner in enumerate(schedule.owners)
        if schedule.may_move(slot, days) and (direction == "earlier" or owner.what != NOTICE)
    ]
    last = to_day(AS_OF) + SEARCHED
    ranges = [
        range(days[slot], last)
        if direction == "later"
        else range(_floor(schedule, days, slot), days[slot] + 1)
        for slot in slots
    ]
    for choice in product(*ranges):
        yield dict(zip(slots, choice, strict=True))


def _floor(schedule: Schedule, days: Days, slot: Slot) -> Day:
    """The as-of date, or the day that people were told; a date that lies before that stays."""
    item, what, _ = schedule.owners[slot]
    told = 0 if what == NOTICE else latest_told(schedule, days, item, what) or 0
    return min(max(schedule.as_of, told), days[slot])
