"""Draws without a strategy of their own: hypothesis checks every new one, longer than it draws."""

from collections.abc import Sequence
from functools import cache
from typing import TypeVar

from hypothesis import strategies as st

Value = TypeVar("Value")


@cache
def _index(values: int) -> st.SearchStrategy[int]:
    return st.integers(0, values - 1)


def pick(draw: st.DrawFn, values: Sequence[Value]) -> Value:
    """Draw one of the values; shrinks to the first."""
    return values[draw(_index(len(values)))]


def some(draw: st.DrawFn, values: Sequence[Value], *, least: int = 1, most: int = 3) -> list[Value]:
    """Draw different values, at least and at most so many of them; shrinks to the first ones."""
    left = list(values)
    count = min(len(left), pick(draw, range(least, most + 1)))
    return [left.pop(draw(_index(len(left)))) for _ in range(count)]


def one_in(draw: st.DrawFn, number: int) -> bool:
    """Draw True once in so many times; shrinks to False."""
    return draw(_index(number)) == number - 1
