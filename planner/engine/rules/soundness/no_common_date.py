"""Two gaps between the same dates that no date can keep both."""

from collections.abc import Iterator

from planner.engine.rules.soundness.gaps import Chain, impossible_chains
from planner.engine.rules.soundness.mistake import Examined, Mistake
from planner.engine.rules.soundness.wording import bound_keys, demand


def find(examined: Examined) -> Iterator[Mistake]:
    """Yield a mistake for each two rules of which one wants a date later than the other allows."""
    for chain in impossible_chains(examined.policy):
        if is_pair(chain) and len(chain.rules) > 1:
            first, second = chain.links
            message = (
                f"no date keeps both: {demand(first)}, {demand(second)};"
                " shorten `at_least` or lengthen `at_most`, or let `when` tell their items apart"
            )
            yield Mistake("no-common-date", message, bound_keys(chain.links))


def is_pair(chain: Chain) -> bool:
    """Return True if a chain is one `at_least` and one `at_most` between the same two dates.

    They may be of one rule or of two.
    """
    if len(chain.links) != 2 or chain.by_lifecycle:
        return False
    first, second = chain.links
    return first.start == second.end and first.end == second.start and first.bound != second.bound
