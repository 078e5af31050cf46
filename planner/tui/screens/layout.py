"""The sizes at which the planner's screen changes its layout, and its containers."""

from textual.containers import Vertical

SMALLEST = (40, 12)
ROOM_FOR_BOTH = 110
WIDTHS = [(0, "-narrow"), (SMALLEST[0], "-normal"), (ROOM_FOR_BOTH, "-wide")]
ROOM_FOR_MINIMAP = 20
HEIGHTS = [(0, "-low"), (SMALLEST[1], "-high"), (ROOM_FOR_MINIMAP, "-tall")]


class WorkArea(Vertical):
    """The container of the ruler, the timeline and the panels."""

    BLANK = True


class Edge(Vertical):
    """The container of the first or the last line: Textual repaints all widgets of a container together."""

    BLANK = True
