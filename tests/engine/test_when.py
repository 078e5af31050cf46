"""The earliest legal day of a date that is not set, against trying every day; and the sentences."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.dates import Day, iso
from planner.engine.questions.when import Outlook, when
from planner.engine.rules.notice_constraint import NoticeConstraint
from planner.engine.schedule import Schedule
from planner.engine.solve.hard import hard_constraints, hard_violation
from planner.engine.solve.missing_notices import missing_notices
from planner.files.plan.file import read_plan_bytes, read_plan_file
from planner.plan import Notice, Plan
from planner.policy import Policy
from planner.wording.when import sentence
from tests.engine.against import read
from tests.engine.plans import AS_OF, day
from tests.oracle.strategies import Case, cases

_SPAN = 420
WITHDRAWN = """\
format = 1
product = "P"
policy = "clio"
[[version]]
name = "1"
released = 2026-02-02
withdrawn = 2026-05-06
"""
CLIO = Path(__file__).parents[2] / "plans" / "clio.toml"


def legal(plan: Plan, policy: Policy, as_of: Day, item: str, milestone: str, on: Day) -> bool:
    """With the date set on the day in the plan itself, and every missing notice of it sent today."""
    dated = plan._replace(
        versions=tuple(
            each._replace(dates={**each.dates, milestone: on}) if each.name == item else each
            for each in plan.versions
        ),
        changes=tuple(
            each._replace(dates={**each.dates, milestone: on}) if each.name == item else each
            for each in plan.changes
        ),
    )
    constraints = hard_constraints(Schedule(dated, policy, as_of))
    slot = constraints.schedule.slots[constraints.schedule.index[item]].get(milestone)
    if slot is None:
        return False  # the version is withdrawn by then
    asking = [
        index
        for index, each in enumerate(constraints.all)
        if isinstance(each, NoticeConstraint) and each.slot == slot
    ]
    added = [
        Notice(1_000 + number, item, as_of, each.announces, each.channels)
        for number, each in enumerate(missing_notices(constraints, constraints.days, asking))
    ]
    constraints = hard_constraints(Schedule(dated._replace(notices=(*dated.notices, *added)), policy, as_of))
    return not any(
        hard_violation(constraints.all[index], constraints.schedule, constraints.days)
        for index in constraints.reading([slot])
    )


@settings(max_examples=40)
@given(cases(), st.data())
def test_the_earliest_day_is_the_first_of_all_days_that_is_legal(case: Case, data: st.DataObject) -> None:
    plan, policy = read(case)
    as_of = case.as_of.toordinal()
    item = data.draw(st.sampled_from(plan.items))
    known = policy.milestones_of("version" if item in plan.versions else "change")
    unset = [each.name for each in known if each.name not in item.dates]
    if not unset:
        return
    milestone = data.draw(st.sampled_from(unset))
    last = min(as_of + _SPAN, day("9999-12-31"))
    expected = next(
        (on for on in range(as_of, last + 1) if legal(plan, policy, as_of, item.name, milestone, on)), None
    )
    found = when(plan, policy, as_of, item.name, milestone)
    if expected is None:
        assert found.earliest is None or found.earliest > last
        return
    assert found.earliest == expected
    assert when(plan, policy, as_of, item.name, milestone, on=expected).would_do
    before = when(plan, policy, as_of, item.name, milestone, on=expected - 1)
    assert not before.would_do
    assert before.against or expected == as_of


def asked(item: str, milestone: str, on: str | None = None) -> Outlook:
    file = read_plan_file(str(CLIO))
    assert file.plan is not None
    assert file.policy is not None
    return when(file.plan, file.policy, day(AS_OF), item, milestone, on=None if on is None else day(on))


def test_the_sentence_says_what_must_go_out_and_which_period_is_over() -> None:
    assert sentence(asked("4.0.8", "deprecated")) == (
        "4.0.8 can be deprecated on 2027-02-19 if email goes out today; its support minimum ended 2024-02-21"
    )


def test_each_channel_has_its_own_last_day() -> None:
    assert [
        (each.channels, each.latest and iso(each.latest)) for each in asked("4.0.8", "deprecated").sendings
    ] == [
        (("email",), "2026-11-21"),
        (("docs",), "2027-02-18"),
    ]


def test_a_later_day_leaves_more_time_for_the_notice() -> None:
    found = asked("4.0.8", "deprecated", "2027-03-01")
    assert found.would_do
    assert sentence(found).startswith("4.0.8 can be deprecated on 2027-03-01 if email goes out by 2026-12-01")


def test_a_day_that_is_too_early_is_refused_with_the_rule_and_the_sum() -> None:
    found = asked("4.0.8", "deprecated", "2027-01-01")
    assert found.would_do is False
    assert [each.rule.id for each in found.against] == ["deprecation-notice"]
    assert found.earliest == day("2027-02-19")


def test_a_day_in_the_past_would_not_do() -> None:
    assert asked("4.0.8", "deprecated", "2026-11-20").would_do is False


def test_a_notice_that_the_plan_has_is_named_with_its_day() -> None:
    assert sentence(asked("4.0.12", "deprecated")) == (
        "4.0.12 can be deprecated on 2027-03-15 if the notice of 2026-12-15 by email and docs goes out"
        "; its support minimum ends 2027-01-06"
    )


def test_where_no_day_is_legal_the_rules_that_leave_none_are_named() -> None:
    found = asked("4.0.15", "deprecated")
    assert found.earliest is None
    assert sentence(found) == "4.0.15 can be deprecated on no day"
    assert {each.rule.id for each in found.before} == {"support-minimum"}


def test_a_version_that_was_withdrawn_can_have_no_date_and_the_reason_is_said() -> None:
    plan = read_plan_bytes("plan.toml", WITHDRAWN.encode())
    assert plan.plan is not None
    assert plan.policy is not None
    found = when(plan.plan, plan.policy, day("2026-11-21"), "1", "default")
    assert sentence(found) == "1 can be default on no day: it was withdrawn on 2026-05-06"
    before = when(plan.plan, plan.policy, day("2026-05-05"), "1", "default")
    assert sentence(before) == "1 can be default on no day"
