from contextlib import suppress

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from planner.dates import LAST_DAY, iso, to_date, to_day
from planner.typed_days import typed_day
from tests.engine.plans import AS_OF, day

CURRENT = "2027-02-03"  # a Wednesday


def typed(text: str, current: str = CURRENT) -> str:
    return iso(typed_day(text, day(current), day(AS_OF)))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2027-02-15", "2027-02-15"),
        ("2027-2-5", "2027-02-05"),
        ("15 feb 2027", "2027-02-15"),
        ("  15  FEB   2027 ", "2027-02-15"),
        ("15. February, 2028", "2028-02-15"),
        ("Feb 15, 2028", "2028-02-15"),
        ("sept 4 2027", "2027-09-04"),
        ("15 feb", "2027-02-15"),
        ("15 nov", "2026-11-15"),
        ("29 feb", "2028-02-29"),
        ("today", AS_OF),
        ("tomorrow", "2026-11-22"),
        ("yesterday", "2026-11-20"),
        ("+90 days", "2027-05-04"),
        ("+ 1 day", "2027-02-04"),
        ("+3", "2027-02-06"),
        ("-2 weeks", "2027-01-20"),
        ("−2w", "2027-01-20"),
        ("+6 months", "2027-08-03"),
        ("-1y", "2026-02-03"),
        ("next monday", "2027-02-08"),
        ("next wednesday", "2027-02-10"),
        ("thu", "2027-02-04"),
        ("last wed", "2027-01-27"),
        ("previous monday", "2027-02-01"),
        ("next week", "2027-02-10"),
        ("last month", "2027-01-03"),
        ("next quarter", "2027-05-03"),
        ("next year", "2028-02-03"),
        ("end of month", "2027-02-28"),
        ("end of the month", "2027-02-28"),
        ("end of next month", "2027-03-31"),
        ("start of month", "2027-02-01"),
        ("start of last month", "2027-01-01"),
        ("end of quarter", "2027-03-31"),
        ("start of next quarter", "2027-04-01"),
        ("end of year", "2027-12-31"),
        ("start of week", "2027-02-01"),
        ("end of this week", "2027-02-07"),
        ("march 2027", "2027-03-01"),
        ("feb", "2027-02-01"),
        ("dec", "2026-12-01"),
        ("next feb", "2028-02-01"),
        ("last march", "2026-03-01"),
        ("this november", "2027-11-01"),
        ("end of march", "2027-03-31"),
        ("end of feb 2028", "2028-02-29"),
        ("end march", "2027-03-31"),
        ("beginning of december", "2026-12-01"),
        ("mid april", "2027-04-15"),
        ("mid-april 2028", "2028-04-15"),
        ("middle of next month", "2027-03-15"),
        ("q2 2027", "2027-04-01"),
        ("2028-Q3", "2028-07-01"),
        ("q4", "2026-10-01"),
        ("end of q2", "2027-06-30"),
        ("end of q2 2028", "2028-06-30"),
        ("h2 2027", "2027-07-01"),
        ("end of next half", "2027-12-31"),
        ("end of 2027", "2027-12-31"),
        ("start of 2028", "2028-01-01"),
        ("in march", "2027-03-01"),
        ("eoq", "2027-03-31"),
        ("in 2 weeks", "2026-12-05"),
        ("in a month", "2026-12-21"),
        ("in two quarters", "2027-05-21"),
        ("3 days ago", "2026-11-18"),
        ("2 weeks from now", "2026-12-05"),
        ("2 weeks", "2027-02-17"),
        ("90d", "2027-05-04"),
        ("a week later", "2027-02-10"),
        ("2 months earlier", "2026-12-03"),
        ("+1 quarter", "2027-05-03"),
        ("day after tomorrow", "2026-11-23"),
        ("the day before yesterday", "2026-11-19"),
        ("last friday of march", "2027-03-26"),
        ("first monday in april 2027", "2027-04-05"),
        ("third thu of next month", "2027-03-18"),
        ("last weekday of the quarter", "2027-03-31"),
        ("last day of q2", "2027-06-30"),
        ("15th of march", "2027-03-15"),
        ("the 15th of next month", "2027-03-15"),
        ("feb 15th, 2028", "2028-02-15"),
        ("1st of may", "2027-05-01"),
    ],
)
def test_what_people_type(text: str, meant: str) -> None:
    assert typed(text) == meant


