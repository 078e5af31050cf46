"""The types of value that a file's schema can expect under a key, for the wording of errors."""

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
