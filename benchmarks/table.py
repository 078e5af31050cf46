"""A benchmark's result, and all of them as one table."""

from collections.abc import Iterable
from typing import Literal, NamedTuple


class Result(NamedTuple):
    """A measured time or size beside another one to compare it with."""

    what: str
    ours: float
    """Seconds, or MiB."""
    against: str
    theirs: float
    bar: float | None = None
    """The ratio that must not be reached; None if there is none."""
    unit: Literal["ms", "MiB"] = "ms"

    @property
    def ratio(self) -> float:
        """The measured value divided by the other one."""
        return self.ours / self.theirs

    @property
    def held(self) -> bool:
        """True if the ratio is below the bar, or if there is no bar."""
        return self.bar is None or self.ratio < self.bar


class Skipped(NamedTuple):
    """A benchmark that could not run, and why."""

    what: str
    why: str


def show(results: Iterable[Result | Skipped]) -> bool:
    """Print a table with a row per result as it comes, and return True if all bars held.

    Skipped benchmarks have a row with the reason, and do not count.
    """
    held = True
    print(f"{'what':<42}{'ours':>8}     {'against':<42}{'theirs':>8}{'ratio':>8}{'bar':>11}")
    for result in results:
        if isinstance(result, Skipped):
            print(f"{result.what:<42}skipped: {result.why}", flush=True)
            continue
        held = held and result.held
        times = 1000 if result.unit == "ms" else 1
        bar = "" if result.bar is None else f"{'< ' if result.held else 'NOT < '}{result.bar:g}"
        print(
            f"{result.what:<42}{result.ours * times:>8.1f} {result.unit:<4}{result.against:<42}"
            f"{result.theirs * times:>8.1f}{result.ratio:>8.2f}{bar:>11}",
            flush=True,
        )
    return held
