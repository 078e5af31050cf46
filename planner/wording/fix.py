"""Proposed moves and notices in words."""

from planner.dates import NEVER, iso
from planner.engine.constraint import Sum
from planner.engine.rules import KINDS
from planner.engine.rules.wording import listed
from planner.proposals import ProposedMove, ProposedNotice


def cause(move: ProposedMove) -> str:
    """Return the rule that a move is made for, with its sum or else its bound.

    An example is `default-notice: 2026-11-17 + 90 days = 2027-02-15`. A bound is called "told" if people were
    told of it, else "earliest" or "latest".
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
    """Return the sum, of the finding that a move is for, with the latest result; None if there is none.

    If the finding blames the moved date, only sums that give its bound count; if it blames another
    date, only those counted from the moved date's old day, or all if there are none of these.
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
    """Return a proposed notice in words, such as `new notice of 4.0.15: default`."""
    return f"new notice of {proposed.notice.item}: {listed(proposed.notice.announces)}"


def reason(proposed: ProposedNotice) -> str:
    """Return why a notice is proposed, such as `for default-notice; it counts until 2026-11-22`."""
    why = f"for {listed(proposed.rules)}" if proposed.rules else "since people were told another day"
    return why if proposed.latest is None else f"{why}; it counts until {iso(proposed.latest)}"
