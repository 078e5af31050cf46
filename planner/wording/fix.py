"""Proposed moves and notices in words."""

from planner.dates import NEVER, iso
from planner.engine.constraint import Sum
from planner.engine.rules.wording import listed
from planner.proposals import ProposedMove, ProposedNotice


def cause(move: ProposedMove) -> str:
    """Return `default-notice: 2026-11-17 + 90 days = 2027-02-15`, or the bound where nothing is added."""
    finding = move.because
    added = deciding_sum(move)
    if added is not None:
        return f"{finding.rule.id}: {added}"
    for word, bound in (("earliest", finding.earliest), ("latest", finding.latest)):
        if bound is not None:
            return f"{finding.rule.id}: {word} {iso(bound)}"
    return finding.rule.id


def deciding_sum(move: ProposedMove) -> Sum | None:
    """Return the sum that asks for the most; of another date's sums, one that counts from the moved date."""
    sums = move.because.reason.sums
    from_here = [each for each in sums if each.start == move.start]
    if move.because.place != move.place and from_here:
        sums = tuple(from_here)
    return max(sums, key=lambda each: NEVER if each.result is None else each.result, default=None)


def announcement(proposed: ProposedNotice) -> str:
    """Return `new notice of 4.0.15: default`."""
    return f"new notice of {proposed.notice.item}: {listed(proposed.notice.announces)}"


def reason(proposed: ProposedNotice) -> str:
    """Return `for default-notice; it counts until 2026-11-22`."""
    why = f"for {listed(proposed.rules)}" if proposed.rules else "since people were told another day"
    return why if proposed.latest is None else f"{why}; it counts until {iso(proposed.latest)}"
