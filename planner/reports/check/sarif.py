"""SARIF 2.1.0, as code scanning services read it; waivers are suppressions."""

import os
from typing import Any
from urllib.parse import quote

from planner.dates import iso
from planner.files.codes import CODES
from planner.plan import Waiver
from planner.policy import Rule, Severity
from planner.reports.check.excerpt import word_at
from planner.reports.check.finding_groups import file_errors
from planner.reports.check.numbered import Numbered, numbered
from planner.reports.check.report import FileError, PlanReport, Report, SourceRange, Violation
from planner.reports.json_text import date_text, json_text
from planner.reports.look import ReportStyle
from planner.terminal_text import shown
from planner.urls import is_url
from planner.version import __version__

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


def render(report: Report, look: ReportStyle) -> str:
    """Return a SARIF log with one run: a result per file error and violation, waived ones included.

    `look` has no effect.
    """
    rules = _Rules()
    texts = {plan.path: plan.text.split("\n") for plan in report.plans}
    results = []
    for number, error in enumerate(file_errors(report), 1):
        span = None
        if error.line is not None and error.column is not None:
            span = word_at(texts.get(error.path, ()), error.line, error.column)
        results.append(_error(error, span, rules.of_file(error), f"{error.code}:{number}"))
    for plan in report.plans:
        results.extend(
            _result(each, plan.path, rules.of(each.violation.finding.rule, plan)) for each in numbered(plan)
        )
    home = _home()
    driver = {
        "name": "planner",
        **({} if home is None else {"informationUri": home}),
        "version": __version__,
        "semanticVersion": __version__,
        "rules": rules.descriptors,
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": not report.hindered}],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The top of the repository."}}},
        "results": results,
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _home() -> str | None:
    """Return the first address of the installed package's metadata; None if it has none."""
    from importlib.metadata import PackageNotFoundError, metadata  # this report alone needs it

    try:
        urls = metadata("release-planner").get_all("Project-URL") or ()
    except PackageNotFoundError:
        return None
    addresses = [address.strip() for _, _, address in (each.partition(",") for each in urls)]
    return next(filter(is_url, addresses), None)


class _Rules:
    """The descriptors of the rules that results refer to, each once."""

    def __init__(self) -> None:
        self.descriptors: list[dict[str, Any]] = []
        self._known: dict[str, int] = {}

    def of(self, rule: Rule, plan: PlanReport) -> dict[str, Any]:
        """Return the reference to a rule of a plan's policy, and add its descriptor if its id is new."""
        description = rule.because or f"A rule of kind {rule.kind}."
        clause = f" Clause: {rule.clause}." if rule.clause else ""
        reference = self._of(rule.id, description, f"{description}{clause}", rule.severity, rule.kind)
        if (page := plan.page(rule)) is not None:
            self.descriptors[reference["ruleIndex"]].setdefault("helpUri", page)
        return reference

    def of_file(self, error: FileError) -> dict[str, Any]:
        """Return the reference to the rule that stands for an error code, and add its descriptor if new."""
        description, full = "The file can be read as a plan.", error.message
        if meaning := CODES.get(error.code):
            description, full = meaning.description, f"{meaning.description} {meaning.cure}"
        return self._of(error.code, description, full, "error", "file")

    def _of(self, rule: str, description: str, full: str, severity: Severity, kind: str) -> dict[str, Any]:
        """Return the reference to a rule, and add its descriptor if its id is new.

        `full` is the long description.
        """
        if rule not in self._known:
            self._known[rule] = len(self.descriptors)
            descriptor = {
                "id": shown(rule),
                "shortDescription": {"text": _text(description)},
                "fullDescription": {"text": _text(full)},
                "help": {"text": _text(full)},
                "defaultConfiguration": {"level": _LEVELS[severity]},
                "properties": {"tags": ["release-plan", kind]},
            }
            self.descriptors.append(descriptor)
        return {"ruleId": shown(rule), "ruleIndex": self._known[rule]}


def _error(error: FileError, span: SourceRange | None, rule: dict[str, Any], mark: str) -> dict[str, Any]:
    """Return a file error as a SARIF result; without a range (`span`) it is about the whole file.

    `rule` is the reference to its rule, which `_Rules.of_file` returns, and `mark` its fingerprint.
    """
    return {
        **rule,
        "level": "error",
        "message": {"text": _text(error.message)},
        "locations": [{"physicalLocation": _place(error.path, span)}],
        "partialFingerprints": {"primaryLocationLineHash": mark},
        "suppressions": [],
    }


def _result(each: Numbered, path: str, rule: dict[str, Any]) -> dict[str, Any]:
    """Return a violation of the plan at `path` as a SARIF result; its waiver becomes a suppression.

    `rule` is the reference to its rule, which `_Rules.of` returns.
    """
    violation, finding = each.violation, each.violation.finding
    return {
        **rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": _text(finding.reason.message)},
        "locations": [{"physicalLocation": _place(path, violation.span), **_logical(violation)}],
        "relatedLocations": [
            {
                "id": number,
                "message": {"text": _text(f"{related.item} {related.what} {iso(related.date)}")},
                "physicalLocation": _place(path, related.span),
            }
            for number, related in enumerate(violation.related, 1)
        ],
        "partialFingerprints": {"primaryLocationLineHash": each.mark},
        "suppressions": [] if finding.waived is None else [_suppression(finding.waived)],
        "properties": {
            "milestone": finding.milestone,
            "date": date_text(finding.date),
            "earliest": date_text(finding.earliest),
            "latest": date_text(finding.latest),
            "days": finding.days,
        },
    }


def _logical(violation: Violation) -> dict[str, Any]:
    """Return the logical location of a violation: its item; empty if it has none."""
    if violation.item is None:
        return {}
    return {"logicalLocations": [{"name": shown(violation.item), "kind": violation.item_type}]}


def _suppression(waiver: Waiver) -> dict[str, Any]:
    """Return a waiver as a suppression."""
    approved = f" (approved by {waiver.approved_by})" if waiver.approved_by else ""
    justification = f"{waiver.reason}: {waiver.note}{approved}"
    return {"kind": "inSource", "status": "accepted", "justification": shown(justification)}


def _place(path: str, span: SourceRange | None) -> dict[str, Any]:
    """Return a physical location; without a range it is the whole file."""
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(os.fsencode(path)), "uriBaseId": _ROOT}}
    if span is not None:
        place["region"] = {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.line,
            "endColumn": span.end,
        }
    return place


def _text(text: str) -> str:
    """Return text safe to print, in which `[text](place)` is not read as a link."""
    text = shown(text)
    return text.replace("[", "\\[").replace("]", "\\]") if "](" in text else text
