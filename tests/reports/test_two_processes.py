"""A large folder is judged in two processes, and the report is the one that a single process gives."""

import os
from pathlib import Path

import pytest

from planner.dates import Day
from planner.reports import render
from planner.reports.check import two_processes
from planner.reports.check.gather import gather
from planner.reports.check.report import PlanReport, Report
from planner.reports.look import ReportStyle

AS_OF: Day = 739_941
PLAN = """\
format  = 1
product = "Widgets API {number}"
policy  = "{policy}"

[[version]]
name     = "1.0"
released = 2026-12-01
default  = 2026-12-{day:02}

[[waiver]]
rule    = "release-announced"
version = "1.0"
reason  = "security"
note    = "A hole was closed."
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four plans with violations, one of them by a policy that does not exist."""
    for number in range(5):
        policy = "nowhere" if number == 3 else "clio"
        text = PLAN.format(number=number, policy=policy, day=10 + number)
        (tmp_path / f"{number}.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(two_processes, "LEAST", 2)
    return tmp_path


def _written(report: Report) -> list[str]:
    return [render(report, output_format, ReportStyle()) for output_format in ("full", "json")]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("processors", [1, 2])
def test_two_processes_give_the_report_of_one(
    folder: Path, processors: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    forks: list[int] = []
    fork = os.fork

    def forked() -> int:
        forks.append(1)
        return fork()

    monkeypatch.setattr(two_processes, "_has_two_processors", lambda: processors == 2)
    alone = gather([str(folder)], AS_OF)
    monkeypatch.setattr(os, "fork", forked)
    together = gather([str(folder)], AS_OF, in_two=True)
    assert len(forks) == processors - 1
    assert _written(together) == _written(alone)
    assert "default-notice" in _written(alone)[0]
    assert "unknown-policy" in _written(alone)[0]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_plans_that_the_second_process_cannot_judge_are_judged_by_the_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = os.getpid()

    def judge(path: str) -> PlanReport:
        if os.getpid() != first:
            raise MemoryError
        return PlanReport(path=path)

    monkeypatch.setattr(two_processes, "LEAST", 2)
    monkeypatch.setattr(two_processes, "_has_two_processors", lambda: True)
    reports = two_processes.judge_in_two(["a", "b", "c"], judge)
    assert [each.path for each in reports] == ["a", "b", "c"]


def test_the_python_interface_starts_no_process(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("it may run in a program that has threads"))
    assert len(gather([str(folder)], AS_OF).plans) == 5
