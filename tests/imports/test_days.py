from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.dates import iso
from planner.imports.days import NotADay, read_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-02-15", "2027-02-15"),
        (" 2027-02-15 ", "2027-02-15"),
        ("2027/2/5", "2027-02-05"),
        ("20270215", "2027-02-15"),
        ("2022-08-10T00:00:00Z", "2022-08-10"),
        ("2024-06-20t17:41:25z", "2024-06-20"),
        ("2024-06-20T22:41:25-04:00", "2024-06-21"),
        ("2025-05-25 00:30:00 +0200", "2025-05-24"),
        ("March 10, 2028", "2028-03-10"),
        ("10 Mar 2028", "2028-03-10"),
        ("10th of March 2028", "2028-03-10"),
        ("Sept. 1st, 2028", "2028-09-01"),
        ("Sat, 31 Dec 2016 23:59:59 GMT", "2016-12-31"),
        ("@1688169599", "2023-06-30"),
    ],
)
def test_a_day_is_read_as_other_tools_write_it(text: str, day: str) -> None:
    assert iso(read_day(text)) == day


@pytest.mark.parametrize("text", ["2029-10", "2029", "October 2029", "Q3 2029", "2029 Q3", "2029-W40"])
def test_a_day_is_not_made_up_where_there_is_none(text: str) -> None:
    with pytest.raises(NotADay, match=f"{text} has no day"):
        read_day(text)


@pytest.mark.parametrize("text", ["9999-08-10", "2099-12-31", "2099-01-01T00:00:00Z", "December 31, 9999"])
def test_the_end_of_the_calendar_means_never(text: str) -> None:
    with pytest.raises(NotADay, match="means never"):
        read_day(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "TBD", "invalid", "2027-02-30", "03/04/2027", "1 2 3 2027", "0001-01-01T00:00:00+14:00"),
        *("March 2027 10:00", "2027-02-15T99:00", "x" * 10_000, "2027-02-15; rm"),
        "\u0662\u0660\u0662\u0667-01-01",
    ],
)
def test_other_texts_are_no_day(text: str) -> None:
    with pytest.raises(NotADay, match="is not a date"):
        read_day(text)


@settings(max_examples=60)
@given(st.one_of(st.text(max_size=40), st.from_regex(r"[0-9]{1,4}[-/. ][0-9]{1,2}.{0,12}")))
def test_no_text_is_more_than_a_day_or_refused(text: str) -> None:
    with suppress(NotADay):
        assert read_day(text) > 0
