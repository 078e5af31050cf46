"""The lines of the inspector about a track: its counts, and the items that break rules."""

from collections.abc import Iterator, Sequence

from planner.chart import Row
from planner.dates import counted
from planner.terminal_text import shown
from planner.tui.panels.line import BLANK, PanelLine, StyledText, fitted, paragraph
from planner.tui.signs import Signs


def track_lines(
    heading: Row, rows: Sequence[Row], width: int, signs: Signs, unfold_key: str
) -> Iterator[PanelLine]:
    """Yield the lines about a folded track: its counts, the key that unfolds it, and its violated items.

    `rows` are the rows of all its items, hidden ones included.
    """
    versions = sum(row.item_type == "version" for row in rows)
    counts = [
        counted(number, noun)
        for number, noun in ((versions, "version"), (len(rows) - versions, "change"))
        if number
    ]
    live = f", {heading.summary.live} live" if heading.summary is not None else ""
    yield from paragraph(f"track {signs.dot} {' and '.join(counts)}{live}", width, "quiet", indent=1)
    yield from paragraph(f"folded: {unfold_key} unfolds it", width, "quiet", indent=1)
    broken = [row for row in rows if row.severity is not None]
    if broken:
        yield BLANK
    for row in broken:
        severity = row.severity or "info"
        sign = StyledText(f" {signs.of_severity(severity)} ", severity)
        yield fitted((sign, StyledText(shown(row.name))), width)
