"""Calendar arithmetic against dateutil, and its known traps."""

from datetime import date

import pendulum
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.dates import (
    LAST_DAY,
    NEVER,
    Duration,
    add,
    add_at_most,
    iso,
    latest_start,
    parse_duration,
    to_date,
    to_day,
    weekday,
)

days = st.dates(date(1990, 1, 1), date(2090, 12, 31)).map(to_day)
durations = st.builds(Duration, st.integers(0, 60), st.sampled_from(["day", "week", "month", "year"]))


@given(days, durations)
def test_adding_a_duration_agrees_with_dateutil(day: int, duration: Duration) -> None:
    by_dateutil = to_date(day) + relativedelta(**{f"{duration.unit}s": duration.number})  # type: ignore[arg-type]
    assert to_date(add(day, duration)) == by_dateutil


@given(
    st.dates().map(to_day),
    st.one_of(st.integers(0, 40), st.integers(0, 130_000)),
    st.sampled_from(["month", "year"]),
)
@settings(max_examples=400)
def test_months_and_years_agree_with_pendulum_everywhere(day: int, number: int, unit: str) -> None:
    start = pendulum.Date.fromordinal(day)
    try:
        expected = start.add(**{f"{unit}s": number}).toordinal()
    except (OverflowError, ValueError):
        expected = NEVER
    assert add(day, Duration(number, unit)) == expected


def test_every_month_end_of_400_years_agrees_with_pendulum() -> None:
    for month in range(12 * 400):
        start = date(1800 + month // 12, month % 12 + 1, 1)
        last = add(to_day(start), Duration(1, "month")) - 1
        expected = pendulum.Date.fromordinal(last).add(months=1).toordinal()
        assert add(last, Duration(1, "month")) == expected


@pytest.mark.parametrize(
    ("start", "span", "end"),
    [
        ("2024-10-31", "6 months", "2025-04-30"),
        ("2024-02-29", "1 year", "2025-02-28"),
        ("2024-08-31", "6 months", "2025-02-28"),
        ("2026-11-17", "90 days", "2027-02-15"),
        ("2026-03-01", "90 days", "2026-05-30"),
    ],
)
def test_known_sums(start: str, span: str, end: str) -> None:
    assert iso(add(to_day(date.fromisoformat(start)), parse_duration(span))) == end


@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)).map(to_day))
def test_six_months_are_never_180_days(day: int) -> None:
    assert 181 <= add(day, Duration(6, "month")) - day <= 184


@pytest.mark.parametrize("span", ["1 day", "1 week", "1 month", "1 year", "99999 years", "P9999999999Y"])
def test_a_sum_past_the_calendar_is_later_than_every_date(span: str) -> None:
    assert add(LAST_DAY, parse_duration(span)) == NEVER
    assert add(NEVER, parse_duration(span)) == NEVER


@given(days, durations)
def test_the_latest_start_is_the_last_day_from_which_the_sum_does_not_pass_the_end(
    end: int, span: Duration
) -> None:
    start = latest_start(end, span)
    assert add(start, span) <= end
    assert all(add(start + later, span) > end for later in (1, 2, 31))


@pytest.mark.parametrize("unit", ["day", "week", "month", "year"])
@pytest.mark.parametrize("end", [1, 2, 40, 400, LAST_DAY, NEVER])
@pytest.mark.parametrize("number", [0, 1, 13, 2027, 9998, 99_999, 10**80])
def test_a_start_before_the_calendar_is_before_every_day(end: int, number: int, unit: str) -> None:
    span = Duration(number, unit)
    start = latest_start(end, span)
    assert 0 <= start <= end
    assert start == 0 or add(start, span) <= end
    assert start == end or add(start + 1, span) > end


def test_a_day_beyond_the_calendar_has_words() -> None:
    assert [iso(0), iso(-3), iso(1), iso(LAST_DAY), iso(NEVER)] == [
        "before the calendar",
        "before the calendar",
        "0001-01-01",
        "9999-12-31",
        "never",
    ]


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("90 days", Duration(90, "day")),
        ("1 day", Duration(1, "day")),
        ("20 weeks", Duration(20, "week")),
        ("6 month", Duration(6, "month")),
        ("P6M", Duration(6, "month")),
        ("P90D", Duration(90, "day")),
        ("P1Y", Duration(1, "year")),
        ("P2W", Duration(2, "week")),
    ],
)
def test_a_duration_is_words_or_iso_8601(text: str, duration: Duration) -> None:
    assert parse_duration(text) == duration


@pytest.mark.parametrize(
    "text", ["", "90", "90 dayss", "-1 day", "P1Y6M", "some months", "90  days", "1 moon", "٣ days\n"]
)
def test_anything_else_is_no_duration(text: str) -> None:
    with pytest.raises(ValueError, match="a duration such as"):
        parse_duration(text)


@given(days)
def test_weekdays_count_from_monday(day: int) -> None:
    assert weekday(day) == to_date(day).weekday()


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("1 yr", '"1 year"'),
        ("90days", '"90 days"'),
        ("6 Mos", '"6 months"'),
        ("one year", '"1 year"'),
        ("two weeks", '"2 weeks"'),
        ("2 quarters", '"6 months" or "2 calendar quarters"'),
    ],
)
def test_a_shortened_duration_is_answered_with_the_words_that_are_taken(text: str, cure: str) -> None:
    with pytest.raises(ValueError, match=f"^{cure}$"):
        parse_duration(text)


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("1.5 years", '"18 months"'),
        ("0,5 years", '"6 months"'),
        ("1.5 weeks", "a whole number"),
        ("2.0 months", '"2 months"'),
        ("1.5 months", "a whole number"),
        ("0.14285 weeks", "a whole number"),
    ],
)
def test_a_duration_with_a_fraction_is_answered_in_whole_units(text: str, cure: str) -> None:
    with pytest.raises(ValueError, match=f"^{cure}"):
        parse_duration(text)


@pytest.mark.parametrize(
    ("start", "span", "first", "last"),
    [
        ("2026-11-28", "3 calendar months", "2027-02-01", "2027-02-28"),
        ("2027-11-28", "3 calendar months", "2028-02-01", "2028-02-29"),
        ("2026-11-28", "2 calendar quarters", "2027-04-01", "2027-06-30"),
        ("2026-11-28", "0 calendar months", "2026-11-01", "2026-11-30"),
        ("2026-12-31", "1 calendar year", "2027-01-01", "2027-12-31"),
    ],
)
def test_calendar_periods_reach_from_their_first_day_to_their_last(
    start: str, span: str, first: str, last: str
) -> None:
    day, duration = date.fromisoformat(start).toordinal(), parse_duration(span)
    assert (iso(add(day, duration)), iso(add_at_most(day, duration))) == (first, last)
