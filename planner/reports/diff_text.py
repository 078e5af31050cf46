"""A difference of plans for the terminal."""

from planner.dates import iso
from planner.reports.diff import Diff
from planner.reports.diff_words import sections, summary
from planner.reports.look import Colour, Look
from planner.terminal_text import cells, shown, shown_path

WIDEST = 44

_SIGNS = {
    "Promises touched": "!",
    "Added": "+",
    "Removed": "-",
    "Violations gained": "+",
    "Violations that grew": "+",
    "Violations lost": "-",
    "Violations that shrank": "-",
}
"""Else `~`. No line begins with what a plan says, which a CI runner might take for a command."""
_COLOURS: dict[str, Colour] = {
    "Promises touched": "yellow",
    "Violations gained": "red",
    "Violations that grew": "red",
}


def render(diff: Diff, look: Look) -> str:
    lines: list[str] = []
    if diff.found.differs:
        names = f"{shown_path(diff.old)} → {shown_path(diff.new)}"
        lines += [look.paint(f"{names} · {shown(diff.product, 40)} · as of {iso(diff.as_of)}", "dim"), ""]
    for heading, told in sections(diff.found):
        lines.append(look.paint(heading, "bold", _COLOURS.get(heading, "blue")))
        sign = _SIGNS.get(heading, "~")
        subjects = [shown(each.subject, 80) for each in told]
        width = min(WIDEST, max(map(cells, subjects)))
        for subject, each in zip(subjects, told, strict=True):
            padding = " " * max(0, width - cells(subject))
            lines.append(f"  {sign} {subject}{padding}  {shown(each.says)}".rstrip())
        lines.append("")
    if not look.quiet:
        lines.append(summary(diff.found))
    return "".join(f"{line}\n" for line in lines)
