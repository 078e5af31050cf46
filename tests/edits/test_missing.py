import pytest

from planner.dates import Duration
from planner.edits import notices
from planner.edits.missing import DateProposal, Missing, missing, propose_date
from planner.engine.compile import compile_plan
from planner.engine.constraint import Place
from planner.engine.rules.notice_constraint import NoticeGiven
from planner.plan import Notice, Plan
from planner.policy import Policy, Rule
from tests.edits.plans import TWO_VERSIONS, errors, opened, version
from tests.engine.plans import AS_OF, day


def missing_of(plan: Plan, policy: Policy, name: str) -> Missing:
    constraints = compile_plan(plan, policy, day(AS_OF))
    return missing(constraints, constraints.days, constraints.schedule.index[name])


def told(notice: Notice) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return notice.announces, notice.channels


def test_milestones_without_a_date_are_missing() -> None:
    found = missing_of(*opened(), "4.0.13")
    assert [each.name for each in found.milestones] == ["deprecated"]


def test_what_is_announced_is_not_missing() -> None:
    assert missing_of(*opened(), "4.0.14").notices == ()


def test_a_notice_is_missing_for_what_a_rule_asks_and_none_announces() -> None:
    plan, policy = opened(TWO_VERSIONS)
    plan = notices.delete(plan, plan.notices[0].key)
    (notice,) = missing_of(plan, policy, "4.0.14").notices
    assert told(notice) == (("released", "default"), ("email", "docs"))
    assert (notice.item, notice.date, notice.told) == ("4.0.14", day(AS_OF), None)
    assert errors(notices.add(plan, notice), policy) == errors(*opened())


def test_channels_that_lack_different_milestones_need_different_notices() -> None:
    plan, policy = opened()
    only_release_by_mail = plan.notices[0]._replace(announces=("released",), channels=("email",), name=None)
    plan = plan._replace(notices=(only_release_by_mail,))
    found = {told(each) for each in missing_of(plan, policy, "4.0.14").notices}
    assert found == {(("default",), ("email",)), (("released", "default"), ("docs",))}


def test_what_would_be_announced_only_later_is_said_along() -> None:
    plan, policy = opened()
    later = plan.notices[0]._replace(announces=("default",), date=day(AS_OF) + 9, name=None)
    (notice,) = missing_of(plan._replace(notices=(later,)), policy, "4.0.14").notices
    assert told(notice) == (("released", "default"), ("email", "docs"))


def test_history_lacks_nothing() -> None:
    plan, policy = opened()
    assert missing_of(plan._replace(notices=()), policy, "4.0.13").notices == ()


def test_a_rule_without_channels_is_content_with_one_that_is_used_anyway() -> None:
    plan, policy = opened()
    given = NoticeGiven(milestone="default", announcing="default", at_least=Duration(0, "day"), channels=())
    rules = (Rule("announced", "notice", given),)
    plan = plan._replace(notices=())
    (notice,) = missing_of(plan, policy._replace(rules=rules), "4.0.14").notices
    assert told(notice) == (("default",), ("email",))
    (notice,) = missing_of(plan, policy._replace(rules=rules, channels={}), "4.0.14").notices
    assert told(notice) == (("default",), ())


def proposed(plan: Plan, policy: Policy, milestone: str) -> DateProposal:
    return propose_date(plan, policy, day(AS_OF), Place(0, milestone))


@pytest.mark.parametrize("next_default", ["2027-02-20", "2027-06-30"])
def test_a_date_that_was_missing_is_set_on_its_earliest_legal_day(next_default: str) -> None:
    plan, policy = opened(TWO_VERSIONS.replace("2027-02-20", next_default))
    new = proposed(plan, policy, "deprecated").plan
    assert version(new, "4.0.13").dates["deprecated"] == day(next_default.replace("2027", "2028"))
    assert [each.dates for each in new.versions[1:]] == [each.dates for each in plan.versions[1:]]


def test_the_notices_that_a_new_date_needs_are_added_with_it() -> None:
    plan, policy = opened('[[version]]\nname = "1"\nreleased = 2026-12-01\n')
    found = proposed(plan, policy, "default")
    assert version(found.plan, "1").dates["default"] == day(AS_OF) + 90
    assert [told(each) for each in found.notices] == [(("default",), ("email", "docs"))]
    assert [told(each) for each in found.plan.notices] == [(("default",), ("email", "docs"))]
    assert not any("default" in each for each in errors(found.plan, policy))


def test_only_the_notices_of_the_new_date_are_added() -> None:
    plan, policy = opened('[[version]]\nname = "1"\nreleased = 2026-12-01\n')
    assert missing_of(plan, policy, "1").notices, "the release is not announced either"
    assert all("released" not in each.announces for each in proposed(plan, policy, "default").notices)


def test_a_date_for_which_no_day_is_legal_is_not_proposed_as_legal() -> None:
    plan, policy = opened('[[version]]\nname = "1"\ndefault = 2026-01-06\n')
    found = proposed(plan, policy, "released")
    assert found.legal.earliest is None
    assert [each.rule.id for each in found.legal.contradiction] == ["order"]


def test_without_a_bound_the_earliest_day_is_the_as_of_date() -> None:
    plan, policy = opened('[[version]]\nname = "1"\n')
    new = proposed(plan, policy._replace(rules=()), "deprecated").plan
    assert version(new, "1").dates == {"deprecated": day(AS_OF)}


def test_a_withdrawn_version_is_offered_no_milestones_and_one_to_be_withdrawn_only_what_it_lacks() -> None:
    text = '[[version]]\nname = "1"\nreleased = 2026-02-02\nwithdrawn = 2026-05-06\ndefault = 2026-06-01\n'
    plan, policy = opened(text)
    for as_of, expected in (("2026-05-06", []), ("2026-05-05", ["deprecated"])):
        constraints = compile_plan(plan, policy, day(as_of))
        offered = missing(constraints, constraints.days, 0).milestones
        assert [each.name for each in offered] == expected
