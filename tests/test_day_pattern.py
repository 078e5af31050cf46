"""Patterns of days against looking at every day, and how little is looked at."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.dates import LAST_DAY, Day, weekday
from planner.day_pattern import DayPattern, agreed
from planner.recurring import Recurring, parse_recurring

TEXTS = [
    "15 jan",
    "29 feb",
    "31 month",
    "last weekday of month",
    "first mon of quarter",
    "last weekend of feb",
]
SPAN = 9 * 366
"""29 February may be eight years away."""
days = st.one_of(st.integers(1, 800), st.integers(738_000, 742_000), st.integers(LAST_DAY - 800, LAST_DAY))
recurring = st.lists(st.sampled_from(TEXTS), max_size=2).map(lambda texts: list(map(parse_recurring, texts)))


def holds(day: Day, weekdays: set[int], texts: list[Recurring]) -> bool:
    return (not weekdays or weekday(day) in weekdays) and (
        not texts or any(each.falls_on(day) for each in texts)
    )


@settings(max_examples=150)
@given(days, st.sets(st.integers(0, 6)), recurring)
def test_the_next_and_previous_days_are_those_found_day_by_day(
    day: Day, weekdays: set[int], texts: list[Recurring]
) -> None:
    pattern = DayPattern(weekdays, texts)
    ahead = range(day, min(day + SPAN, LAST_DAY) + 1)
    back = range(day, max(day - SPAN, 0), -1)
    following = next((each for each in ahead if holds(each, weekdays, texts)), None)
    preceding = next((each for each in back if holds(each, weekdays, texts)), None)
    found, before = pattern.next(day), pattern.previous(day)
    assert found == following or (following is None and (found is None or found > ahead[-1]))
    assert before == preceding or (preceding is None and (before is None or before < back[-1]))


def test_a_pattern_without_days_is_given_up_by_the_shapes_of_months(
    monkeypatch: pytest.MonkeyPatch, asked: list[Day]
) -> None:
    pattern = DayPattern({0}, [parse_recurring("last sat of feb")])
    assert pattern.next(700_000) is None
    assert pattern.previous(700_000) is None
    assert len(asked) <= 91 * 31
    monkeypatch.setattr(DayPattern, "_month", None)  # not looked through again
    assert pattern.next(710_000) is None
    assert pattern.previous(690_000) is None


def test_two_patterns_agree_on_the_first_day_of_both() -> None:
    saturdays, ends = DayPattern({5}, ()), DayPattern((), [parse_recurring("31 dec")])
    start = Day(739_576)  # 2025-11-21
    found = agreed(start, 1, LAST_DAY, [saturdays.next, ends.next])
    assert found is not None
    assert (found, weekday(found)) == (ends.next(found), 5)
    assert agreed(found, 1, LAST_DAY, [saturdays.previous, ends.previous]) == found
    assert agreed(start, 1, found - 1, [saturdays.next, ends.next]) is None
