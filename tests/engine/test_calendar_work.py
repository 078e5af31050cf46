"""Calendars under which a legal day is years away: how many days are looked at, not how long it takes."""

from pathlib import Path
from typing import NamedTuple

from planner.dates import LAST_DAY, Day
from planner.engine.questions.explain import explain
from planner.engine.rules.allowed_days import AllowedDays, Calendar
from planner.engine.schedule import Schedule
from planner.engine.solve.hard import hard_constraints
from planner.files.plan.file import read_plan_bytes
from planner.plan import Freeze, Plan
from planner.proposals import propose
from tests.engine.plans import AS_OF, day

POLICY = """
format = 1
name = "x"
[[milestone]]
name = "released"
[[rule]]
id = "sequence"
kind = "gap"
from = "previous.released"
to = "released"
at_least = "1 day"
[[rule]]
id = "saturday"
kind = "calendar"
weekdays = ["sat"]
[[rule]]
id = "new-years-eve"
kind = "calendar"
days = ["31 dec"]
"""
MOST_DAYS = 60_000
"""Twelve versions whose legal days are up to eleven years apart; day by day it was over 20 million."""


class Chain(NamedTuple):
    plan: Plan
    schedule: Schedule


def chain(folder: Path) -> Chain:
    (folder / "policy.toml").write_text(POLICY)
    versions = "".join(f'[[version]]\nname = "{each}"\nreleased = 2027-01-01\n' for each in range(12))
    text = f'format = 1\nproduct = "P"\npolicy = "./policy.toml"\n{versions}'
    file = read_plan_bytes(str(folder / "plan.toml"), text.encode())
    assert file.plan is not None
    assert file.policy is not None
    return Chain(file.plan, Schedule(file.plan, file.policy, day(AS_OF)))


def test_explaining_a_date_years_before_its_next_legal_day_looks_at_few_days(
    tmp_path: Path, asked: list[Day]
) -> None:
    schedule = chain(tmp_path).schedule
    constraints = hard_constraints(schedule)
    found = explain(constraints, schedule.days, 11)
    assert found.window.earliest == day("2033-12-31")
    assert found.window.latest == day("9994-12-31")
    assert len(asked) < MOST_DAYS / 6


def test_fixing_a_chain_of_such_dates_looks_at_few_days(tmp_path: Path, asked: list[Day]) -> None:
    plan, schedule = chain(tmp_path)
    proposal = propose(plan, schedule.policy, schedule.as_of)
    assert proposal.unfixed == ()
    dates = [each.dates["released"] for each in proposal.plan.versions]
    assert dates[:3] == [day("2033-12-31"), day("2039-12-31"), day("2044-12-31")]
    assert len(asked) < MOST_DAYS


def test_freezes_that_overlap_are_passed_over_at_once() -> None:
    freezes = tuple(Freeze(each, 1000 + each, 2000 + each) for each in range(5000))
    allowed = AllowedDays(Calendar(weekdays=("mon",), freezes=True), freezes)
    assert len(allowed.frozen) == 1
    assert (allowed.next(1500), allowed.previous(1500)) == (7001, 995)
    assert allowed.next(LAST_DAY) is None
