"""Gaps that push one another on and on, so that no dates keep them all."""

from collections.abc import Iterator

from planner.engine.rules.soundness.gaps import impossible_chains
from planner.engine.rules.soundness.mistake import Examined, Mistake
from planner.engine.rules.soundness.no_common_date import is_pair
from planner.engine.rules.soundness.wording import bound_keys, demand, either_rule


def find(examined: Examined) -> Iterator[Mistake]:
    """Yield a mistake for each cycle of gaps that leads from a date to a later day for the same date.

    Cycles that use the lifecycle, and the two bounds between the same dates, are mistakes of other kinds.
    """
    for chain in impossible_chains(examined.policy):
        if not chain.by_lifecycle and not is_pair(chain):
            message = (
                f"these gaps push one another on without end: {'; '.join(map(demand, chain.links))};"
                f" take one of their bounds away, in {either_rule(chain.rules)}"
            )
            yield Mistake("gap-cycle", message, bound_keys(chain.links))
