"""Comparisons of plans as a comment on a pull request; text of a plan stands as code."""

from collections.abc import Iterator

from planner.dates import iso
from planner.reports.code_span import cell, code
from planner.reports.diff.diff import Diff, Diffs
from planner.reports.diff.words import changed_rules, names, summary, totals
from planner.reports.look import ReportStyle
from planner.wording.diff import HEADINGS, date_name, day_text, sections, shift

MOST = 200
"""Lines of a section that are shown: forges limit the length of comments."""


def render(diff: Diff, look: ReportStyle) -> str:
    """Return one comparison as Markdown: a heading, then a list or table per section."""
    lines = [
        f"### {code(diff.product)}",
        "",
        f"{_names(diff)}, as of {iso(diff.as_of)}: **{summary(diff)}**",
    ]
    for section, told in sections(diff.found):
        lines += ["", f"#### {HEADINGS[section]}", ""]
        if section == "dates":
            lines += _dates(diff)
        else:
            lines += [_line(each.subject, each.description) for each in told[:MOST]]
        if len(told) > MOST:
            lines += ["", f"… and {len(told) - MOST} more"]
    return "".join(f"{line}\n" for line in lines)


def render_all(diffs: Diffs, look: ReportStyle) -> str:
    """Return the plans that differ, and how many do not."""
    heading = "" if look.quiet else f"**{_totals(diffs)}**\n"
    tried = "" if diffs.tried is None else "".join(f"{_line(*each)}\n" for each in changed_rules(diffs.tried))
    return "\n".join(filter(None, (heading, tried, *(render(each, look) for each in diffs.differing))))


def _totals(diffs: Diffs) -> str:
    """Return the totals; the policy's name in them stands as code."""
    tried = diffs.tried and diffs.tried._replace(policy=code(diffs.tried.policy))
    return totals(diffs._replace(tried=tried))


def _names(diff: Diff) -> str:
    joined = " → ".join(map(code, names(diff)))
    return joined if diff.status == "changed" else f"{joined} ({diff.status})"


def _line(subject: str, description: str) -> str:
    return f"- {code(subject)}: {code(description)}" if description else f"- {code(subject)}"


def _dates(diff: Diff) -> Iterator[str]:
    yield "| date | was | is | |"
    yield "| --- | --- | --- | --- |"
    for each in diff.found.dates[:MOST]:
        yield f"| {cell(date_name(each))} | {day_text(each.old)} | {day_text(each.new)} | {shift(each)} |"
