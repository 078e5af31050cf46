"""Days that come round: weekends, quarters, dates."""

from datetime import date, timedelta

import pytest

from planner.dates import to_day
from planner.recurring import parse_recurring


def falls(text: str, year: int = 2027) -> list[str]:
    recurring = parse_recurring(text)
    first = date(year, 1, 1)
    all_days = (first + timedelta(days=offset) for offset in range(365))
    return [f"{day:%m-%d}" for day in all_days if recurring.falls_on(to_day(day))]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("15 jan", ["01-15"]),
        ("last weekday of feb", ["02-26"]),
        ("last day of quarter", ["03-31", "06-30", "09-30", "12-31"]),
        ("first day of quarter", ["01-01", "04-01", "07-01", "10-01"]),
        ("first mon of mar", ["03-01"]),
        ("second tue of year", ["01-12"]),
        ("last weekend of feb", ["02-27", "02-28"]),
        ("29 feb", []),
    ],
)
def test_the_days_of_a_year_that_a_text_names(text: str, days: list[str]) -> None:
    assert falls(text) == days


def test_every_month_has_a_last_weekday() -> None:
    found = falls("last weekday of month")
    assert len(found) == 12
    assert all(date.fromisoformat(f"2027-{day}").weekday() < 5 for day in found)


def test_a_leap_day_falls_in_leap_years_only() -> None:
    assert falls("29 feb", 2028) == ["02-29"]


@pytest.mark.parametrize("text", ["", "31 feb", "0 jan", "last weekday", "weekday of month", "15 moon"])
def test_other_texts_are_refused_with_what_was_expected(text: str) -> None:
    with pytest.raises(ValueError, match='"15 jan"'):
        parse_recurring(text)


def test_digits_of_another_script_are_answered_with_the_usual_digits() -> None:
    with pytest.raises(ValueError, match='did you mean "3 jan"'):
        parse_recurring("٣ jan")


@pytest.mark.parametrize("text", ["15 January", "january 15", "15. jan", "15th january", "Jan 15"])
def test_a_date_written_in_another_way_is_answered_with_the_words_that_are_taken(text: str) -> None:
    with pytest.raises(ValueError, match='did you mean "15 jan"'):
        parse_recurring(text)


def test_a_day_written_in_full_is_answered_with_the_words_that_are_taken() -> None:
    with pytest.raises(ValueError, match='did you mean "last fri of month"'):
        parse_recurring("last friday of month")
    with pytest.raises(ValueError, match='did you mean "first weekday of jan"'):
        parse_recurring("First weekdays of january")
    with pytest.raises(
        ValueError, match=r"first, second, third, fourth, last; day, weekday, .*; of month, quarter"
    ):
        parse_recurring("next tuesday")
