"""Situations from public incidents and policies, each as a small plan with the right answer."""

from pathlib import Path

import pytest

from planner.dates import iso
from planner.engine.constraint import Finding
from planner.engine.evaluate import accept, check, preview
from planner.engine.phases import Timetable, phase_on, phases
from planner.engine.questions.agenda import agenda
from planner.engine.questions.explain import explain
from planner.engine.questions.objections import Objections
from planner.engine.questions.when import when
from planner.engine.requests import answer_on, unversioned_on
from planner.engine.schedule import Schedule
from planner.engine.solve.hard import hard_constraints
from planner.engine.solve.slack import Slack
from planner.files.plan.file import PlanFile, read_plan_bytes
from tests.engine.plans import day

HEAD = 'format = 1\nproduct = "P"\npolicy = "{}"\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(plan: str, policy: str = "clio") -> PlanFile:
    """Read a plan under a preset, or under a policy that is given as its text."""
    if "\n" in policy:
        Path("policy.toml").write_text(f'format = 1\nname = "written"\n{policy}', encoding="utf-8")
        policy = "./policy.toml"
    file = read_plan_bytes("plan.toml", (HEAD.format(policy) + plan).encode())
    assert file.policy_diagnostics == file.diagnostics == ()
    return file


def found(file: PlanFile, as_of: str) -> list[Finding]:
    assert file.plan is not None
    assert file.policy is not None
    return check(file.plan, file.policy, day(as_of)).all


def told(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(each.rule.id, each.severity) for each in findings]


def bounds(findings: list[Finding]) -> list[tuple[str, int | None, str | None]]:
    return [
        (each.rule.id, each.days, None if each.earliest is None else iso(each.earliest)) for each in findings
    ]


def scheduled(file: PlanFile, as_of: str) -> Schedule:
    assert file.plan is not None
    assert file.policy is not None
    return Schedule(file.plan, file.policy, day(as_of))


ROLLED_BACK = """
judge_from = 2026-06-15
[[version]]
name = "v1"
released = 2023-01-10
default = 2026-06-20
deprecated = 2027-07-01
[[notice]]
version = "v1"
announces = ["deprecated", "default"]
date = 2026-03-02
channels = ["email", "docs"]
told = { deprecated = 2027-07-01 }
[[version]]
name = "v3"
released = 2026-03-02
default = 2026-06-08
[[notice]]
version = "v3"
announces = ["released", "default"]
date = 2026-03-02
channels = ["email", "docs"]
told = { released = 2026-03-02, default = 2026-06-08 }
"""


def test_a_default_that_was_rolled_back_may_not_retire_without_a_successor(folder: Path) -> None:
    file = read(ROLLED_BACK)
    (finding,) = [each for each in found(file, "2026-06-20") if each.rule.id == "default-served"]
    assert (finding.severity, finding.milestone, finding.earliest) == ("error", "deprecated", None)
    schedule = scheduled(file, "2026-06-20")
    assert unversioned_on(schedule, schedule.days, None, day("2027-07-02")).item == 0
    slot = schedule.slots[0]["deprecated"]
    explained = explain(hard_constraints(schedule), schedule.days, slot)
    assert explained.latest[0].fact == "open", "served moves nothing"
    assert file.plan is not None
    assert file.policy is not None
    outlook = when(file.plan, file.policy, day("2026-06-20"), "v1", "deprecated")
    assert (outlook.answer, [each.rule.id for each in outlook.objections]) == (None, ["default-served"])


def test_a_date_is_allowed_from_the_day_on_which_another_version_gets_the_default(folder: Path) -> None:
    later = '[[version]]\nname = "v4"\nreleased = 2027-08-01\ndefault = 2027-09-01\n'
    file = read(ROLLED_BACK + later)
    assert file.plan is not None
    assert file.policy is not None
    as_of, asked = day("2026-06-20"), day("2027-08-01")
    outlook = when(file.plan, file.policy, as_of, "v1", "deprecated", on=asked)
    assert [each.rule.id for each in outlook.objections] == ["default-served"]
    assert outlook.answer == day("2027-09-01")
    kept = when(file.plan, file.policy, as_of, "v1", "deprecated", on=day("2027-09-01"))
    assert (kept.answer, kept.objections) == (kept.asked, ())


