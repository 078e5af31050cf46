"""The last line of a report for people."""

from planner.dates import counted, iso
from planner.reports.check.report import Report
from planner.terminal_text import shown


def summary(report: Report) -> str:
    """Return a line like `2 errors, 1 warning in 1 plan; 1 waived; 3 other TOML files passed over`.

    Without open findings and file errors, it says so with the as-of date; with an earlier state, it names
    that state.
    """
    found = [_found(severity, number) for severity, number in report.counts.items() if number]
    plans = counted(len(report.plans), "plan")
    nothing = "Nothing found" if report.since is None else "Nothing new"
    parts = [f"{', '.join(found)} in {plans}" if found else f"{nothing} in {plans} as of {iso(report.as_of)}"]
    if report.since is not None:
        parts[0] += f", since {shown(report.since)}"
        parts.append(f"{report.known} known before")
    if report.waived:
        parts.append(f"{report.waived} waived")
    if report.passed_over:
        parts.append(f"{counted(report.passed_over, 'other TOML file')} passed over")
    return "; ".join(parts)


def _found(severity: str, number: int) -> str:
    """Return the number of findings of a severity in words."""
    return f"{number} info" if severity == "info" else counted(number, severity)
