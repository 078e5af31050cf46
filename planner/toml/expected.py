"""The types of value that a file's schema can expect under a key, and the words for a wrong date."""

import re
from datetime import date
from typing import Literal

FieldType = Literal[
    "text",
    "name",  # a text that is not blank
    "texts",
    "text or texts",
    "flag",
    "whole",
    "date",
    "dates",  # a table of dates by milestone
    "table",
    "described",  # a table of texts
    "value",  # a text, true or false: what a declared field holds
    "tables",  # [[entries]]
    "named tables",  # [key.name]
]

NEEDS_A_DAY = "a date needs a day, unquoted; leave the key out while it is unknown"

_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
YEAR_LAST = re.compile(r"[0-9]{1,2}(?:[-/.][0-9]{1,2}[-/.]|\.? +[A-Za-z]+\.?,? +)[0-9]{4}")
"""Dates as in `3.1.2027` and `1 March 2027`."""


def not_a_date(written: str) -> str:
    """Return the cure for a value that is no date, from its text in the file."""
    if YEAR_LAST.fullmatch(written):
        return "a date has the year first, as in 2027-03-01"
    if not (match := _YEAR_FIRST.fullmatch(written)):
        return NEEDS_A_DAY
    year, _, month, day = match.groups()
    right = f"{year}-{month:0>2}-{day:0>2}"
    try:
        date.fromisoformat(right)
    except ValueError:
        return "there is no such day"
    return f"write it as {right}"
