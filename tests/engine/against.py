"""Random cases through the real readers into the engine, and the engine's findings as the oracle has them."""

import atexit
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from planner.dates import Day, to_date, to_day
from planner.engine.compile import Constraints, compile_plan
from planner.engine.constraint import Finding, Slot
from planner.engine.evaluate import Evaluation
from planner.engine.schedule import Schedule
from planner.files.plan.file import read_plan_bytes
from planner.plan import Plan
from planner.policy import Policy
from tests.oracle.strategies import Case, Move, dump


@cache
def _folder() -> TemporaryDirectory[str]:
    """Return the folder of the case that is read; to make one for each takes as long as to read it."""
    folder = TemporaryDirectory(prefix="planner-case-")
    atexit.register(folder.cleanup)
    return folder


def read(case: Case) -> tuple[Plan, Policy]:
    policy = Path(_folder().name, "policy.toml")
    policy.write_text(dump(case.policy), encoding="utf-8")
    file = read_plan_bytes(str(policy.with_name("plan.toml")), dump(case.plan).encode(), str(policy))
    assert file.diagnostics == ()
    assert file.policy_diagnostics == ()
    assert file.plan is not None
    assert file.policy is not None
    return file.plan, file.policy


def compiled(case: Case) -> Constraints:
    plan, policy = read(case)
    return compile_plan(plan, policy, to_day(case.as_of))


def told(evaluation: Evaluation) -> list[dict[str, Any]]:
    return in_order([_told(evaluation.compiled.schedule, finding) for finding in evaluation.all])


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
        "channels": finding.channels,
        "waived": None if finding.waived is None else finding.waived.note,
    }


def _date(day: Day | None) -> date | None:
    return None if day is None else to_date(day)


def slot_of(schedule: Schedule, plan: Plan, move: Move) -> Slot:
    if move.notice is None:
        assert move.item is not None
        assert move.milestone is not None
        return schedule.written[schedule.index[move.item]][move.milestone]
    key = plan.notices[move.notice].key
    return next(slot for slot, owner in enumerate(schedule.owners) if owner.place == (key, "date"))
