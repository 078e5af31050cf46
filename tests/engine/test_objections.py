"""Days that rules without a bound allow: against trying every day in a plan with that date."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.dates import LAST_DAY, Day, to_day
from planner.engine.compile import compile_plan
from planner.engine.constraint import Slot
from planner.engine.evaluate import Evaluation, check
from planner.engine.questions.objections import Objections
from planner.engine.rules import KINDS
from planner.engine.solve.slack import Slack
from planner.engine.waivers import waives
from tests.engine.against import read
from tests.oracle.strategies import cases_at_large

_SPAN = 400


def violated(evaluation: Evaluation, slot: Slot, day: Day) -> set[tuple[str, int, object]]:
    """Return the violations of rules that move no date, in a plan with one date on another day."""
    schedule, days = evaluation.compiled.schedule, evaluation.days
    with days.moved({slot: day}):
        plan = schedule.plan_on(days)
    moved = compile_plan(plan, schedule.policy, schedule.as_of)
    return {
        (each.rule.id, each.item, each.place)
        for constraint in moved.all
        if not KINDS[constraint.in_force.rule.kind].moves_dates
        for each in constraint.findings(moved.days)
        if each.channels is None and each.severity == "error" and not waives(moved.schedule, each)
    }


@pytest.mark.parametrize("kind", ["served", "count", "rate"])
@settings(max_examples=12)
@given(data=st.data())
def test_the_slack_ends_on_the_day_before_another_violation(kind: str, data: st.DataObject) -> None:
    case = data.draw(cases_at_large(kind))
    plan, policy = read(case)
    evaluation = check(plan, policy, to_day(case.as_of))
    schedule = evaluation.compiled.schedule
    readers = [
        index
        for index, each in enumerate(evaluation.compiled.all)
        if not KINDS[each.in_force.rule.kind].moves_dates
    ]
    movable = [
        slot
        for slot, owner in enumerate(schedule.owners)
        if owner.item not in schedule.withdrawn
        and not set(readers).isdisjoint(evaluation.compiled.readers[slot])
    ]
    if not movable:
        return
    slot = data.draw(st.sampled_from(movable))
    now = evaluation.days[slot]
    last = min(now + _SPAN, LAST_DAY)
    before = violated(evaluation, slot, now)
    worse = (day for day in range(now + 1, last + 1) if violated(evaluation, slot, day) - before)
    expected = next(worse, last + 1) - 1
    found = Objections(evaluation, slot, ("error",)).slack(Slack(last - now, ()))
    assert found.days == expected - now
