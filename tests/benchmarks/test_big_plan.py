from benchmarks.big_plan import AS_OF, big_plan
from benchmarks.taskjuggler import project
from planner.dates import to_day
from planner.engine.evaluate import check
from planner.files.plan.file import read_plan_bytes


def test_the_big_plan_keeps_its_policy_and_is_as_large_as_it_says() -> None:
    read = read_plan_bytes("big.toml", big_plan(700).encode())
    assert read.diagnostics == ()
    assert read.plan is not None
    assert read.policy is not None
    assert len(read.plan.versions) == 700
    assert len(read.plan.notices) == 2100
    assert sum(len(version.dates) for version in read.plan.versions) == 2099
    assert check(read.plan, read.policy, to_day(AS_OF)).findings == {}
    assert 0 < sum(notice.told is not None for notice in read.plan.notices) < 2100


def test_taskjuggler_gets_the_same_dates_and_gaps() -> None:
    assert project(2).splitlines() == [
        'project plan "A big API" 2022-01-03 - 2023-06-17 { now 2026-11-21 }',
        'task v0 "4.0.0" {',
        '  task released "released" { milestone start 2022-01-03 }',
        '  task default "default" { milestone start 2022-05-03 depends !released { gapduration 90d } }',
        '  task deprecated "deprecated"'
        " { milestone start 2023-06-10 depends v1.default { gapduration 365d } }",
        "}",
        'task v1 "4.0.1" {',
        '  task released "released" { milestone start 2022-01-06 }',
        '  task default "default" { milestone start 2022-05-06 depends !released { gapduration 90d } }',
        "}",
    ]
    for line in ("released   = 2022-01-03", "default    = 2022-05-03", "deprecated = 2023-06-10"):
        assert f"\n{line}\n" in big_plan(2)
