"""Comparisons of plans as a comment on a pull request; text of a plan stands as code."""

from collections.abc import Iterator

from planner.dates import iso
from planner.reports.code_span import cell, code
from planner.reports.diff.diff import Diff, Diffs
from planner.reports.diff.words import summary, totals
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
    heading = "" if look.quiet else f"**{totals(diffs)}**\n"
    return "\n".join(filter(None, (heading, *(render(each, look) for each in diffs.differing))))


def _names(diff: Diff) -> str:
    names = " → ".join(code(each) for each in (diff.old, diff.new) if each is not None)
    return names if diff.status == "changed" else f"{names} ({diff.status})"


def _line(subject: str, description: str) -> str:
    return f"- {code(subject)}: {code(description)}" if description else f"- {code(subject)}"


def _dates(diff: Diff) -> Iterator[str]:
    yield "| date | was | is | |"
    yield "| --- | --- | --- | --- |"
    for each in diff.found.dates[:MOST]:
        yield f"| {cell(date_name(each))} | {day_text(each.old)} | {day_text(each.new)} | {shift(each)} |"
