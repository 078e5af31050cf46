from pathlib import Path

import pytest

from planner.reports.check.report import FileError, PlanReport, Report
from planner.reports.check.rooted import rooted, top_of_repository

from .by_hand import AS_OF


def test_paths_are_told_from_the_top_of_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "api" / "plans").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "api")
    top = top_of_repository(str(tmp_path / "api"))
    assert top == str(tmp_path)
    given = ("plans/a.toml", "../b.toml", str(tmp_path / "api" / "c.toml"), "/elsewhere/d.toml")
    error = FileError("bad", "no", "./policy.toml", 1, 1)
    told = rooted(Report(AS_OF, tuple(PlanReport(path, errors=(error,)) for path in given)), top)
    assert [plan.path for plan in told.plans] == [
        "api/plans/a.toml",
        "b.toml",
        "api/c.toml",
        "/elsewhere/d.toml",
    ]
    assert told.plans[0].errors[0].path == "api/policy.toml"


def test_outside_of_a_repository_paths_stay_as_they_were_given() -> None:
    told = Report(AS_OF, (PlanReport("../b.toml"),))
    assert rooted(told, None) == told
