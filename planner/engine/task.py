"""Work in small steps, so that a screen never waits for all of it."""

from collections.abc import Generator
from typing import TypeVar

Outcome = TypeVar("Outcome")

Task = Generator[None, None, Outcome]
"""A generator that yields between two steps of the work and returns the result."""


def finish(task: Task[Outcome]) -> Outcome:
    """Do all steps of a task at once and return its result."""
    while True:
        try:
            next(task)
        except StopIteration as end:
            outcome: Outcome = end.value
            return outcome
