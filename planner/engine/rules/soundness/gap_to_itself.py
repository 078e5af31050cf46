"""A gap from a milestone to the same milestone of the same item."""

from collections.abc import Iterator

from planner.diagnostics import quoted
from planner.engine.rules.gap_constraint import Gap
from planner.engine.rules.kind import is_nothing
from planner.engine.rules.soundness.mistake import Examined, Mistake, rule_key


def find(examined: Examined) -> Iterator[Mistake]:
    """Yield a mistake for each gap that compares a milestone with the same milestone of the same item."""
    for rule in examined.policy.rules:
        gap = rule.parameters
        if isinstance(gap, Gap) and gap.origin.of == "own" and gap.origin.milestone == gap.to:
            never = any(not is_nothing(span) for span in gap.at_least)
            cure = f"name another `from`, such as {quoted(f'previous.{gap.to}')}"
            if rule.of == "change":
                cure = "name another `from`, such as a milestone of its version"
            message = (
                f"{quoted(rule.id)} compares {quoted(gap.to)} with itself, which"
                f" {'no date can keep' if never else 'every date keeps'}; {cure}"
            )
            yield Mistake("gap-to-itself", message, (rule_key(rule.id, "from"),))
