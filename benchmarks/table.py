"""A benchmark's result, and all of them as one table."""

from collections.abc import Iterable
from typing import NamedTuple


class Result(NamedTuple):
    """A measured time beside the time that it is compared with."""

    what: str
    ours: float
    """Seconds."""
    against: str
    theirs: float
    bar: float | None = None
    """The ratio that must not be reached; None if there is none."""

    @property
    def ratio(self) -> float:
        """Our time divided by the other time."""
        return self.ours / self.theirs

    @property
    def held(self) -> bool:
        """Whether the ratio is below the bar; True if there is no bar."""
        return self.bar is None or self.ratio < self.bar


class Skipped(NamedTuple):
    """A benchmark that could not run, and why."""

    what: str
    why: str


def show(results: Iterable[Result | Skipped]) -> bool:
    """Print each row when it is ready and return True if all bars held."""
    held = True
    print(f"{'what':<34}{'ms':>8}   {'against':<42}{'ms':>8}{'ratio':>8}{'bar':>11}")
    for result in results:
        if isinstance(result, Skipped):
            print(f"{result.what:<34}skipped: {result.why}", flush=True)
            continue
        held = held and result.held
        bar = "" if result.bar is None else f"{'< ' if result.held else 'NOT < '}{result.bar:g}"
        print(
            f"{result.what:<34}{result.ours * 1000:>8.1f}   {result.against:<42}"
            f"{result.theirs * 1000:>8.1f}{result.ratio:>8.2f}{bar:>11}",
            flush=True,
        )
    return held