def test_a_default_that_slips_past_the_end_of_the_one_before_has_no_slack_left(folder: Path) -> None:
    policy = BARE.replace('"latest"', '"default"') + (
        '[[milestone]]\nname = "default"\nrole = "default"\nexclusive = true\nafter = "released"\n'
        '[[rule]]\nid = "served"\nkind = "served"\n'
    )
    plan = """
[[version]]
name = "1"
released = 2026-01-01
default = 2026-01-01
retired = 2027-06-01
[[version]]
name = "2"
released = 2027-01-01
default = 2027-05-01
"""
    file = read(plan, policy)
    assert file.plan is not None
    assert file.policy is not None
    evaluation = check(file.plan, file.policy, day("2026-06-20"))
    assert evaluation.all == []
    schedule = evaluation.compiled.schedule
    ends = Objections(evaluation, schedule.slots[0]["retired"], ("error",))
    assert ends.first_day(day("2026-06-20"), lambda each: each) == day("2027-05-01")
    switch = schedule.slots[1]["default"]
    later = Objections(evaluation, switch, ("error",)).slack(Slack(None, ()))
    assert (later.days, [each.rule.id for each in later.breaks]) == (31, ["served"])


TAKEN_BACK = """
judge_from = 2026-01-01
[[version]]
name = "v3"
track = "Developer API"
released = 2015-03-02
[[notice]]
version = "v3"
announces = ["deprecated", "removed"]
date = 2026-01-12
channels = ["docs", "support-article", "email"]
told = { deprecated = 2026-01-12, removed = 2026-12-31 }
[[notice]]
version = "v3"
withdraws = ["deprecated", "removed"]
"""
PROMISES = """
[[milestone]]
name = "released"
role = "released"
[[milestone]]
name = "deprecated"
role = "deprecated"
[[milestone]]
name = "removed"
role = "retired"
[channels]
docs = "Docs"
support-article = "Article"
email = "Email"
[[rule]]
id = "promise"
kind = "promise"
"""
EVERY = '["docs", "support-article", "email"]'


def test_a_withdrawal_that_is_planned_makes_the_promise_an_info(folder: Path) -> None:
    plan = f"{TAKEN_BACK}date = 2026-06-08\nchannels = {EVERY}\n"
    assert told(found(read(plan, PROMISES), "2026-06-01")) == [("promise", "info")] * 2


@pytest.mark.parametrize("policy", [PROMISES, "copper"])
def test_a_deprecation_that_every_channel_took_back_is_settled(folder: Path, policy: str) -> None:
    plan = f"{TAKEN_BACK}date = 2026-05-04\nchannels = {EVERY}\ntold = {{}}\n"
    assert found(read(plan, policy), "2026-06-01") == []


@pytest.mark.parametrize("policy", [PROMISES, "copper"])
def test_a_channel_that_did_not_take_it_back_is_named(folder: Path, policy: str) -> None:
    plan = f'{TAKEN_BACK}date = 2026-05-04\nchannels = ["docs", "email"]\ntold = {{}}\n'
    findings = found(read(plan, policy), "2026-06-01")
    assert ("promise", "error") in told(findings)
    assert {each.channels for each in findings} == {("support-article",)}


MOVED = """
judge_from = 2026-06-01
[[version]]
name = "2"
released = 2026-09-01
default = 2027-04-01
[[notice]]
version = "2"
announces = ["released", "default"]
date = 2026-08-17
channels = ["email", "docs"]
told = { released = 2026-09-01, default = 2027-01-11 }
"""
CORRECTED = """
[[notice]]
version = "2"
announces = ["default"]
date = 2026-11-02
channels = ["docs"]
told = { default = 2027-04-01 }
"""


def test_a_correction_by_one_of_two_channels_leaves_the_other_wrong(folder: Path) -> None:
    (finding,) = found(read(MOVED + CORRECTED), "2026-11-21")
    assert (finding.rule.id, finding.severity, finding.days) == ("promise", "warning", 80)
    assert finding.channels == ("email",)


