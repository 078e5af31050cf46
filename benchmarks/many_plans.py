"""500 small plans on the screen: when their list is there, and how long a turn of the event loop takes."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.big_plan import AS_OF, big_plan
from benchmarks.table import Result
from planner.tui.app import PlannerApp, plans_in
from planner.tui.screens.portfolio import PortfolioScreen

PLANS = 500
RUNS = 3
"""The best run counts: the others shared the machine with something else."""


async def _fill(folder: str) -> tuple[float, float]:
    """Return the seconds until the list is shown, and of the longest turn until all plans are read."""
    begun = perf_counter()
    app = PlannerApp([*plans_in([folder])], as_of=AS_OF.toordinal(), folders=[folder])
    async with app.run_test(size=(120, 40)):
        listed = perf_counter() - begun
        screen, longest = app.screen, 0.0
        assert isinstance(screen, PortfolioScreen)
        assert len(screen.table.plans) == PLANS
        while not all(each.is_read for each in screen.summaries):
            before = perf_counter()
            await asyncio.sleep(0)
            longest = max(longest, perf_counter() - before)
    return listed, longest


def results() -> Iterator[Result]:
    """Yield the time to the list against a second, and the longest turn against 50 ms."""
    with TemporaryDirectory() as folder:
        for number in range(PLANS):
            Path(folder, f"{number:03}.toml").write_text(big_plan(6), encoding="utf-8")
        runs = [asyncio.run(_fill(folder)) for _ in range(RUNS)]
    listed, longest = (min(each) for each in zip(*runs, strict=True))
    yield Result(f"list of {PLANS} plans", listed, "a second", 1.0, bar=1.0)
    yield Result("longest turn while they fill in", longest, "50 ms", 0.05, bar=1.0)
