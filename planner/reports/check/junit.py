"""JUnit XML: one suite per plan, one case per finding.

Only errors fail their case, as only errors fail the check by default. Warnings and information are the output
of cases that passed; waived violations are skipped cases.

Strict readers (the schema `junit-10.xsd` of Jenkins) know the file of a suite, but no file and no line of a
case: the text of each case begins with its position.
"""

from collections import Counter
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from planner.dates import iso
from planner.reports.check.report import PlanReport, Report, Violation
from planner.reports.look import ReportStyle
from planner.terminal_text import position, shown

COUNTED = ("tests", "failures", "errors", "skipped")
"""The counts of a suite. The root has all but the last one, which its readers do not know there."""


def render(report: Report, look: ReportStyle) -> str:
    """Return a `testsuites` document with a suite per plan and its counts; `look` has no effect."""
    root = Element("testsuites", name="planner check")
    for plan in report.plans:
        root.append(_suite(plan, report))
    for count in COUNTED[:-1]:
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    indent(root)
    text = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _suite(plan: PlanReport, report: Report) -> Element:
    """Return the suite of a plan: a case per error and violation, or one that passed if there are none."""
    suite = Element("testsuite", name=shown(plan.path), file=shown(plan.path))
    names = Counter[str]()
    for error in plan.errors:
        case = _case(suite, plan, error.code, names)
        details = f"{position(error.path, error.line, error.column)}: {error.message}"
        _tell(case, "error", error.message, error.code, details)
    for violation in plan.violations:
        finding = violation.finding
        title = " ".join(filter(None, (finding.rule.id, violation.item, finding.milestone)))
        case = _case(suite, plan, title, names)
        message = finding.reason.message
        if finding.waived is not None:
            waiver = finding.waived
            told = f"waived: {waiver.reason}: {waiver.note}"
            _tell(case, "skipped", told, details=f"{told}\n{_details(plan, violation)}")
        elif finding.severity == "error":
            _tell(case, "failure", message, finding.rule.id, _details(plan, violation))
        else:
            _say(case, f"{finding.severity}: {_details(plan, violation)}")
    if not len(suite):
        _case(suite, plan, f"as of {iso(report.as_of)}", names)
    tags = Counter(child.tag for case in suite for child in case)
    counts = (len(suite), tags["failure"], tags["error"], tags["skipped"])
    for name, count in zip(COUNTED, counts, strict=True):
        suite.set(name, str(count))
    return suite


def _case(suite: Element, plan: PlanReport, title: str, names: Counter[str]) -> Element:
    """Add a case to a suite and return it.

    A title that `names` has counted before gets a number, since some readers keep one case per name.
    """
    names[title] += 1
    again = f" ({names[title]})" if names[title] > 1 else ""
    return SubElement(suite, "testcase", classname=shown(plan.path), name=shown(title) + again)


def _tell(case: Element, tag: str, message: str, code: str | None = None, details: str = "") -> None:
    """Add a result element (`error`, `failure` or `skipped`) to a case, with details as its text."""
    told = SubElement(case, tag, message=shown(message))
    if code is not None:
        told.set("type", shown(code))
    told.text = _lines(details) or None


def _say(case: Element, details: str) -> None:
    """Add text to the output of a case, which passes."""
    SubElement(case, "system-out").text = _lines(details)


def _lines(details: str) -> str:
    """Return the lines of a text, each safe to print."""
    return "\n".join(shown(line) for line in details.split("\n"))


def _details(plan: PlanReport, violation: Violation) -> str:
    """Return the lines about a violation: position and message, sums, rule with clause and reason."""
    finding, rule = violation.finding, violation.finding.rule
    at = position(plan.path, violation.span.line, violation.span.column)
    clause = f" ({rule.clause})" if rule.clause else ""
    because = f"{rule.id}{clause}: {rule.because}" if rule.because else f"{rule.id}{clause}"
    message = finding.reason.message.replace("\n", " ")
    return "\n".join((f"{at}: {message}", *map(str, finding.reason.sums), because.replace("\n", " ")))
