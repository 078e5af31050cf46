"""Proposed moves and notices in words."""

from planner.dates import NEVER, iso
from planner.engine.constraint import Sum
from planner.engine.rules import KINDS
from planner.engine.rules.wording import listed
from planner.proposals import ProposedMove, ProposedNotice


def cause(move: ProposedMove) -> str:
    """Return `default-notice: 2026-11-17 + 90 days = 2027-02-15`, or the bound where nothing is added.

    The bound is called "the day told" if people were told of it.
    """
    finding = move.because
    added = deciding_sum(move)
    if added is not None:
        return f"{finding.rule.id}: {added}"
    kind = KINDS[finding.rule.kind]
    told = kind.corrected or (kind.asks_for_notices and finding.place == move.place)
    for word, bound in (("told" if told else "earliest", finding.earliest), ("latest", finding.latest)):
        if bound is not None:
            return f"{finding.rule.id}: {word} {iso(bound)}"
    return finding.rule.id


def deciding_sum(move: ProposedMove) -> Sum | None:
    """Return the sum that asks for the most; of another date's sums, the sum counted from the moved date.

    None where a day that people were told, and no sum, is the bound of the moved date.
    """
    finding = move.because
    sums = finding.reason.sums
    if finding.place == move.place:
        bounds = (finding.earliest, finding.latest)
        sums = tuple(each for each in sums if each.result is None or each.result in bounds)
    elif from_here := [each for each in sums if each.start == move.start]:
        sums = tuple(from_here)
    return max(sums, key=lambda each: NEVER if each.result is None else each.result, default=None)


def announcement(proposed: ProposedNotice) -> str:
    """Return `new notice of 4.0.15: default`."""
    return f"new notice of {proposed.notice.item}: {listed(proposed.notice.announces)}"


def reason(proposed: ProposedNotice) -> str:
    """Return `for default-notice; it counts until 2026-11-22`."""
    why = f"for {listed(proposed.rules)}" if proposed.rules else "since people were told another day"
    return why if proposed.latest is None else f"{why}; it counts until {iso(proposed.latest)}"