def test_a_date_that_moved_after_it_was_told_is_owed_a_correction_until_the_day_told(folder: Path) -> None:
    file = read(MOVED)
    assert file.plan is not None
    assert file.policy is not None
    listed = agenda(file.plan, file.policy, day("2026-11-21"), day("2027-12-31"))
    (owed,) = [each for each in listed if each.correction]
    assert (owed.channels, iso(owed.day), owed.about[0].milestones) == (
        ("email", "docs"),
        "2027-01-11",
        ("default",),
    )
    first, *_ = agenda(file.plan, file.policy, day("2027-02-01"), day("2027-12-31"))
    assert (first.correction, first.overdue, iso(first.day)) == (True, True, "2027-02-01")


BARE = """
unversioned = "latest"
[[milestone]]
name = "released"
role = "released"
[[milestone]]
name = "deprecated"
role = "deprecated"
[[milestone]]
name = "retired"
role = "retired"
"""
TWO_LIVES = """
[[version]]
name = "1"
released = 2024-01-01
deprecated = 2025-01-01
retired = 2026-01-01
[[version]]
name = "2"
released = 2025-01-01
"""


def test_milestones_without_words_have_phases_by_their_labels_and_answer_by_their_roles(folder: Path) -> None:
    schedule = scheduled(read(TWO_LIVES, BARE), "2026-07-02")
    states = [
        (phase and phase.name, answer_on(schedule, schedule.days, 0, day(on)))
        for on in ("2024-06-01", "2025-06-01", "2026-07-02")
        for phase in [phase_on(schedule, schedule.days, 0, day(on))]
    ]
    assert states == [
        ("released", "answers"),
        ("deprecated", "answers"),
        ("retired", "does not answer"),
    ]
    last = phase_on(schedule, schedule.days, 0, day("2026-07-02"))
    assert last is not None
    assert last.role == "retired", "a bar of this role is not drawn"
    assert unversioned_on(schedule, schedule.days, None, day("2026-07-02")).item == 1


def test_a_retired_version_answers_no_more_though_only_the_release_has_words(folder: Path) -> None:
    words = 'role = "released"\nphase = "Supported"\nanswers = "200 OK"\n'
    policy = BARE.replace('role = "released"\n', words)
    schedule = scheduled(read(TWO_LIVES, policy), "2026-07-02")
    assert answer_on(schedule, schedule.days, 0, day("2025-06-01")) == "200 OK"
    assert answer_on(schedule, schedule.days, 0, day("2026-07-02")) == "does not answer"


MINORS = """
unversioned = "latest"
[[milestone]]
name = "released"
role = "released"
[[milestone]]
name = "ended"
role = "retired"
[fields.sort]
of = ["version"]
one_of = ["minor", "patch"]
default = "minor"
[[rule]]
id = "n-minus-2"
kind = "gap"
from = "released"
to = "ended"
at_least = "3 releases"
among = { sort = "minor" }
"""


def minors(end: str, **more: str) -> str:
    text = f'[[version]]\nname = "1.30"\nreleased = 2026-01-12\nended = {end}\n'
    return text + "".join(f'[[version]]\nname = "{name}"\n{lines}\n' for name, lines in more.items())


PATCH = 'sort = "patch"\nreleased = '
LINE = {"1.30.1": PATCH + "2026-02-02", "1.31": "released = 2026-04-13", "1.31.1": PATCH + "2026-04-20"}


def test_patches_do_not_count_as_releases(folder: Path) -> None:
    file = read(minors("2026-06-01", **LINE, **{"1.32": "released = 2026-07-13"}), MINORS)
    (finding,) = found(file, "2026-11-21")
    assert (finding.earliest, finding.days) == (None, None)
    assert "fewer than 3 releases are planned" in finding.reason.message


def test_a_version_that_was_withdrawn_does_not_count_as_a_release(folder: Path) -> None:
    withdrawn = "released = 2026-07-13\nwithdrawn = 2026-07-15"
    more = {"1.31": "released = 2026-04-13", "1.32": withdrawn, "1.33": "released = 2026-10-12"}
    file = read(minors("2026-10-19", **more), MINORS)
    (finding,) = found(file, "2026-11-21")
    assert "fewer than 3 releases" in finding.reason.message
    more["1.34"] = "released = 2026-10-19"
    assert found(read(minors("2026-10-19", **more), MINORS), "2026-11-21") == []


