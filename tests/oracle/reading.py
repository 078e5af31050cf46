"""docs/rules.md read slowly and separately: what the engine is held against.

It shares nothing with the engine, and loops over everything rather than be clever."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from .case import Case, Entry, Item, read
from .force import in_force
from .kinds import KINDS
from .spans import days_of

ORDER: Entry = {"id": "order", "kind": "order", "waivable": False}


def evaluate(plan: Entry, policy: Entry, as_of: date) -> list[dict[str, Any]]:
    """The violations and the findings about waivers; the silenced left out, the waived included."""
    case = read(plan, policy, as_of)
    rules = [ORDER, *policy.get("rule", [])]
    violations: list[dict[str, Any]] = []
    for rule in rules:
        for item in case.items:
            violations.extend(_violations(case, rule, item))
    for violation in violations:
        notes = [w["note"] for w in plan.get("waiver", []) if _covers(case, w, violation)]
        violation["waived"] = notes[0] if notes else None
    about_waivers = list(_waiver_findings(case, violations))
    spoken = [v for v in violations if not _silenced(v, violations)]
    return [_public(finding) for finding in spoken + about_waivers]


def _violations(case: Case, rule: Entry, item: Item) -> Iterator[dict[str, Any]]:
    if item.type not in _judges(rule):
        return
    if "when" in rule and not case.matches(rule["when"], item):
        return
    if "unless" in rule and case.matches(rule["unless"], item):
        return
    for found in KINDS[rule["kind"]](case, rule, item):
        forgiven = found.days is not None and found.days <= days_of(rule.get("tolerance", "0 days"))
        if in_force(case, rule, item, found.judged) and not forgiven:
            severity = found.severity or rule.get("severity", "error")
            yield {
                **_finding(rule["id"], rule["kind"], severity, item),
                "milestone": found.milestone,
                "date": found.blamed,
                "earliest": found.earliest,
                "latest": found.latest,
                "days": found.days,
                "channels": found.channels,
                "_rule": rule,
                "_gone": found.gone,
            }


def _judges(rule: Entry) -> list[str]:
    """ "`order`, `promise` and `overdue` judge versions and changes (`of` narrows the last two),
    `new-version` and `everywhere` changes"; else `of` is "version" where absent."""
    if rule["kind"] in ("new-version", "everywhere"):
        return ["change"]
    if rule["kind"] in ("order", "promise", "overdue") and "of" not in rule:
        return ["version", "change"]
    return [rule.get("of", "version")]


def _silenced(violation: dict[str, Any], violations: list[dict[str, Any]]) -> bool:
    yields_to = violation["_rule"].get("yields_to", [])
    stronger = [yields_to] if isinstance(yields_to, str) else yields_to
    for other in violations:
        if other["rule"] in stronger and other["item"] == violation["item"] and other["waived"] is None:
            return True
    return False


def _covers(case: Case, waiver: Entry, violation: dict[str, Any], expiring: bool = True) -> bool:
    """Whether the waiver waives the violation (with `expiring` off: but for `expires`)."""
    rules = [waiver["rule"]] if isinstance(waiver["rule"], str) else waiver["rule"]
    waivable = violation["_rule"].get("waivable", True)
    about_it = violation["rule"] in rules and violation["item"] == _waived_item(case, waiver).name
    day = violation["date"] or case.as_of
    expired = expiring and "expires" in waiver and day > waiver["expires"]
    return about_it and waivable and _accepted(case, waiver) and _agreed(waiver, violation) and not expired


def _agreed(waiver: Entry, violation: dict[str, Any]) -> bool:
    if "allows" not in waiver:
        return True
    blamed: date | None = violation["date"]
    allowed: date = waiver["allows"]
    if blamed is None:  # "not looked at, but a promise that is gone needs a waiver without `allows`"
        return not violation["_gone"]
    return blamed <= allowed if violation["latest"] is not None else blamed >= allowed


def _accepted(case: Case, waiver: Entry) -> bool:
    return waiver.get("reason") in case.policy.get("reasons", {})


def _waived_item(case: Case, waiver: Entry) -> Item:
    for item in case.items:
        if waiver.get(item.type) == item.name:
            return item
    raise AssertionError(f"not a valid plan: {waiver}")


def _waiver_findings(case: Case, violations: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    waivers = case.plan.get("waiver", [])
    for waiver in waivers:
        item = _waived_item(case, waiver)
        if not _accepted(case, waiver):
            yield _finding("waiver-reason", "waiver", "error", item)
            continue  # "then nothing else is said of it"
        if any(_covers(case, waiver, violation) for violation in violations):
            continue
        others = [other for other in waivers if other is not waiver]
        expired = False
        for violation in violations:
            would = _covers(case, waiver, violation, expiring=False)
            if would and not any(_covers(case, other, violation) for other in others):
                expired = True
        latest = item.latest_date
        if expired:
            yield _finding("waiver-expired", "waiver", "error", item)
        elif latest is None or case.judge_from is None or latest >= case.judge_from:
            yield _finding("waiver-unused", "waiver", "warning", item)


def _finding(rule: str, kind: str, severity: str, item: Item) -> dict[str, Any]:
    return {
        "rule": rule,
        "kind": kind,
        "severity": severity,
        "item": item.name,
        "item_type": item.type,
        "track": item.track,
        "milestone": None,
        "date": None,
        "earliest": None,
        "latest": None,
        "days": None,
        "channels": None,
        "waived": None,
    }


def _public(finding: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in finding.items() if not key.startswith("_")}
