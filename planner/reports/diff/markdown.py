"""Comparisons of plans as a comment on a pull request; no text of a plan is markup."""

from collections.abc import Iterator

from planner.dates import iso
from planner.markdown_text import unlinked
from planner.reports.code_span import code
from planner.reports.diff.diff import Diff, Diffs
from planner.reports.diff.words import VIOLATION_CHANGES, changed_rules, names, summary, totals
from planner.reports.look import ReportStyle
from planner.wording.diff import HEADINGS, DiffLine, date_name, day_text, sections, shift

MOST = 200
"""Lines of a section that are shown: forges limit the length of comments."""


def render(diff: Diff, look: ReportStyle) -> str:
    """Return one comparison as Markdown: a heading, a list or table per section, and its picture."""
    lines = [
        f"### {unlinked(diff.product)}",
        "",
        f"{_names(diff)}, as of {iso(diff.as_of)}: **{summary(diff)}**",
    ]
    for section, told in sections(diff.found):
        lines += ["", f"#### {HEADINGS[section]}", ""]
        if section == "dates":
            lines += _dates(diff)
        else:
            lines += [_line(each, as_code=section in VIOLATION_CHANGES) for each in told[:MOST]]
        if len(told) > MOST:
            lines += ["", f"… and {len(told) - MOST} more"]
    if diff.picture:
        lines += ["", "```mermaid", *diff.picture, "```"]
    return "".join(f"{line}\n" for line in lines)


def render_all(diffs: Diffs, look: ReportStyle) -> str:
    """Return the totals unless `look` is quiet, the changes of a tried policy, and each plan that differs.

    Plans with touched promises come first: a comment that is too long loses its end.
    """
    heading = "" if look.quiet else f"**{_totals(diffs)}**\n"
    changes = () if diffs.tried is None else changed_rules(diffs.tried)
    tried = "".join(f"{_line(each, as_code=True)}\n" for each in changes)
    plans = sorted(diffs.differing, key=lambda each: not each.found.promises)
    return "\n".join(filter(None, (heading, tried, *(render(each, look) for each in plans))))


def _totals(diffs: Diffs) -> str:
    """Return the totals; the name of a tried policy in them stands as code."""
    tried = diffs.tried and diffs.tried._replace(policy=code(diffs.tried.policy))
    return totals(diffs._replace(tried=tried))


def _names(diff: Diff) -> str:
    """Return the old and new name of a plan as code, and its status unless that is "changed"."""
    joined = " → ".join(map(code, names(diff)))
    return joined if diff.status == "changed" else f"{joined} ({diff.status})"


def _line(line: DiffLine, *, as_code: bool) -> str:
    """Return a list item; the subject stands as code with `as_code`, else in bold."""
    subject = code(line.subject) if as_code else f"**{unlinked(line.subject)}**"
    return f"- {subject}: {unlinked(line.description)}" if line.description else f"- {subject}"


def _dates(diff: Diff) -> Iterator[str]:
    """Yield the table of dates that differ, of at most `MOST` rows."""
    yield "| date | was | is | |"
    yield "| --- | --- | --- | --- |"
    for each in diff.found.dates[:MOST]:
        yield f"| {unlinked(date_name(each))} | {day_text(each.old)} | {day_text(each.new)} | {shift(each)} |"
