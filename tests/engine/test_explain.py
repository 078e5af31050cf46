"""Why dates stand where they do: chains back to the facts, and slack against trying every day."""

import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.dates import NEVER, Day
from planner.engine.constraint import Slot
from planner.engine.questions.explain import explain
from planner.engine.schedule import Schedule
from planner.engine.slots import NOTICE
from planner.engine.solve.hard import hard_constraints, hard_violation
from planner.engine.solve.slack import slack
from planner.engine.solve.window import window
from planner.files.plan.file import read_plan_file
from planner.wording.explain import sentence
from tests.engine.against import compiled
from tests.engine.plans import AS_OF, day
from tests.oracle.strategies import Case, cases

PLANS = Path(__file__).parents[2] / "plans"
_SPAN = 800


def ends(plan: str, item: str, milestone: str) -> tuple[str, str]:
    file = read_plan_file(str(PLANS / plan))
    assert file.plan is not None
    assert file.policy is not None
    constraints = hard_constraints(Schedule(file.plan, file.policy, day(AS_OF)))
    slot = constraints.schedule.slots[constraints.schedule.index[item]][milestone]
    found = explain(constraints, constraints.days, slot)
    return sentence(found.earliest), sentence(found.latest)


def test_a_chain_leads_from_the_date_by_the_rule_to_the_notice_that_was_sent() -> None:
    earliest, latest = ends("clio.toml", "4.0.14", "default")
    assert earliest == (
        "2027-02-15 because default-notice: email and docs 2026-11-17 + 90 days"
        "; because 4.0.14 notice 2026-11-17 was sent"
    )
    assert latest == (
        "2027-02-15 because support-minimum: 2027-02-16 + 1 year = 2028-02-16 is after 4.0.13 deprecated"
        " 2028-02-15; because 4.0.13 deprecated 2028-02-15 is where the plan puts it"
    )


def test_a_chain_ends_at_another_version_that_is_past() -> None:
    earliest, latest = ends("partner.toml", "2025-09", "deprecated")
    assert earliest == (
        "2028-03-01 because support-minimum: 2026-06 default 2026-09-01 + 18 months"
        "; because 2026-06 default 2026-09-01 is past"
    )
    assert latest == "nothing holds it"


def test_a_day_that_only_a_waiver_allows_says_so() -> None:
    earliest, _ = ends("partner.toml", "2026-12", "default")
    assert "(a waiver allows this day)" in earliest


def test_a_start_that_would_break_a_latest_is_said_to_come_before_it_not_after() -> None:
    earliest, latest = ends("clio.toml", "4.0.14", "released")
    assert "2026-11-30 is before matters: client_name removed released 2026-12-01" in earliest
    assert "2026-12-02 is after matters: client_name removed released 2026-12-01" in latest


COMPARED = re.compile(r"(\S{10}) is (before|after) [^;]*?(\d{4}-\d\d-\d\d)(?=;| \(|$)")


@settings(max_examples=120)
@given(cases())
def test_each_sentence_says_before_and_after_as_the_calendar_does(case: Case) -> None:
    constraints = hard_constraints(compiled(case).schedule)
    for slot in range(len(constraints.schedule.owners)):
        found = explain(constraints, constraints.days, slot)
        for chain in filter(None, (found.earliest, found.latest)):
            for sum_is, word, blamed in COMPARED.findall(sentence(chain)):
                assert sum_is < blamed if word == "before" else sum_is > blamed, sentence(chain)


@settings(max_examples=60)
@given(cases(), st.data())
def test_a_chain_begins_at_the_window_and_names_a_rule_that_fails_a_day_further(
    case: Case, data: st.DataObject
) -> None:
    constraints = hard_constraints(compiled(case).schedule)
    schedule, days = constraints.schedule, constraints.days
    if not schedule.owners:
        return
    slot = data.draw(st.integers(0, len(schedule.owners) - 1))
    found = explain(constraints, days, slot)
    legal = window(constraints, days, schedule.moving_with(slot))
    assert found.date.day == days[slot]
    for chain, end, failing in (
        (found.earliest, legal.earliest, legal.before),
        (found.latest, legal.latest, legal.after),
    ):
        if not chain:
            continue
        sentence(chain)
        if chain[0].finding is not None:
            assert chain[0].day == end or chain[0].finding.rule.kind != "calendar"
            assert chain[0].day != end or chain[0].finding in failing


@settings(max_examples=40)
@given(cases(), st.data())
def test_slack_ends_where_a_rule_that_held_fails_first(case: Case, data: st.DataObject) -> None:
    constraints = hard_constraints(compiled(case).schedule)
    schedule, days = constraints.schedule, constraints.days

    def end_of(slot: Slot) -> Day:
        """Return the first day on which a date is not there for the rules: it was withdrawn."""
        owner = schedule.owners[slot]
        return NEVER if owner.what == NOTICE else schedule.withdrawn.get(owner.item, NEVER)

    free = [slot for slot in range(len(schedule.owners)) if schedule.as_of <= days[slot] < end_of(slot)]
    if not free:
        return
    slot = data.draw(st.sampled_from(free))
    slots = schedule.moving_with(slot)
    reading = [constraints.all[index] for index in constraints.reading(slots)]
    holding = [each for each in reading if hard_violation(each, schedule, days) is None]

    def holds(offset: int) -> bool:
        if days[slot] + offset >= end_of(slot):
            return False
        with days.moved(dict.fromkeys(slots, days[slot] + offset)):
            return not any(hard_violation(each, schedule, days) for each in holding)

    start = days[slot]
    last = min(_SPAN, day("9999-12-31") - start)
    found = slack(constraints, days, slot)
    later = next((offset - 1 for offset in range(1, last + 1) if not holds(offset)), None)
    assert found.later.days == later or (later is None and (found.later.days or last) >= last)
    earlier = next(
        (offset - 1 for offset in range(1, min(_SPAN, start - schedule.as_of) + 1) if not holds(-offset)),
        None,
    )
    if earlier is not None:
        assert found.earlier.days == earlier
        assert found.earlier.breaks
