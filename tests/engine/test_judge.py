"""Judging again only what reads a moved date; waivers and `yields_to` on the way."""

from pathlib import Path

import pytest

from planner.engine.constraint import Days, Finding
from planner.engine.evaluate import accept, preview, preview_steps
from tests.engine.plans import day, judged, of_rule

VERSIONS = "".join(
    f"""
[[version]]
name = "v{index}"
released = 20{27 + index}-01-01
default = 20{27 + index}-05-01
deprecated = 20{30 + index}-05-01

[[notice]]
version = "v{index}"
announces = ["released", "default", "deprecated"]
date = 20{26 + index}-12-01
channels = ["email", "docs"]
"""
    for index in range(20)
)


def test_a_preview_judges_only_the_statements_that_read_the_moved_date() -> None:
    evaluation = judged(VERSIONS)
    compiled = evaluation.compiled
    slot = compiled.schedule.slots[10]["default"]
    moved = preview(evaluation, {slot: day("2037-06-01")})
    reading = {index for index, each in enumerate(compiled.all) if slot in set(each.reads())}
    assert set(moved.found) == reading
    # Two orders, its own five rules of the default, the next default's sequence, the previous support's two.
    assert len(reading) < 15
    assert len(compiled.all) > 200


def test_a_preview_leaves_the_judgement_as_it_was() -> None:
    evaluation = judged(VERSIONS)
    before = (Days(evaluation.days), evaluation.all)
    slot = evaluation.compiled.schedule.slots[3]["default"]
    preview(evaluation, {slot: day("2027-01-01")})
    assert (evaluation.days, evaluation.all) == before


def test_between_two_steps_of_a_preview_every_date_is_where_it_was() -> None:
    evaluation = judged(VERSIONS)
    schedule = evaluation.compiled.schedule
    before = Days(evaluation.days)
    moves = {slots["default"]: before[slots["default"]] + 40 for slots in schedule.slots[:20]}
    steps = preview_steps(evaluation, moves)
    stood_still = [evaluation.days == before for _ in steps]
    assert len(stood_still) > 1
    assert all(stood_still)


def test_a_preview_speaks_of_no_item_of_which_nothing_is_told_before_or_now() -> None:
    evaluation = judged(VERSIONS)
    schedule = evaluation.compiled.schedule
    quiet = next(item for item in range(5, 20) if item not in evaluation.findings)
    slot = schedule.slots[quiet]["released"]
    moved = preview(evaluation, {slot: evaluation.days[slot] + 1})
    assert quiet not in moved.findings


def test_an_accepted_preview_equals_judging_the_moved_plan() -> None:
    evaluation = judged(VERSIONS)
    schedule = evaluation.compiled.schedule
    moved = accept(evaluation, preview(evaluation, {schedule.slots[3]["default"]: day("2033-05-01")}))
    again = judged(VERSIONS.replace("default = 2030-05-01", "default = 2033-05-01"))
    assert [_plain(each) for each in moved.all] == [_plain(each) for each in again.all]
    assert moved.all != evaluation.all


def _plain(finding: Finding) -> tuple[object, ...]:
    return (finding.rule.id, finding.item, finding.milestone, finding.date, finding.earliest, finding.reason)


WAIVED = """
[[version]]
name = "a"
released = 2026-12-01
default = 2027-01-10

[[notice]]
version = "a"
announces = ["released", "default"]
date = 2026-11-25
channels = ["email", "docs"]

[[waiver]]
rule = ["default-notice", "default-after-release"]
version = "a"
reason = "security"
note = "A hole."
allows = 2027-01-10
"""


def test_a_waiver_covers_the_date_that_was_agreed_and_no_earlier_one() -> None:
    evaluation = judged(WAIVED)
    assert {each.rule.id for each in evaluation.all} == {"default-notice", "default-after-release"}
    assert all(each.waived for each in evaluation.all)
    slot = evaluation.compiled.schedule.slots[0]["default"]
    (earlier,) = preview(evaluation, {slot: day("2027-01-09")}).findings.values()
    assert [(each.rule.id, each.waived) for each in earlier if each.rule.id == "default-notice"] == [
        ("default-notice", None)
    ]


def test_a_rule_is_silent_where_the_rule_that_it_yields_to_is_broken() -> None:
    evaluation = judged(WAIVED.split("[[waiver]]", maxsplit=1)[0])
    assert [each.rule.id for each in evaluation.all] == ["default-notice"]


@pytest.mark.parametrize("expires", ["2027-01-10", "2027-01-09"])
def test_a_waiver_covers_dates_up_to_the_day_that_it_expires(expires: str) -> None:
    evaluation = judged(WAIVED + f"expires = {expires}\n")
    expired = of_rule(evaluation, "waiver-expired")
    assert len(expired) == (1 if expires == "2027-01-09" else 0)


def test_the_engine_reads_neither_clock_nor_file_nor_terminal() -> None:
    engine = Path(__file__).parents[2] / "planner" / "engine"
    for path in engine.rglob("*.py"):
        text = path.read_text()
        for word in ("today(", "now(", "open(", "print(", "import os", "import sys", "import time"):
            assert word not in text, (path.name, word)


def test_no_tolerance_makes_up_for_a_sum_past_the_calendar(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text(
        'format = 1\nname = "p"\n[[milestone]]\nname = "a"\n[[milestone]]\nname = "b"\n'
        '[[rule]]\nid = "g"\nkind = "gap"\nfrom = "a"\nto = "b"\nat_least = "1 day"\ntolerance = "1 day"\n'
    )
    last = '[[version]]\nname = "v"\na = 9999-12-31\nb = 9999-12-31\n'
    (finding,) = judged(last, policy=str(policy)).all
    assert (finding.earliest, finding.days) == (None, None)
