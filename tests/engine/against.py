"""Random cases through the real readers into the engine, and the engine's findings as the oracle has them."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from planner.dates import Day, to_date, to_day
from planner.engine.compile import Compiled, compile_plan
from planner.engine.judge import Judgement
from planner.engine.schedule import Schedule
from planner.engine.statement import Finding, Slot
from planner.files.plan_file import read_plan_bytes
from planner.plan import Plan
from planner.policy import Policy
from tests.oracle.strategies import Case, Move, dump


def read(case: Case) -> tuple[Plan, Policy]:
    with TemporaryDirectory() as folder:
        policy = Path(folder, "policy.toml")
        policy.write_text(dump(case.policy), encoding="utf-8")
        file = read_plan_bytes(str(Path(folder, "plan.toml")), dump(case.plan).encode(), str(policy))
    assert file.problems == ()
    assert file.policy_problems == ()
    assert file.plan is not None
    assert file.policy is not None
    return file.plan, file.policy


def compiled(case: Case) -> Compiled:
    plan, policy = read(case)
    return compile_plan(plan, policy, to_day(case.as_of))


def told(judgement: Judgement) -> list[dict[str, Any]]:
    return in_order([_told(judgement.compiled.schedule, finding) for finding in judgement.all])


def in_order(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(
        findings, key=lambda each: [str(each[key]) for key in ("item", "rule", "milestone", "date", "latest")]
    )


def _told(schedule: Schedule, finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule.id,
        "kind": finding.rule.kind,
        "severity": finding.severity,
        "item": schedule.items[finding.item].name,
        "item_type": schedule.item_type(finding.item),
        "track": schedule.tracks[finding.item],
        "milestone": finding.milestone,
        "date": _date(finding.date),
        "earliest": _date(finding.earliest),
        "latest": _date(finding.latest),
        "days": finding.days,
        "waived": None if finding.waived is None else finding.waived.note,
    }


def _date(day: Day | None) -> date | None:
    return None if day is None else to_date(day)


def slot_of(schedule: Schedule, plan: Plan, move: Move) -> Slot:
    if move.notice is None:
        assert move.item is not None
        assert move.milestone is not None
        return schedule.slots[schedule.index[move.item]][move.milestone]
    key = plan.notices[move.notice].key
    return next(slot for slot, owner in enumerate(schedule.owners) if owner.place == (key, "date"))
