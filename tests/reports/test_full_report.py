import re
from itertools import pairwise

import pytest

from planner.reports.check import full
from planner.reports.check.excerpt import word_at
from planner.reports.check.report import FileError, PlanReport, Report
from planner.reports.look import ReportStyle

from .by_hand import AS_OF, TEXT, WAIVER, report, violation

PLAIN = ReportStyle()


def test_a_finding_shows_its_line_the_dates_compared_the_sum_and_the_clause() -> None:
    assert full.render(report(violation()), PLAIN) == (
        """\
plans/shop.toml · Shop · policy house · as of 2026-11-21

error[default-notice]: 2 default 2027-02-03 is 12 days short; earliest 2027-02-15
  --> plans/shop.toml:7:1
   |
 7 | default  = 2027-02-03
   | ^^^^^^^^^^^^^^^^^^^^^ earliest legal date 2027-02-15
...
11 | date    = 2026-11-17
   | -------------------- 2 notice
   |
   = 2026-11-17 + 90 days = 2027-02-15
   = default-notice (Notice): People know 90 days ahead.

1 error in 1 plan
"""
    )


def test_an_entry_of_two_rules_shows_the_lines_once_and_both_rules() -> None:
    told = full.render(
        report(violation("a"), violation("b", severity="warning", message="also short")), PLAIN
    )
    assert "error[a, b]: " in told
    assert "   = also short\n" in told
    assert told.count("default  = 2027-02-03") == 1
    assert told.count("+ 90 days =") == 1
    assert told.endswith("1 error, 1 warning in 1 plan\n")


def test_a_waived_finding_is_one_line_with_reason_approver_and_note() -> None:
    told = full.render(report(violation(waived=WAIVER)), PLAIN)
    assert (
        "waived[default-notice]: 2 default 2027-02-03: security, approved by Jane Doe: "
        "A hole had to be closed. (plans/shop.toml:7:1)\n"
    ) in told
    assert told.endswith("Nothing found in 1 plan as of 2026-11-21; 1 waived\n")


def test_an_error_of_a_file_points_at_the_word() -> None:
    error = FileError("unknown-key", "`default`: did you mean `defaults`?", "shop.toml", 7, 1)
    told = full.render(Report(AS_OF, (PlanReport("shop.toml", text=TEXT, errors=(error,)),)), PLAIN)
    assert told == (
        """\
error[unknown-key]: `default`: did you mean `defaults`?
 --> shop.toml:7:1
  |
7 | default  = 2027-02-03
  | ^^^^^^^

1 error in 1 plan
"""
    )


def test_an_error_past_the_end_of_the_text_is_still_told() -> None:
    error = FileError("syntax", "unexpected end", "shop.toml", 99, 1)
    told = full.render(Report(AS_OF, (PlanReport("shop.toml", text=TEXT, errors=(error,)),)), PLAIN)
    assert "error[syntax]: unexpected end\n --> shop.toml:99:1\n" in told


def test_the_plans_that_a_broken_policy_hinders_are_named() -> None:
    error = FileError("unknown-key", "no such key", "policy.toml", 3, 1)
    plans = tuple(PlanReport(f"{name}.toml", errors=(error,), hindered=True) for name in "abcde")
    told = full.render(Report(AS_OF, plans), PLAIN)
    assert told.count("error[unknown-key]") == 1
    assert " --> policy.toml:3:1\n  = not judged: a.toml, b.toml, c.toml and 2 more\n" in told


def test_a_long_line_is_cut_around_what_is_marked() -> None:
    text = "x = [" + "1, " * 1000 + "default = 2027-02-03" + ", 1" * 1000 + "]"
    broad = violation(line=1)
    start = text.index("default") + 1
    marked = broad._replace(span=broad.span._replace(column=start, end=start + 20), related=())
    told = full.render(report(marked, text=text), PLAIN).splitlines()
    line, signs = next(pair for pair in pairwise(told) if "default = " in pair[0])
    assert len(line) < 120
    assert line[signs.index("^") : signs.rindex("^") + 1] == "default = 2027-02-03"


def test_wide_characters_and_tabs_keep_the_mark_in_place() -> None:
    text = '\tname = "版本", default = 1'
    start = text.index("default") + 1
    wide = violation(line=1)
    marked = wide._replace(span=wide.span._replace(column=start, end=start + 7), related=())
    told = full.render(report(marked, text=text), PLAIN).splitlines()
    line, signs = next(pair for pair in pairwise(told) if "default = " in pair[0])
    assert signs.index("^") == line.index("default") + 2  # two characters of two cells


def test_quiet_leaves_out_the_summary_and_says_nothing_of_a_good_plan() -> None:
    assert full.render(report(), ReportStyle(quiet=True)) == ""
    assert "in 1 plan" not in full.render(report(violation()), ReportStyle(quiet=True))


def test_colours_only_where_asked_for_and_nothing_else_differs() -> None:
    told = report(violation(), violation("w", severity="warning", waived=WAIVER))
    plain, coloured = full.render(told, PLAIN), full.render(told, ReportStyle(colour=True))
    assert "\x1b" not in plain
    assert "\x1b[31;1merror[default-notice]\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain


def test_the_summary_counts_by_severity_and_tells_of_files_passed_over() -> None:
    told = report(
        violation("a", earliest=None), violation("b", earliest=None), violation("c", severity="info")
    )
    assert full.render(told._replace(passed_over=3), PLAIN).endswith(
        "\n2 errors, 1 info in 1 plan; 3 other TOML files passed over\n"
    )


def test_a_file_with_very_many_errors_shows_a_hundred_and_the_number_of_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    split: list[str] = []

    def splitting(text: str) -> list[str]:
        split.append(text)
        return text.split("\n")

    monkeypatch.setattr(full, "_lines", splitting)
    text = "".join(f"key{number} = 1\n" for number in range(5_000))
    errors = tuple(FileError("unknown-key", "no key", "p.toml", line, 1) for line in range(1, 5_001))
    report = Report(AS_OF, (PlanReport("p.toml", text=text, errors=errors),))
    shown = full.render(report, ReportStyle())
    assert shown.count("error[unknown-key]") == 100
    assert "p.toml: 4900 more errors; --output-format json has them all" in shown
    assert len(split) == 1


def test_the_word_marked_in_a_line_of_a_million_brackets_is_looked_for_in_what_is_shown() -> None:
    assert word_at(["[" * 1_000_000], 1, 1) == (1, 1, 2)
    assert word_at(["[" * 50 + "x" + "]" * 20], 1, 1).end == 72
