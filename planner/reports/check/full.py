"""The report for people: each group of violations with its line of the plan, the dates and their sums."""

from collections.abc import Iterator, Sequence

from planner.dates import Day, counted, iso
from planner.policy import Severity
from planner.reports.check.excerpt import ExcerptMark, excerpt, word_at
from planner.reports.check.finding_groups import FindingGroup, file_errors, open_groups, waived_violations
from planner.reports.check.report import FileError, PlanReport, Report, Violation
from planner.reports.check.summary import summary
from planner.reports.look import SEVERITY_COLOURS, ReportStyle
from planner.terminal_text import position, shown, shown_path

MOST_ERRORS = 100
"""Errors of one file that are shown; JSON has all of them."""
MOST_RELATED = 4
MOST_PLANS = 3
LONGEST_NAME = 40


def render(report: Report, look: ReportStyle) -> str:
    """Return the errors by file, then the violations by plan, and the summary unless `look` is quiet."""
    lines: list[str] = []
    texts = {plan.path: plan.text for plan in report.plans}
    by_file: dict[str, list[tuple[FileError, list[str]]]] = {}
    for error, plans in file_errors(report).items():
        by_file.setdefault(error.path, []).append((error, plans))
    for path, errors in by_file.items():
        lines.extend(_file_errors(path, errors, texts.get(path, ""), look))
    for plan in report.plans:
        lines.extend(_plan(plan, report.as_of, look))
    if not look.quiet:
        lines.append(summary(report))
    return "".join(f"{line}\n" for line in lines)


def _lines(text: str) -> list[str]:
    """Return the lines of a text without their line ends."""
    lines = text.split("\n")
    return [line.removesuffix("\r") for line in lines] if "\r" in text else lines


def _file_errors(
    path: str, errors: Sequence[tuple[FileError, list[str]]], text: str, look: ReportStyle
) -> Iterator[str]:
    """Yield the lines about the errors of a file; errors beyond `MOST_ERRORS` are only counted.

    Each error comes with the paths of the plans that it keeps from being judged. `text` is that of the file,
    empty if it is not known.
    """
    lines = _lines(text) if text else []
    for error, plans in errors[:MOST_ERRORS]:
        yield from _file_error(error, plans, lines, look)
    if len(errors) > MOST_ERRORS:
        more = counted(len(errors) - MOST_ERRORS, "more error")
        yield look.paint(f"{shown_path(path)}: {more}; --output-format json has them all", "bold")
        yield ""


def _file_error(
    error: FileError, plans: Sequence[str], lines: Sequence[str], look: ReportStyle
) -> Iterator[str]:
    """Yield an error with its line of the file, and the plans that it keeps from being judged.

    The plans are left out if the only one is the file itself.
    """
    yield _title("error", error.code, error.message, look)
    place = position(error.path, error.line, error.column)
    marks = []
    if lines and error.line is not None and error.column is not None:
        marks.append(
            ExcerptMark(span=word_at(lines, error.line, error.column), sign="^", label="", colour="red")
        )
    notes = []
    if plans != [error.path]:
        more = f" and {len(plans) - MOST_PLANS} more" if len(plans) > MOST_PLANS else ""
        notes.append(f"not judged: {', '.join(map(shown_path, plans[:MOST_PLANS]))}{more}")
    yield from excerpt(place, lines, marks, notes, look)
    yield ""


def _plan(plan: PlanReport, as_of: Day, look: ReportStyle) -> Iterator[str]:
    """Yield a plan's heading, its groups of violations, and its waived violations; nothing without any."""
    groups, waived = open_groups(plan), waived_violations(plan)
    if not groups and not waived:
        return
    yield look.paint(
        f"{shown_path(plan.path)} · {_name(plan.product or '')}"
        f" · policy {_name(plan.policy or '')} · as of {iso(as_of)}",
        "dim",
    )
    yield ""
    lines = _lines(plan.text) if plan.text else []
    for group in groups:
        yield from _group(group, plan.path, lines, look)
        yield ""
    if waived:
        yield from (_waived(violation, plan.path, look) for violation in waived)
        yield ""


def _group(group: FindingGroup, path: str, lines: Sequence[str], look: ReportStyle) -> Iterator[str]:
    """Yield the title of a group, its marked lines of the plan, and its notes."""
    first = group.first
    yield _title(group.severity, group.rules, group.message, look)
    related = list(dict.fromkeys(each for violation in group.violations for each in violation.related))
    marks = [
        ExcerptMark(span=first.span, sign="^", label=_bound(first), colour=SEVERITY_COLOURS[group.severity]),
        *(
            ExcerptMark(span=each.span, sign="-", label=f"{_name(each.item)} {each.what}", colour="blue")
            for each in related[:MOST_RELATED]
        ),
    ]
    place = position(path, first.span.line, first.span.column)
    yield from excerpt(place, lines, marks, list(_notes(group)), look)


def _notes(group: FindingGroup) -> Iterator[str]:
    """Yield the notes of a group: the messages of all violations but the first, sums, and rules.

    Each different sum comes once, and each rule once, with its clause and reason; a rule without both is left
    out.
    """
    findings = [violation.finding for violation in group.violations]
    yield from (shown(each.reason.message) for each in findings[1:])
    yield from dict.fromkeys(str(each) for finding in findings for each in finding.reason.sums)
    for rule in {finding.rule.id: finding.rule for finding in findings}.values():
        clause = f" ({shown(rule.clause)})" if rule.clause else ""
        because = f": {shown(rule.because)}" if rule.because else ""
        if clause or because:
            yield f"{shown(rule.id)}{clause}{because}"


def _bound(violation: Violation) -> str:
    """Return the earliest legal date of a violation in words, else the latest one, else ""."""
    finding = violation.finding
    if finding.earliest is not None:
        return f"earliest legal date {iso(finding.earliest)}"
    if finding.latest is not None:
        return f"latest legal date {iso(finding.latest)}"
    return ""


def _waived(violation: Violation, path: str, look: ReportStyle) -> str:
    """Return one line about a waived violation and its waiver."""
    finding, waiver = violation.finding, violation.finding.waived
    assert waiver is not None
    subject = [_name(violation.item or ""), finding.milestone, finding.date and iso(finding.date)]
    approved = f", approved by {_name(waiver.approved_by)}" if waiver.approved_by else ""
    return look.paint(
        f"waived[{shown(finding.rule.id)}]: {' '.join(each for each in subject if each)}: "
        f"{shown(waiver.reason or '')}{approved}: {shown(waiver.note)} "
        f"({position(path, violation.span.line, violation.span.column)})",
        "dim",
    )


def _title(label: Severity, rules: str, message: str, look: ReportStyle) -> str:
    """Return the first line of an error or group: severity, rules and message."""
    heading = look.paint(f"{label}[{shown(rules)}]", SEVERITY_COLOURS[label], "bold")
    return f"{heading}{look.paint(f': {shown(message)}', 'bold')}"


def _name(name: str) -> str:
    """Return a name safe to print, and shortened to `LONGEST_NAME`."""
    return shown(name, LONGEST_NAME)
