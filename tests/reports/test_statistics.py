import json

from planner.reports.check import statistics
from planner.reports.check.report import FileError, PlanReport, Report
from planner.reports.look import ReportStyle

from .by_hand import AS_OF, WAIVER, report, violation

TOLD = report(
    violation("b", severity="warning"),
    violation("a"),
    violation("c"),
    violation("c", line=9),
    violation("a", waived=WAIVER),
    violation("d", waived=WAIVER),
)


def test_the_worst_come_first_and_then_the_most_frequent() -> None:
    assert statistics.render(TOLD, "full", ReportStyle()).splitlines() == [
        "2  error    c",
        "1  error    a (1 waived)",
        "0  error    d (1 waived)",
        "1  warning  b",
        "3 errors, 1 warning in 1 plan; 2 waived",
    ]


def test_errors_of_files_are_counted_by_their_codes() -> None:
    errors = (FileError("unknown-key", "…", "a.toml", 3, 1), FileError("unknown-key", "…", "a.toml", 4, 1))
    told = Report(AS_OF, (PlanReport("a.toml", errors=errors),))
    assert statistics.render(told, "concise", ReportStyle(quiet=True)) == "2  error    unknown-key\n"


def test_json() -> None:
    told = json.loads(statistics.render(TOLD, "json", ReportStyle()))
    assert told["as_of"] == "2026-11-21"
    assert told["statistics"][:2] == [
        {"rule": "c", "severity": "error", "open": 2, "waived": 0},
        {"rule": "a", "severity": "error", "open": 1, "waived": 1},
    ]
