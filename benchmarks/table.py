"""A benchmark's result, and all of them as one table."""

from collections.abc import Iterable
from typing import NamedTuple


class Result(NamedTuple):
    what: str
    ours: float
    """Seconds."""
    against: str
    theirs: float
    bar: float | None = None
    """The ratio that may not be reached; None where there is only something to compare."""

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs

    @property
    def held(self) -> bool:
        return self.bar is None or self.ratio < self.bar


class Skipped(NamedTuple):
    what: str
    why: str


def show(results: Iterable[Result | Skipped]) -> bool:
    """Print each row as it is ready; whether all bars held."""
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
