import re

import pytest
from markdown_it import MarkdownIt

from planner.reports.check import markdown
from planner.reports.check.report import FileError, PlanReport
from planner.reports.code_span import code
from planner.reports.look import ReportStyle
from tests.test_markdown_text import as_forges_do

from .by_hand import WAIVER, report, violation

PLAIN = ReportStyle()
HOSTILE = (
    "<script>alert(1)</script>",
    "**b** _i_ ~~s~~ [x](https://example.com) ![i](https://example.com/i.png)",
    "`tick` ``two`` ```",
    "`",
    "``",
    " ",
    "",
    "@everyone #1 :tada: https://example.com www.example.com",
    "a\n\n# heading\n- list\n\n---",
    "</code></details>",
    "| a | b \\| c \\",
    "\\`",
    "&lt;x&gt; $x$",
    "\x1b[31m\u202e",
)


def test_an_entry_is_told_with_its_sum_and_its_clause() -> None:
    assert markdown.render(report(violation()), PLAIN) == (
        """\
### Release plan

**1 error in 1 plan**

`plans/shop.toml`: Shop, policy `house`, as of 2026-11-21

- ❌ error `default-notice`, line 7: 2 default 2027-02-03 is 12 days short; earliest 2027-02-15
  - 2026-11-17 + 90 days = 2027-02-15
  - `default-notice` (Notice): People know 90 days ahead.
"""
    )


def test_what_is_waived_is_folded_away_with_its_reason() -> None:
    told = markdown.render(report(violation(waived=WAIVER)), PLAIN)
    assert "<details><summary>1 waived</summary>\n\n- `default-notice`, line 7: " in told
    why = "  - waived for `security`, approved by Jane Doe: A hole had to be closed.\n"
    assert told.endswith(f"{why}\n</details>\n")


def test_errors_of_files_come_first_and_name_the_plans_that_they_hinder() -> None:
    error = FileError("unknown-key", "no such key", "policy.toml", 3, 1)
    told = report()
    plans = tuple(PlanReport(f"{name}.toml", errors=(error,), hindered=True) for name in "abcde")
    lines = markdown.render(told._replace(plans=plans), PLAIN).splitlines()
    assert lines[4:] == [
        "- ❌ error `unknown-key` at `policy.toml:3:1`: no such key",
        "  - not judged: `a.toml`, `b.toml`, `c.toml` and 2 more",
    ]


def test_more_than_a_comment_holds_is_counted() -> None:
    told = markdown.render(report(*(violation(f"r{n}", earliest=None) for n in range(130))), PLAIN)
    assert told.count("- ❌") == markdown.MOST
    assert told.endswith("- … and 30 more\n")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_of_a_plan_is_markup(hostile: str) -> None:
    waiver = WAIVER._replace(note=hostile, reason=hostile, approved_by=hostile)
    told = report(violation(item=hostile, message=hostile), violation(waived=waiver), path=hostile)
    error = PlanReport(hostile, errors=(FileError(hostile, hostile, hostile),))
    text = markdown.render(told._replace(plans=(*told.plans, error)), PLAIN)
    html = MarkdownIt("gfm-like", {"linkify": False}).render(text)
    outside = re.sub(r"<code>.*?</code>|<!-- -->", "", html, flags=re.DOTALL)
    assert "<a " not in as_forges_do().render(text)
    assert set(re.findall(r"</?(\w+)", outside)) <= {"h3", "p", "strong", "ul", "li", "details", "summary"}
    assert not re.search(r"@\w|#\d|:tada:", re.sub(r"<code>.*?</code>", "", html, flags=re.DOTALL))
    assert "<script" not in html
    assert not re.search("[\x1b\u202e]", text)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_code_span_shows_the_text_letter_by_letter(hostile: str) -> None:
    html = MarkdownIt().renderInline(code(hostile))
    assert html.startswith("<code>")
    assert html.endswith("</code>")
    assert html.count("<code>") == 1
