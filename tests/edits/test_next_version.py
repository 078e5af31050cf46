from planner.dates import iso
from planner.edits.next_version import add_next_version
from planner.engine.evaluate import check
from planner.plan import Plan, Version
from planner.policy import Policy
from tests.edits.plans import TWO_VERSIONS, errors, opened
from tests.engine.plans import AS_OF, day

COPPER = '[[version]]\nname = "v19"\ntrack = "SDK"\nreleased = 2026-09-01\n'


def added(plan: Plan, policy: Policy, track: str | None = None) -> tuple[Version, Plan]:
    new = add_next_version(plan, policy, day(AS_OF), track)
    return next(each for each in new.versions if each not in plan.versions), new


def test_the_next_version_of_clio_is_legal_from_the_first_day() -> None:
    plan, policy = opened()
    before = errors(plan, policy)
    newest, new = added(plan, policy)
    assert newest.name == "4.0.15"
    assert {name: iso(each) for name, each in newest.dates.items()} == {
        "released": "2026-12-01",  # not before its predecessor
        "default": "2027-02-21",  # the day after its predecessor's, and 90 days from now
    }
    (notice,) = (each for each in new.notices if each.item == "4.0.15")
    assert (notice.date, notice.told) == (day(AS_OF), None)
    assert (notice.announces, set(notice.channels)) == (("released", "default"), {"email", "docs"})
    assert errors(new, policy) == before


def test_ninety_days_of_notice_count_from_the_as_of_date() -> None:
    plan, policy = opened(TWO_VERSIONS.replace("2027-02-20", "2026-12-01"))
    newest, _ = added(plan, policy)
    assert newest.dates["default"] == day(AS_OF) + 90


def test_no_other_date_moves() -> None:
    plan, policy = opened()
    _, new = added(plan, policy)
    assert new.versions[: len(plan.versions)] == plan.versions
    assert new.notices[: len(plan.notices)] == plan.notices


def test_the_next_version_of_a_track_follows_that_track() -> None:
    plan, policy = opened(COPPER + '[[version]]\nname = "1.0"\ntrack = "Webhooks"\n', "copper")
    newest, new = added(plan, policy, "SDK")
    assert (newest.name, newest.track) == ("v20", "SDK")
    assert [each.name for each in new.versions] == ["v19", "v20", "1.0"]
    assert newest.dates == {"released": day(AS_OF)}
    assert [each.announces for each in new.notices] == [("released",)]


def test_the_first_version_of_a_plan() -> None:
    plan, policy = opened("")
    newest, new = added(plan, policy)
    assert newest.name == "v1"
    assert errors(new, policy) == []


def test_a_guessed_name_is_free() -> None:
    plan, policy = opened(TWO_VERSIONS + '[[change]]\nname = "4.0.15"\nkind = "add-endpoint"\n')
    assert added(plan, policy)[0].name == "4.0.16"


def test_rules_that_cannot_be_kept_leave_a_plan_with_findings() -> None:
    plan, policy = opened()
    far = plan.versions[-1]._replace(dates={"released": day("9999-12-31"), "default": day("9999-12-31")})
    newest, new = added(plan._replace(versions=(*plan.versions[:-1], far)), policy)
    assert newest.dates["released"] == day("9999-12-31")
    assert "default-sequence" in [each.rule.id for each in check(new, policy, day(AS_OF)).all]
