import re

import pytest

from planner.exports import render

from .plans import EXAMPLES, example, written


def _lines(name: str) -> list[str]:
    return render(example(name), "md").decode().splitlines()


@pytest.mark.parametrize("name", EXAMPLES)
def test_its_sections(name: str) -> None:
    headings = [line for line in _lines(name) if line.startswith("## ")]
    assert headings == [
        "## Summary", "## Timeline", "## Violations", "## Dates", "## Notices", "## Waivers", "## Agenda",
    ]  # fmt: skip


def test_a_violation_tells_arithmetic_bound_clause_and_why() -> None:
    lines = _lines("clio")
    start = lines.index("## Violations")
    assert lines[start + 2 : start + 6] == [
        "- **error** `default-notice`: 4.0.14 default 2027-02-03 is 12 days short: announced 2026-11-17 by"
        " email and docs; earliest 2027-02-15",
        "  - `2026-11-17 + 90 days = 2027-02-15`",
        "  - earliest legal date 2027-02-15",
        "  - `default-notice` (Default API Version): Developers know 90 days ahead, by email and from the"
        " documentation, that the default will change.",
    ]


def test_the_table_of_dates_marks_what_is_blamed() -> None:
    assert any(
        re.match(r"\| 4\.0\.14 \| 2026-12-01 \| \*\*2027-02-03\*\* ✗ \| — \|", line)
        for line in _lines("clio")
    )


def test_the_summary_tells_the_verdict_and_what_comes_next() -> None:
    lines = _lines("clio")
    start = lines.index("## Summary")
    assert lines[start + 2 : start + 5] == [
        "- 1 error",
        "- 9 versions, 2 changes; 2 notices sent, 3 to be sent",
        "- Next: 2026-12-01 4.0.14: Released",
    ]


def test_the_agenda_tells_up_to_when_a_notice_counts() -> None:
    row = "| 2026-12-15 | Send a notice (4.0.12: Deprecated) | email, docs | 2027-01-06 |  |"
    assert row in _lines("clio")


def test_a_plan_too_long_for_mermaid_is_told_without_a_picture() -> None:
    versions = "".join(f'[[version]]\nname = "{each}"\nreleased = 2027-01-01\n' for each in range(700))
    text = render(written(versions), "md").decode()
    assert "```" not in text
    assert "The plan is too long for a picture here" in text


def test_a_remark_about_the_first_version_does_not_come_before_an_error_of_the_last() -> None:
    plan = """
[[version]]
name = "1"
released = 2026-01-05

[[version]]
name = "2"
released = 2026-12-01
"""
    subject = written(plan)
    assert subject.evaluation.findings[0][-1].severity == "info"
    for export_format in ("md", "html", "svg"):
        said = render(subject, export_format).decode()
        assert said.index("2 released 2026-12-01") < said.index("1 has no default"), export_format