def test_the_next_version_skips_previews(folder: Path) -> None:
    policy = """
[[milestone]]
name = "released"
role = "released"
[[milestone]]
name = "retired"
role = "retired"
[fields.stage]
of = ["version"]
one_of = ["ga", "preview"]
[[rule]]
id = "three-years"
kind = "gap"
from = "next.released"
to = "retired"
at_least = "3 years"
when = { stage = "ga" }
among = { stage = "ga" }
"""
    plan = """
[[version]]
name = "2023-01-01"
stage = "ga"
released = 2023-01-01
retired = 2026-06-01
[[version]]
name = "2023-05-01-preview"
stage = "preview"
released = 2023-05-01
retired = 2024-06-01
[[version]]
name = "2024-01-01"
stage = "ga"
released = 2024-01-01
"""
    assert bounds(found(read(plan, policy), "2025-01-01")) == [("three-years", 214, "2027-01-01")]


def test_a_promise_may_hold_only_for_versions_released_from_a_day_on(folder: Path) -> None:
    policy = """
[[milestone]]
name = "released"
role = "released"
[[milestone]]
name = "eol"
role = "retired"
[[rule]]
id = "five-years"
kind = "gap"
from = "released"
to = "eol"
at_least = "5 years"
effective_from = 2026-10-01
effective_by = "released"
"""
    plan = '[[version]]\nname = "24"\nreleased = {}\neol = 2028-04-30\n'
    assert found(read(plan.format("2025-05-06"), policy), "2026-11-21") == []
    assert told(found(read(plan.format("2026-10-01"), policy), "2026-11-21")) == [("five-years", "error")]


def test_a_day_of_a_quarter_rolls_to_the_next_working_day(folder: Path) -> None:
    policy = """
[[milestone]]
name = "effective"
of = "change"
[[rule]]
id = "enforcement-day"
kind = "calendar"
of = "change"
weekdays = ["mon", "tue", "wed", "thu", "fri"]
days = ["10 jan", "10 apr", "10 jul", "10 oct"]
roll = "next"
"""
    plan = '[[change]]\nname = "c"\nkind = "k"\neffective = {}\n'
    assert found(read(plan.format("2026-10-12"), policy), "2026-07-01") == []
    late = found(read(plan.format("2026-10-13"), policy), "2026-07-01")
    assert bounds(late) == [("enforcement-day", 90, "2027-01-11")]


def test_three_months_later_on_the_last_weekday_counts_calendar_months(folder: Path) -> None:
    policy = """
[[milestone]]
name = "released"
role = "released"
[[milestone]]
name = "deprecated"
role = "deprecated"
[[milestone]]
name = "sunset"
role = "retired"
[[rule]]
id = "three-more"
kind = "gap"
from = "deprecated"
to = "sunset"
at_least = "3 calendar months"
[[rule]]
id = "month-end"
kind = "calendar"
milestones = ["deprecated", "sunset"]
days = ["last weekday of month"]
"""
    rows = [
        ("2026-02-27", "2026-05-29"),
        ("2026-05-29", "2026-08-31"),
        ("2026-08-31", "2026-11-30"),
        ("2026-11-30", "2027-02-26"),
        ("2027-02-26", "2027-05-31"),
    ]
    plan = "".join(
        f'[[version]]\nname = "{index}"\ndeprecated = {start}\nsunset = {end}\n'
        for index, (start, end) in enumerate(rows)
    )
    assert found(read(plan, policy), "2026-01-01") == []
    sooner = plan.replace("sunset = 2027-02-26", "sunset = 2027-01-29")
    assert [each.rule.id for each in found(read(sooner, policy), "2026-01-01")] == ["three-more"]


