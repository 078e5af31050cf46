"""Comparisons of plans for the terminal."""

from planner.dates import iso
from planner.reports.diff.diff import Diff, Diffs
from planner.reports.diff.words import changed_rules, names, summary, totals
from planner.reports.look import Colour, ReportStyle
from planner.terminal_text import cells, shown, shown_path
from planner.wording.diff import HEADINGS, Section, sections

WIDEST = 44

_SIGNS: dict[Section, str] = {
    "promises": "!",
    "added": "+",
    "removed": "-",
    "gained": "+",
    "grew": "+",
    "lost": "-",
    "shrank": "-",
}
"""The sign before each line of a section; `~` for the others.

With a sign, no line begins with text of a plan, which a CI runner might take for a command.
"""
_COLOURS: dict[Section, Colour] = {
    "promises": "yellow",
    "gained": "red",
    "grew": "red",
}


def render(diff: Diff, look: ReportStyle) -> str:
    """Return one comparison as text: a heading, aligned lines per section, and the summary.

    Without a difference the heading is left out; the summary is left out if `look` is quiet.
    """
    lines: list[str] = []
    if diff.differs:
        heading = f"{_names(diff)} · {shown(diff.product, 40)} · as of {iso(diff.as_of)}"
        lines += [look.paint(heading, "dim"), ""]
    for section, told in sections(diff.found):
        lines.append(look.paint(HEADINGS[section], "bold", _COLOURS.get(section, "blue")))
        sign = _SIGNS.get(section, "~")
        subjects = [shown(each.subject, 80) for each in told]
        width = min(WIDEST, max(map(cells, subjects)))
        for subject, each in zip(subjects, told, strict=True):
            padding = " " * max(0, width - cells(subject))
            lines.append(f"  {sign} {subject}{padding}  {shown(each.description)}".rstrip())
        lines.append("")
    if not look.quiet:
        lines.append(summary(diff))
    return "".join(f"{line}\n" for line in lines)


def render_all(diffs: Diffs, look: ReportStyle) -> str:
    """Return the changes of a tried policy, each plan that differs, and the totals unless `look` is quiet."""
    parts = [render(each, look) for each in diffs.differing]
    if diffs.tried is not None:
        lines = changed_rules(diffs.tried)
        width = max(cells(shown(each.subject)) for each in lines)
        told = (f"  ~ {shown(each.subject):<{width}}  {shown(each.description)}\n" for each in lines)
        heading = look.paint(f"Tried in {shown(diffs.tried.policy)}", "bold", "blue")
        parts.insert(0, f"{heading}\n{''.join(told)}")
    if not look.quiet:
        parts.append(f"{shown(totals(diffs))}\n")
    return "\n".join(parts)


def _names(diff: Diff) -> str:
    """Return the old and new name of a plan, and its status unless that is "changed"."""
    joined = " → ".join(map(shown_path, names(diff)))
    return joined if diff.status == "changed" else f"{joined} ({diff.status})"
