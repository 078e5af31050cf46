"""The lines about plans under a tried policy: the violations that each one gains and loses."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planner.compare import Comparison
from planner.terminal_text import shown
from planner.tui.panels.difference import SIGNS
from planner.tui.panels.line import PanelLine, Style, StyledText, fitted, paragraph
from planner.wording.diff import sections, summary

MOST = 100
"""The lines of one plan that are shown."""


class TriedPlan(NamedTuple):
    """A plan's name, and the comparison once it is worked out."""

    name: str
    found: Comparison | None


def lines(plans: Sequence[TriedPlan], width: int) -> Iterator[PanelLine]:
    """Yield a line for each plan with the numbers of violations gained and lost, and below it the violations.

    A plan whose comparison is not worked out has an ellipsis; of one plan at most `MOST` violations are
    listed.
    """
    for name, found in plans:
        told = "…" if found is None else summary(found) if found.differs else "nothing gained or lost"
        style: Style = "quiet" if found is None or not found.differs else "plain"
        title = (StyledText(f" {shown(name)}", "strong"), StyledText(f"  {told}", style))
        yield fitted(title, width)
        if found is not None:
            yield from _violations(found, width)


def _violations(found: Comparison, width: int) -> Iterator[PanelLine]:
    """Yield the lines of the violations that a plan gains and loses, at most `MOST`, then how many remain."""
    every = [(section, line) for section, told in sections(found) for line in told]
    for section, line in every[:MOST]:
        sign, style = SIGNS[section]
        lead = (StyledText(f"  {sign} ", style), StyledText(f"{shown(line.subject)}  ", style))
        yield from paragraph(line.description, width, first=lead, indent=sum(len(each.text) for each in lead))
    if len(every) > MOST:
        yield PanelLine((StyledText(f"    … and {len(every) - MOST} more", "quiet"),))
