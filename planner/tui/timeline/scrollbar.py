"""The scrollbar beside the rows: Textual asks for all its lines at each motion of a drag."""

from textual.scrollbar import ScrollBar

from planner.tui.timeline.line_cache import LineCache


class CachedScrollBar(ScrollBar, LineCache):
    """A vertical scrollbar that keeps its painted lines."""
