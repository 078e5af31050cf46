"""The report for programs (docs/ci.md): every violation by itself, with its full text."""

from planner.reports.check.report import Report
from planner.reports.json_text import json_text
from planner.reports.look import ReportStyle


def render(report: Report, look: ReportStyle) -> str:
    """Return the report as JSON, with the fields of `CheckResult` by their names.

    The field `since` is left out if there is no earlier state. `look` has no effect.
    """
    from planner.reports.check.results import as_data, check_result  # other formats need no dataclasses

    data = as_data(check_result(report))
    if data["since"] is None:
        del data["since"]
    return json_text(data)