@pytest.mark.parametrize(
    ("text", "current", "meant"),
    [
        ("+1 month", "2027-01-31", "2027-02-28"),
        ("-1 month", "2028-03-31", "2028-02-29"),
        ("-1 year", "2028-02-29", "2027-02-28"),
        ("end of next month", "2027-01-31", "2027-02-28"),
        ("end of year", "9999-12-30", "9999-12-31"),
    ],
)
def test_months_end_where_they_end(text: str, current: str, meant: str) -> None:
    assert typed(text, current) == meant


@pytest.mark.parametrize(
    "text",
    [
        *("", "TBD", "15", "2027-02", "2027/02/15", "1.5.2027", "2027", "10 mondays", "next febtober"),
        *("next feb 2028", "mid q2", "2027 q2 2028", "q5", "last foo of march", "fifth monday of march"),
        *("next", "in a while", "+", "+x", "+٣ days", "[red]today", "today\x1b[0m"),
    ],
)
def test_what_is_no_day_is_answered_with_what_was_expected(text: str) -> None:
    with pytest.raises(ValueError, match="expected a day such as 2027-02-15"):
        typed(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2027-02-30", "there is no 2027-02-30"),
        ("0000-01-01", "there is no 0000-01-01"),
        ("31 feb", "February has no day 31"),
        ("29 feb 2027", "there is no 2027-02-29"),
        ("31 of next month 2027", "expected a day"),
        ("30th of this month", "there is no 2027-02-30"),
        ("end of 0000", "expected a day"),
        ("in 9999999 days", "the calendar goes from"),
        ("+9999999 years", "the calendar goes from 0001-01-01 to 9999-12-31"),
        ("-9999999 years", "the calendar goes from"),
        ("-9999999 days", "the calendar goes from"),
        ("+9999999", "the calendar goes from"),
    ],
)
def test_a_day_that_does_not_exist_is_named(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        typed(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("15 jan", "2028-01-15"),
        ("3 feb", CURRENT),
        ("end of january", "2028-01-31"),
        ("january", "2028-01-01"),
        ("last friday of january", "2028-01-28"),
        ("q1", "2028-01-01"),
        ("15 jan 2027", "2027-01-15"),
    ],
)
def test_without_a_year_the_next_day_is_meant_where_only_coming_days_make_sense(
    text: str, meant: str
) -> None:
    assert iso(typed_day(text, day(CURRENT), day(AS_OF), coming=True)) == meant


@pytest.mark.parametrize(
    ("text", "current", "meant"),
    [("dec", "9999-11-30", "9999-12-01"), ("end of jan", "0001-03-01", "0001-01-31")],
)
def test_the_years_around_end_with_the_calendar(text: str, current: str, meant: str) -> None:
    assert typed(text, current) == meant


@pytest.mark.parametrize("text", ["last year", "start of last year", "end of last week", "last monday", "-1"])
def test_nothing_comes_before_the_first_day(text: str) -> None:
    with pytest.raises(ValueError, match="the calendar goes from"):
        typed_day(text, 1, 1)


@given(
    st.integers(-500, 500),
    st.sampled_from(["days", "weeks", "months", "years"]),
    st.dates(min_value=to_date(day("1600-01-01")), max_value=to_date(day("2600-01-01"))),
)
def test_a_step_either_way_agrees_with_dateutil(number: int, unit: str, current: object) -> None:
    start = to_day(current)  # type: ignore[arg-type]
    by_dateutil = to_date(start) + relativedelta(**{unit: number})  # type: ignore[arg-type]
    assert to_date(typed_day(f"{number:+} {unit}", start, start)) == by_dateutil


@given(st.text(max_size=30), st.integers(1, LAST_DAY))
def test_no_text_does_worse_than_a_value_error(text: str, current: int) -> None:
    with suppress(ValueError):
        assert 1 <= typed_day(text, current, current) <= LAST_DAY
