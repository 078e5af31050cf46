"""A rule whose `at_least` is longer than its `at_most`, whichever day they are counted from.

Bounds in one unit are refused when the policy is read; here days are compared with months.
"""

from collections.abc import Iterator

from planner.diagnostics import quoted
from planner.engine.rules.notice_constraint import NoticeGiven
from planner.engine.rules.soundness.gaps import impossible_chains
from planner.engine.rules.soundness.mistake import Examined, Mistake, rule_key
from planner.engine.rules.soundness.no_common_date import is_pair
from planner.engine.rules.soundness.spans import longest, never_meet, shortest

_CURE = "shorten `at_least` or lengthen `at_most`"


def find(examined: Examined) -> Iterator[Mistake]:
    """Yield a mistake for each gap that leaves no date, and each reminder that leaves no day to send it."""
    for chain in impossible_chains(examined.policy):
        if is_pair(chain) and len(chain.rules) == 1:
            rule = chain.rules[0]
            why = "its `at_least` is longer than its `at_most`"
            message = f"{quoted(rule.id)} allows no date, since {why}; {_CURE}"
            yield Mistake("least-above-most", message, (rule_key(rule.id, "at_least"),))
    for rule in examined.policy.rules:
        given = rule.parameters
        if isinstance(given, NoticeGiven) and given.at_most is not None:
            most = longest((given.at_most,))
            at_least, at_most = (given.at_least,), (given.at_most,)
            if most is not None and (shortest(given.at_least) > most or never_meet(at_least, at_most, 0)):
                message = (
                    f"{quoted(rule.id)} leaves no day on which a notice may go out:"
                    f" at least {given.at_least} ahead is longer than at most {given.at_most}; {_CURE}"
                )
                yield Mistake("least-above-most", message, (rule_key(rule.id, "at_least"),))
