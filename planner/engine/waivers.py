"""Waivers: the findings that they cover, and findings about the waivers themselves."""

from collections.abc import Iterator, Mapping, Sequence

from planner.dates import Day, iso
from planner.engine.constraint import FOR_EVER, Days, Finding, InForce, Place, Reason
from planner.engine.rules.item import speaks_of_item
from planner.engine.schedule import Schedule
from planner.plan import Waiver
from planner.policy import Rule, Severity

KIND = "waiver"
REASON = Rule(
    "waiver-reason", KIND, of=None, waivable=False, because="A waiver gives a reason that the policy accepts."
)
EXPIRED = Rule(
    "waiver-expired", KIND, of=None, waivable=False, because="A waiver covers dates up to the day it expires."
)
UNUSED = Rule(
    "waiver-unused",
    KIND,
    of=None,
    severity="warning",
    waivable=False,
    because="A waiver has something to waive.",
)
ADVICE: Mapping[str, str] = {
    REASON.id: "set a `reason` that the policy accepts",
    EXPIRED.id: "set a later `expires` date, if it is agreed",
    UNUSED.id: "delete the waiver, unless it waives another rule",
}
"""The advice for each finding about a waiver, by rule id."""


def apply_waivers(schedule: Schedule, days: Days, item: int, findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings of an item, each with the first waiver that covers it, then findings about waivers.

    A finding that no waiver covers is unchanged. `days` are the dates by slot.
    """
    waivers = schedule.waivers[item]
    if not waivers:
        return [*findings]
    accepted = [waiver for waiver in waivers if waiver.reason in schedule.policy.reasons]
    covering = [[waiver for waiver in accepted if _agrees_to(waiver, finding)] for finding in findings]
    waiving = [
        [waiver for waiver in agreed if not _expired(waiver, finding, schedule.as_of)]
        for agreed, finding in zip(covering, findings, strict=True)
    ]
    judged = [
        finding._replace(waived=current[0]) if current else finding
        for current, finding in zip(waiving, findings, strict=True)
    ]
    judged.extend(_about(schedule, days, item, covering, waiving))
    return judged


def _agrees_to(waiver: Waiver, finding: Finding) -> bool:
    """Return True if a waiver covers a finding by its rules and its `allows`; its reason may be wrong.

    Whether it has expired is another question, too.
    """
    if finding.rule.id not in waiver.rules or not finding.rule.waivable:
        return False
    if waiver.allows is None:
        return True
    if finding.date is None:
        return not finding.gone
    if finding.latest is not None:
        return finding.date <= waiver.allows
    return finding.date >= waiver.allows


def _expired(waiver: Waiver, finding: Finding, as_of: Day) -> bool:
    """Return True if a waiver expires before the date that a finding blames (without one, the as-of date)."""
    return waiver.expires is not None and (as_of if finding.date is None else finding.date) > waiver.expires


def waives(schedule: Schedule, finding: Finding) -> bool:
    """Return True if a waiver with an accepted reason covers a finding and has not expired by its date."""
    return any(
        waiver.reason in schedule.policy.reasons
        and _agrees_to(waiver, finding)
        and not _expired(waiver, finding, schedule.as_of)
        for waiver in schedule.waivers[finding.item]
    )


def _about(
    schedule: Schedule,
    days: Days,
    item: int,
    covering: list[list[Waiver]],
    waiving: list[list[Waiver]],
) -> Iterator[Finding]:
    """Yield a finding for each waiver of an item without an accepted reason, that expired, or waives nothing.

    A waiver that waives nothing is passed over if the item lies before `judge_from`. `covering` and `waiving`
    have, for each finding of the item, the waivers that cover it, with and without the expired ones.
    """
    used = {waiver.key for current in waiving for waiver in current}
    lapsed = {
        waiver.key
        for agreed, current in zip(covering, waiving, strict=True)
        if not current
        for waiver in agreed
    }
    name = schedule.items[item].name
    for waiver in schedule.waivers[item]:
        rules = ", ".join(waiver.rules)
        if waiver.reason not in schedule.policy.reasons:
            known = ", ".join(schedule.policy.reasons)
            wanted = f"one of {known}" if known else "none, since the policy knows no exceptions"
            given = f"the reason {waiver.reason}" if waiver.reason else "no reason"
            yield _finding(
                REASON, item, waiver, f"{name}: the waiver of {rules} gives {given}; accepted: {wanted}"
            )
        elif waiver.key in used:
            continue
        elif waiver.key in lapsed:
            assert waiver.expires is not None
            yield _finding(
                EXPIRED, item, waiver, f"{name}: the waiver of {rules} expired on {iso(waiver.expires)}"
            )
        elif speaks_of_item(InForce(UNUSED, schedule.judge_from, FOR_EVER), schedule, item, days):
            yield _finding(UNUSED, item, waiver, f"{name}: the waiver of {rules} waives nothing")


def _finding(rule: Rule, item: int, waiver: Waiver, message: str) -> Finding:
    """Return the finding of a rule about a waiver."""
    severity: Severity = rule.severity
    return Finding(
        rule=rule,
        severity=severity,
        item=item,
        milestone=None,
        date=None,
        place=Place(waiver.key),
        reason=Reason(message),
    )
