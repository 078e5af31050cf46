"""Windows against exhaustive search: every day tried, one by one."""

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.dates import Day
from planner.engine.compile import Constraints
from planner.engine.constraint import Slot
from planner.engine.rules import KINDS
from planner.engine.schedule import Schedule
from planner.engine.slots import NOTICE
from planner.engine.solve.hard import hard_constraints, hard_violation, is_violated
from planner.engine.solve.window import window
from planner.plan import Version
from planner.policy import SEVERITIES
from tests.engine.against import compiled
from tests.oracle.strategies import Case, cases

_SPAN = 1_200
"""Days tried from the as-of date on: past every bound that the drawn plans come near."""


def legal(constraints: Constraints, slots: tuple[Slot, ...], day: Day) -> bool:
    """No hard constraint that reads the date fails with it on that day."""
    schedule, days = constraints.schedule, constraints.days
    if any(_is_withdrawn(schedule, slot, day) for slot in slots):
        return False
    with days.moved(dict.fromkeys(slots, day)):
        return not any(
            hard_violation(constraint, schedule, days)
            for constraint in constraints.all
            if not set(slots).isdisjoint(constraint.reads())
        )


def _is_withdrawn(schedule: Schedule, slot: Slot, day: Day) -> bool:
    """Return True for a milestone of a version that was withdrawn by that day: it would not be there."""
    owner = schedule.owners[slot]
    item = schedule.items[owner.item]
    withdrawn = item.withdrawn if isinstance(item, Version) else None
    return owner.what != NOTICE and withdrawn is not None and day >= withdrawn


@settings(max_examples=40)
@given(cases(), st.data())
def test_a_window_is_the_days_on_which_nothing_that_reads_the_date_fails(
    case: Case, data: st.DataObject
) -> None:
    schedule = compiled(case).schedule
    if not schedule.owners:
        return
    constraints = hard_constraints(schedule)
    slots = schedule.moving_with(data.draw(st.integers(0, len(schedule.owners) - 1)))
    found = window(constraints, schedule.days, slots)
    first = schedule.as_of
    last = min(first + _SPAN, Day(3_652_059))
    expected = [day for day in range(first, last + 1) if legal(constraints, slots, day)]
    assert [day for day in range(first, last + 1) if found.legal(day)] == expected
    runs = [day for start, end in found.between(first, last) for day in range(start, end + 1)]
    assert runs == expected
    if expected:
        assert found.earliest == expected[0]
        assert (found.latest or 0) >= expected[-1]


@settings(max_examples=40)
@given(cases())
def test_a_kind_that_answers_quickly_gives_the_answer_of_its_findings(case: Case) -> None:
    constraints = hard_constraints(compiled(case).schedule, SEVERITIES)
    schedule, days = constraints.schedule, constraints.days
    assert all(KINDS[each].answers_quickly for each in ("gap", "notice", "order"))
    for slot, day in enumerate([*days]):
        for moved in (day, day - 40, day + 400):
            with days.moved({slot: moved}):
                for each in constraints.all:
                    violation = hard_violation(each, schedule, days)
                    assert is_violated(each, schedule, days) == (violation is not None)
