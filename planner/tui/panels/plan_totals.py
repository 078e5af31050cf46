"""The first line of the list of plans: how many there are, how they stand, which are shown. Pure."""

from collections.abc import Sequence

from planner.portfolio.arrangement import Totals, totals_in_words
from planner.terminal_text import cells
from planner.tui.panels.line import PanelLine, StyledText, fitted
from planner.tui.panels.plan_columns import counts_in_signs
from planner.tui.signs import Signs

APART = "  "


def totals_line(
    found: Totals, as_of: str, pills: Sequence[str], *, state: Sequence[str], signs: Signs, width: int
) -> PanelLine:
    """Return the first line: the numbers of plans and violations, the as-of date, `pills` and `state`.

    The as-of date, pills, and numbers of plans but the first, are left out where they have no room.

    Args:
        found: The numbers of the plans that are shown.
        as_of: The as-of date as text.
        pills: Texts about the order and the filter.
        state: The texts of the filter, the search and the progress of reading; empty ones are left out.
        signs: The signs of severities.
        width: The width of the line in cells.
    """
    words = totals_in_words(found)
    right: list[StyledText] = []
    for text in filter(None, state):
        right += [StyledText(text, "warning"), StyledText(APART)]
    if found.read:
        for count in counts_in_signs(found.counts, signs):
            right += [count, StyledText(APART)]
    left = [StyledText(f" {words[0]}", "strong")]
    pieces = [StyledText(f" as of {as_of} ", "pill"), *(StyledText(each, "warning") for each in words[1:])]
    pieces += [StyledText(f" {each} ", "pill") for each in pills]
    room = width - _width(right) - _width(left)
    for piece in pieces:
        size = cells(piece.text) + len(APART)
        if size <= room:
            left += [StyledText(APART), piece]
            room -= size
    return fitted([*left, StyledText(" " * max(room, 0)), *right], width)


def _width(line: Sequence[StyledText]) -> int:
    """Return the cells of some texts."""
    return sum(cells(each.text) for each in line)
