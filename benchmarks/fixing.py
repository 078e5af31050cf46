"""`planner fix` on plans of ten times the violations: it has to take about ten times as long."""

import re
import time
from collections.abc import Iterator
from datetime import date, timedelta

from benchmarks.big_plan import AS_OF, big_plan
from benchmarks.table import Result
from planner.dates import to_day
from planner.engine.evaluate import check
from planner.files.plan.file import read_plan_bytes
from planner.proposals import propose

SIZES = 800, 3_200
TOO_EARLY = timedelta(days=140)
"""So much earlier, a version gets the default before its release."""
LINEAR = 1.5
"""How much longer a violation may take in the long plan: 15 times as long for ten times as many."""


def results() -> Iterator[Result]:
    """Yield the time per violation in a long plan against that in a short one.

    Once the dates may move, once they are pinned.
    """
    for what, pinned in (("dates that move", False), ("dates that are pinned", True)):
        few, many = (_a_violation(broken(size, pinned=pinned)) for size in SIZES)
        yield Result(f"fix, {what}: a violation of 5,300", many, "a violation of 500", few, LINEAR)


def broken(versions: int, *, pinned: bool) -> str:
    """Return a plan in which versions after the year of `AS_OF` get the default 140 days too early.

    With `pinned`, their dates are pinned.
    """

    def earlier(match: re.Match[str]) -> str:
        """Return a default date of a coming version as an earlier one; past dates stay."""
        day = date.fromisoformat(match[1])
        if day.year <= AS_OF.year:
            return match[0]
        return f"default    = {day - TOO_EARLY}" + '\npinned     = ["released", "default"]' * pinned

    return re.sub(r"(?m)^default +=  ?(\S+)$", earlier, big_plan(versions))


def _a_violation(text: str) -> float:
    """Return the processor seconds that `propose` takes for each violation of a plan."""
    read, as_of = read_plan_bytes("broken.toml", text.encode()), to_day(AS_OF)
    assert read.plan is not None
    assert read.policy is not None
    violations = sum(map(len, check(read.plan, read.policy, as_of).findings.values()))
    start = time.process_time()
    propose(read.plan, read.policy, as_of)
    return (time.process_time() - start) / violations
