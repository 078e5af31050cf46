"""Exports say which versions were withdrawn, and where to go from them."""

import re

import pytest

from planner.exports import render
from tests.exports.plans import written

PLAN = """
[[version]]
name = "1"
released = 2026-02-02
withdrawn = 2026-05-06
replacement = "2"
significant = true
note = "a hole"

[[version]]
name = "2"
released = 2026-06-01

[[version]]
name = "3"
withdrawn = 2027-05-06
"""


@pytest.mark.parametrize(
    ("export_format", "expected"),
    [
        ("md", ["withdrawn 2026-05-06; move to 2; significant; a hole", "withdrawn 2027-05-06"]),
        ("html", ["withdrawn 2026-05-06; move to 2; significant; a hole"]),
        (
            "mermaid",
            ["Withdrawn 2026-05-06 :milestone, done, 2026-05-06, 0d", ":milestone, 2027-05-06, 0d"],
        ),
        (
            "csv",
            ['"1","version","","","withdrawn","2026-05-06"', '"3","version","","","withdrawn","2027-05-06"'],
        ),
        ("ics", ["SUMMARY:1: withdrawn", "move to 2", "SUMMARY:3: withdrawn"]),
        ("json", ['"withdrawn": "2026-05-06"', '"replacement": "2"']),
        ("svg", ["1: withdrawn 2026-05-06"]),
    ],
)
def test_a_withdrawn_version_is_said_with_its_replacement(export_format: str, expected: list[str]) -> None:
    text = render(written(PLAN), export_format)
    shown = re.sub("</?span[^>]*>", "", text.decode())
    for each in expected:
        assert each in shown
