"""The work of a check: it keeps no constraint, makes few, and looks up the owners of few slots."""

import pytest
from hypothesis import given, settings

from benchmarks.big_plan import AS_OF, big_plan, with_finding
from planner.dates import to_day
from planner.engine.compile import Constraints, compile_plan
from planner.engine.evaluate import check, evaluate
from planner.engine.schedule import Schedule
from planner.files.plan.file import PlanFile, read_plan_bytes
from tests.engine.against import compiled, read
from tests.oracle.strategies import Case, cases


@pytest.fixture(scope="module")
def file() -> PlanFile:
    return read_plan_bytes("big.toml", with_finding(big_plan(40)).encode())


@settings(max_examples=60)
@given(cases())
def test_a_check_that_keeps_no_constraint_finds_the_same(case: Case) -> None:
    constraints = compiled(case)
    plan, policy = read(case)
    kept, dropped = evaluate(constraints), check(plan, policy, constraints.schedule.as_of)
    assert dropped.all == kept.all
    assert dropped.failing == kept.failing
    assert list(dropped.found) == list(kept.found)
    schedule = constraints.schedule
    assert [schedule.owner(slot) for slot in range(len(schedule.days))] == schedule.owners


def test_a_check_keeps_no_constraint_and_looks_up_few_owners(file: PlanFile) -> None:
    assert file.plan
    assert file.policy
    evaluation = check(file.plan, file.policy, to_day(AS_OF))
    assert len(evaluation.all) == 2
    assert "all" not in vars(evaluation.compiled)
    assert "owners" not in vars(evaluation.compiled.schedule)
    assert isinstance(evaluation.compiled, Constraints)
    assert isinstance(evaluation.compiled.schedule, Schedule)
    assert len(evaluation.compiled.all) > 500


def test_a_check_makes_no_constraint_that_clearly_holds(file: PlanFile) -> None:
    assert file.plan
    assert file.policy
    compiled = compile_plan(file.plan, file.policy, to_day(AS_OF))
    made = [*compiled.doubtful()]
    assert len(made) == len(compiled.all)
    pairs = [(one, other) for one, other in zip(made, compiled.all, strict=True) if one is not None]
    assert all(type(one) is type(other) and one.item == other.item for one, other in pairs)
    assert {each.in_force.rule.kind for each, _ in pairs} <= {"mentions", "promise", "served"}
    assert len(pairs) < len(made) // 10