def test_one_mail_fourteen_months_ahead_is_no_reminder(folder: Path) -> None:
    policy = """
[[milestone]]
name = "released"
role = "released"
[[milestone]]
name = "retired"
role = "retired"
[channels]
email = "Email"
[[rule]]
id = "final-reminder"
kind = "notice"
milestone = "retired"
at_least = "14 days"
at_most = "30 days"
channels = ["email"]
"""
    plan = """
[[version]]
name = "v1"
retired = 2024-10-01
[[notice]]
version = "v1"
announces = ["retired"]
date = 2023-08-01
channels = ["email"]
told = { retired = 2024-10-01 }
"""
    (finding,) = found(read(plan, policy), "2024-09-16")
    assert (finding.earliest, finding.latest, finding.days, finding.channels) == (
        None,
        None,
        None,
        ("email",),
    )
    assert finding.reason.message == (
        "v1 retired 2024-10-01 is not announced in time: announce it by email from 2024-09-16 to 2024-09-17"
    )
    (past,) = found(read(plan, policy), "2024-09-20")
    assert past.reason.message == (
        "v1 retired 2024-10-01 was not announced by email from 2024-09-01 to 2024-09-17"
    )
    file = read(plan, policy)
    assert file.plan is not None
    assert file.policy is not None
    (reminder, _) = agenda(file.plan, file.policy, day("2024-08-01"), day("2024-12-31"))
    assert (reminder.missing, reminder.latest and iso(reminder.latest)) == (True, "2024-09-17")


def test_regions_that_switch_in_either_order_are_parallel(folder: Path) -> None:
    policy = """
[[milestone]]
name = "released"
role = "released"
[[milestone]]
name = "default_us"
parallel = true
[[milestone]]
name = "default_eu"
parallel = true
[[milestone]]
name = "default"
role = "default"
exclusive = true
"""
    plan = """
[[version]]
name = "1.29"
released = 2024-03-05
default_eu = 2024-05-06
default_us = 2024-05-20
default = 2024-06-03
"""
    assert found(read(plan, policy), "2024-06-15") == []
    assert told(found(read(plan.replace("2024-06-03", "2024-05-10"), policy), "2024-06-15")) == [
        ("order", "error")
    ]


def test_moving_a_date_of_a_withdrawn_version_across_that_day_is_judged_as_a_plan_with_that_date(
    folder: Path,
) -> None:
    plan = """
[[version]]
name = "1"
released = 2025-01-06
withdrawn = 2026-05-04
default = {}
[[version]]
name = "2"
released = 2026-06-01
"""
    before, after = (read(plan.format(on)) for on in ("2026-06-01", "2026-04-06"))
    assert before.plan is not None
    assert before.policy is not None
    evaluation = check(before.plan, before.policy, day("2026-01-05"))
    schedule = evaluation.compiled.schedule
    slot = schedule.written[0]["default"]
    moved = accept(evaluation, preview(evaluation, {slot: day("2026-04-06")}))
    assert [(each.rule.id, each.reason.message) for each in moved.all] == [
        (each.rule.id, each.reason.message) for each in found(after, "2026-01-05")
    ]
    back = accept(moved, preview(moved, {slot: day("2026-06-01")}))
    assert [each.reason.message for each in back.all] == [each.reason.message for each in evaluation.all]


def test_a_version_that_was_withdrawn_gives_the_default_back_and_says_so(folder: Path) -> None:
    plan = """
[[version]]
name = "1"
released = 2025-01-06
default = 2025-06-02
[[version]]
name = "2"
released = 2026-01-05
default = 2026-05-04
withdrawn = 2026-05-06
"""
    schedule = scheduled(read(plan), "2026-05-06")
    holders = [
        unversioned_on(schedule, schedule.days, None, day(on)).item for on in ("2026-05-05", "2026-05-06")
    ]
    assert holders == [1, 0]
    gone = phase_on(schedule, schedule.days, 1, day("2026-05-06"))
    assert gone is not None
    assert (gone.name, answer_on(schedule, schedule.days, 1, day("2026-05-06"))) == ("withdrawn", "410 Gone")
    life = phases(schedule, Timetable(schedule, schedule.days), 0)
    names = [(iso(each.start), each.name) for each in life]
    assert names == [
        ("2025-01-06", "Supported"),
        ("2025-06-02", "Default"),
        ("2026-05-04", "Supported"),
        ("2026-05-06", "Default"),
    ]
