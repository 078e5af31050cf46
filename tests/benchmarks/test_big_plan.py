from benchmarks.big_plan import AS_OF, big_plan
from benchmarks.taskjuggler import project
from planner.dates import to_day
from planner.engine.judge import check
from planner.files.plan_file import read_plan_bytes


def test_the_big_plan_keeps_its_policy_and_is_as_large_as_it_says() -> None:
    read = read_plan_bytes("big.toml", big_plan(400).encode())
    assert read.problems == ()
    assert read.plan is not None
    assert read.policy is not None
    assert len(read.plan.versions) == 400
    assert len(read.plan.notices) == 1200
    assert sum(len(version.dates) for version in read.plan.versions) == 1199
    assert check(read.plan, read.policy, to_day(AS_OF)).findings == {}
    assert 0 < sum(notice.told is not None for notice in read.plan.notices) < 1200


def test_taskjuggler_gets_the_same_dates() -> None:
    lines = project(2).splitlines()
    assert lines[0] == 'project plan "A big API" 2022-01-03 - 2023-06-17 { now 2026-11-21 }'
    assert (
        '  task default "default" { milestone start 2022-05-03 depends !released { gapduration 90d } }'
        in lines
    )
    assert (
        '  task deprecated "deprecated" { milestone start 2023-06-10 depends v1.default { gapduration 365d } }'
        in lines
    )
    assert big_plan(2).count("deprecated = 2023-06-10") == 1
