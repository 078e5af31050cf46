"""Work that can be done bit by bit, so that a screen need not wait for all of it."""

from collections.abc import Generator
from typing import TypeVar

Outcome = TypeVar("Outcome")

Task = Generator[None, None, Outcome]
"""Yields between two bits of the work and returns what came of it."""


def finish(steps: Task[Outcome]) -> Outcome:
    """All of the work at once."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            outcome: Outcome = end.value
            return outcome
